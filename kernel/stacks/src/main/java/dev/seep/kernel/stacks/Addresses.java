package dev.seep.kernel.stacks;

import dev.seep.evidence.Frame;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;

/// What can be said of a stack without reading any file: the addresses by frame pointers, each as a
/// file of the target and an offset in it.
final class Addresses {
  /// Where `struct pt_regs` of x86-64 has `ip`, and `struct user_pt_regs` of arm64 `pc`.
  private static final int PROGRAM_COUNTER =
      System.getProperty("os.arch", "").equals("aarch64") ? 32 * 8 : 16 * 8;

  private Addresses() {}

  /// @param remark why there is no more
  static Unwound of(StackCopy copy, List<MappedFiles.Mapped> mapped, String remark) {
    return new Unwound(
        known(copy).stream().map(address -> frame(address, mapped)).toList(), false, remark);
  }

  /// The program counter, and what frame pointers led to.
  static List<Long> known(StackCopy copy) {
    List<Long> addresses = new ArrayList<>();
    byte[] registers = copy.registers();
    if (registers.length >= PROGRAM_COUNTER + Long.BYTES) {
      addresses.add(
          MemorySegment.ofArray(registers).get(ValueLayout.JAVA_LONG_UNALIGNED, PROGRAM_COUNTER));
    }
    for (long address : copy.framePointers()) {
      if (!addresses.contains(address)) {
        addresses.add(address);
      }
    }
    return addresses;
  }

  private static Frame frame(long address, List<MappedFiles.Mapped> mapped) {
    for (MappedFiles.Mapped one : mapped) {
      if (one.line().contains(address)) {
        String name = one.file().name();
        String base = name.substring(name.lastIndexOf('/') + 1);
        long offset = address - one.line().start() + one.line().offset();
        return new Frame(base + "+0x" + Long.toHexString(offset), "", 0, base, "");
      }
    }
    return new Frame("0x" + Long.toHexString(address), "", 0, "", "");
  }
}
