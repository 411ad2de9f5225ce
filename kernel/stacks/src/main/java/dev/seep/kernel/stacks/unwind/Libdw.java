package dev.seep.kernel.stacks.unwind;

import dev.seep.kernel.libc.NativeLibrary;
import java.util.Optional;

/// The libraries that stand behind unwinding, loaded once.
///
/// @param dw libdw of elfutils 0.188 or later
/// @param elf libelf, which libdw itself stands on
/// @param c for memory that libdw hands over to be freed
record Libdw(NativeLibrary dw, NativeLibrary elf, NativeLibrary c) {
  private static final int EV_CURRENT = 1;

  /// Empty when libdw is not installed.
  static Optional<Libdw> load() {
    Optional<NativeLibrary> dw = NativeLibrary.open("libdw.so.1");
    Optional<NativeLibrary> elf = NativeLibrary.open("libelf.so.1");
    Optional<NativeLibrary> c = NativeLibrary.open("libc.so.6");
    if (dw.isEmpty() || elf.isEmpty() || c.isEmpty()) {
      return Optional.empty();
    }
    elf.get().call("elf_version", EV_CURRENT);
    return Optional.of(new Libdw(dw.get(), elf.get(), c.get()));
  }

  long call(String function, long... arguments) {
    return dw.call(function, arguments);
  }

  int callInt(String function, long... arguments) {
    return dw.callInt(function, arguments);
  }

  /// For functions that answer a `bool`, of which only the lowest byte is defined.
  boolean callBool(String function, long... arguments) {
    return (dw.call(function, arguments) & 0xff) != 0;
  }

  void free(long address) {
    if (address != 0) {
      c.call("free", address);
    }
  }

  /// What libdw says of its last failure on this thread.
  String lastError() {
    return NativeMemory.text(call("dwfl_errmsg", -1));
  }
}
