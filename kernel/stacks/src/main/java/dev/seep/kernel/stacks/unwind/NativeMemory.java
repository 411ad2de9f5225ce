package dev.seep.kernel.stacks.unwind;

import dev.seep.evidence.KernelText;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// What native code hands over by address.
final class NativeMemory {
  /// Names are cut here, in bytes: mangled C++ reaches megabytes.
  static final int NAME_LIMIT = 4096;

  private static final MemorySegment ALL = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);

  private NativeMemory() {}

  static long word(long address) {
    return ALL.get(ValueLayout.JAVA_LONG_UNALIGNED, address);
  }

  static int half(long address) {
    return ALL.get(ValueLayout.JAVA_INT_UNALIGNED, address);
  }

  static void putWord(long address, long value) {
    ALL.set(ValueLayout.JAVA_LONG_UNALIGNED, address, value);
  }

  static byte[] bytes(long address, int length) {
    return ALL.asSlice(address, length).toArray(ValueLayout.JAVA_BYTE);
  }

  /// A null-terminated text, cut at [#NAME_LIMIT]; empty for a null pointer.
  static String text(long address) {
    if (address == 0) {
      return "";
    }
    int length = 0;
    while (length < NAME_LIMIT && ALL.get(ValueLayout.JAVA_BYTE, address + length) != 0) {
      length++;
    }
    return KernelText.decode(bytes(address, length));
  }
}
