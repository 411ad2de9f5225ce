package dev.seep.kernel.stacks.unwind;

import dev.seep.kernel.libc.NativeLibrary;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Optional;
import java.util.regex.Pattern;

/// Linkers' names to names that a person reads. Rust is demangled here; C++ by `__cxa_demangle` of
/// libstdc++, or where that is not installed by a reader of plain nested names (`_ZN3foo3barEv` is
/// `foo::bar`); names with templates then stay mangled.
final class SymbolNames {
  /// What compilers hang on to the parts of a function that they split or copy.
  private static final Pattern CLONE =
      Pattern.compile("(\\.(cold|(part|constprop|isra|lto_priv|llvm)\\.\\d+))+$");

  /// What glibc calls its functions among themselves.
  private static final String GLIBC_ALIAS = "__GI_";

  private final Optional<NativeLibrary> cxx;
  private final Libdw libdw;

  SymbolNames(Libdw libdw) {
    this.libdw = libdw;
    cxx = NativeLibrary.open("libstdc++.so.6").filter(library -> library.has("__cxa_demangle"));
  }

  /// For names of every language but Go, whose names are what they are.
  String readable(String symbol) {
    String name = CLONE.matcher(withoutVersion(symbol)).replaceFirst("");
    if (name.startsWith("_R")) {
      return RustV0Name.demangle(name).orElse(name);
    }
    if (!name.startsWith("_Z")) {
      return name.startsWith(GLIBC_ALIAS) ? name.substring(GLIBC_ALIAS.length()) : name;
    }
    return RustLegacyName.demangle(name).or(() -> cpp(name)).orElse(name);
  }

  /// `pthread_create@@GLIBC_2.34` is `pthread_create`.
  private static String withoutVersion(String symbol) {
    int at = symbol.indexOf('@');
    return at > 0 ? symbol.substring(0, at) : symbol;
  }

  private Optional<String> cpp(String name) {
    if (cxx.isEmpty()) {
      return CppNestedName.demangle(name);
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment mangled = arena.allocateFrom(name);
      MemorySegment status = arena.allocate(8, 8);
      long text = cxx.get().call("__cxa_demangle", mangled.address(), 0, 0, status.address());
      if (text == 0) {
        return Optional.empty();
      }
      String demangled = NativeMemory.text(text);
      libdw.free(text);
      return Optional.of(CppName.brief(demangled));
    }
  }
}
