package dev.seep.kernel.stacks.unwind;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What DWARF says of an address: the function that it lies in, those inlined there, and the lines.
final class DebugInfo {
  /// Inlined calls at one address that are told.
  static final int INLINED = 64;

  /// Compilers give the class of a lambda no name; the symbol of its function numbers it.
  static final String LAMBDA = "{lambda}";

  private static final int SCOPES = 1024;
  private static final int NAMESPACES = 16;

  private final Libdw libdw;
  private final Die dies;
  private final SymbolNames names;
  private final CompilationUnits units;
  private final FunctionIndex index;
  private final MemorySegment out;
  private final MemorySegment declared;

  /// A function at an address, innermost first in a list of them.
  ///
  /// @param function empty when it has no name
  record Place(String function, String file, int line, String language) {}

  private record Line(String file, int number) {
    static final Line UNKNOWN = new Line("", 0);
  }

  DebugInfo(Libdw libdw, SymbolNames names, Arena arena) {
    this.libdw = libdw;
    this.names = names;
    dies = new Die(libdw, arena);
    units = new CompilationUnits(libdw, arena);
    index = new FunctionIndex(libdw, dies, arena);
    out = arena.allocate(64, 8);
    declared = arena.allocate(Die.BYTES, 8);
  }

  void retain(Set<String> keys) {
    units.retain(keys);
    index.clear();
  }

  /// Empty when nothing is known; one place without a name when only the line is.
  List<Place> at(MappedElf elf, long module, long address) {
    Optional<CompilationUnits.Unit> found = units.find(elf, module, address);
    if (found.isEmpty()) {
      return List.of();
    }
    CompilationUnits.Unit unit = found.get();
    long at = address - unit.bias();
    String language = Languages.ofDwarf(dies.language(unit.die()));
    Line line = line(unit.die(), at);
    List<Place> places = functions(unit.die(), at, line, language);
    if (!places.isEmpty()) {
      return places;
    }
    return line.equals(Line.UNKNOWN)
        ? List.of()
        : List.of(new Place("", line.file(), line.number(), language));
  }

  private Line line(long unit, long address) {
    long line = libdw.call("dwarf_getsrc_die", unit, address);
    if (line == 0 || libdw.callInt("dwarf_lineno", line, out.address()) != 0) {
      return Line.UNKNOWN;
    }
    int number = NativeMemory.half(out.address());
    return new Line(path(unit, libdw.call("dwarf_linesrc", line, 0, 0)), number);
  }

  private List<Place> functions(long unit, long address, Line line, String language) {
    List<Place> places = scopes(unit, address, line, language);
    if (!places.isEmpty()) {
      return places;
    }
    FunctionIndex.Chain chain = index.chain(unit, address);
    return functions(unit, chain.address(), chain.length(), line, language);
  }

  /// `dwarf_getscopes` goes from an inlined function on to what surrounds its definition;
  /// `dwarf_getscopes_die` to what it was inlined into.
  private List<Place> scopes(long unit, long address, Line line, String language) {
    long scopes = 0;
    long chain = 0;
    try {
      int count = libdw.callInt("dwarf_getscopes", unit, address, out.address());
      scopes = count > 0 ? NativeMemory.word(out.address()) : 0;
      long innermost = firstFunction(scopes, count);
      int depth =
          innermost == 0 ? 0 : libdw.callInt("dwarf_getscopes_die", innermost, out.address());
      chain = depth > 0 ? NativeMemory.word(out.address()) : 0;
      return functions(unit, chain, depth, line, language);
    } finally {
      libdw.free(scopes);
      libdw.free(chain);
    }
  }

  private long firstFunction(long scopes, int count) {
    for (int i = 0; i < Math.min(count, SCOPES); i++) {
      long die = scopes + (long) i * Die.BYTES;
      if (dies.isFunction(die)) {
        return die;
      }
    }
    return 0;
  }

  private List<Place> functions(long unit, long chain, int depth, Line innermost, String language) {
    List<Place> places = new ArrayList<>();
    Line line = innermost;
    for (int i = 0; i < Math.min(depth, SCOPES); i++) {
      long die = chain + (long) i * Die.BYTES;
      if (!dies.isFunction(die)) {
        continue;
      }
      boolean inlined = dies.tag(die) == Die.TAG_INLINED;
      if (!inlined || places.size() < INLINED) {
        places.add(new Place(name(die, language), line.file(), line.number(), language));
      }
      if (!inlined) {
        break;
      }
      line = callSite(unit, die);
    }
    return places;
  }

  private Line callSite(long unit, long die) {
    Optional<Long> file = dies.callFile(die);
    int number = dies.callLine(die).map(Long::intValue).orElse(0);
    return new Line(file.map(f -> fileName(unit, f)).orElse(""), number);
  }

  private String fileName(long unit, long number) {
    if (libdw.callInt("dwarf_getsrcfiles", unit, out.address(), out.address() + 8) != 0) {
      return "";
    }
    long files = NativeMemory.word(out.address());
    boolean known = number >= 0 && number < NativeMemory.word(out.address() + 8);
    return known ? path(unit, libdw.call("dwarf_filesrc", files, number, 0, 0)) : "";
  }

  /// Compilers write a path relative to the folder that they ran in.
  private String path(long unit, long text) {
    String path = NativeMemory.text(text);
    if (path.isEmpty() || path.startsWith("/")) {
      return path;
    }
    String folder = dies.compilationFolder(unit);
    return folder.isEmpty() ? path : folder + "/" + path;
  }

  /// C and Go have no mangling; what C has as a linker's name is an alias (`__GI___libc_read`).
  private String name(long die, String language) {
    String name = dies.name(die);
    if (!name.isEmpty() && (language.equals("c") || language.equals(Languages.GO))) {
      return name;
    }
    String linkage = dies.linkageName(die);
    if (!linkage.isEmpty()) {
      return names.readable(linkage);
    }
    boolean nested = language.equals(Languages.CPP) || language.equals(Languages.RUST);
    return nested && !name.isEmpty() ? qualified(die, CppName.brief(name)) : name;
  }

  private String qualified(long die, String name) {
    long declaration = dies.declaration(die, declared);
    int depth = libdw.callInt("dwarf_getscopes_die", declaration, out.address());
    if (depth <= 0) {
      return name;
    }
    long chain = NativeMemory.word(out.address());
    Deque<String> parts = new ArrayDeque<>(List.of(name));
    boolean inFunction = false;
    for (int i = 1; i < depth && parts.size() < NAMESPACES && !inFunction; i++) {
      long outer = chain + (long) i * Die.BYTES;
      inFunction = dies.tag(outer) == Die.TAG_SUBPROGRAM;
      String part = surrounding(outer, parts.getFirst());
      if (!part.isEmpty()) {
        parts.addFirst(part);
      }
    }
    libdw.free(chain);
    return String.join("::", parts);
  }

  private String surrounding(long die, String inner) {
    String name = CppName.brief(dies.name(die));
    return switch (dies.tag(die)) {
      case Die.TAG_NAMESPACE -> name.isEmpty() ? "(anonymous namespace)" : name;
      case Die.TAG_CLASS, Die.TAG_STRUCTURE, Die.TAG_UNION ->
          !name.isEmpty() ? name : inner.startsWith("operator()") ? LAMBDA : "{unnamed}";
      case Die.TAG_SUBPROGRAM -> {
        String linkage = dies.linkageName(die);
        yield linkage.isEmpty() ? name : names.readable(linkage);
      }
      default -> "";
    };
  }
}
