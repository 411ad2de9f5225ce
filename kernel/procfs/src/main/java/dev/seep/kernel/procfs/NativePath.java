package dev.seep.kernel.procfs;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;

/// A path in native memory that is built anew for each call and costs no allocation.
final class NativePath {
  /// `PATH_MAX` of `linux/limits.h`.
  private static final int CAPACITY = 4096;

  private final byte[] bytes = new byte[CAPACITY];
  private final MemorySegment segment;
  private int length;

  NativePath(Arena arena) {
    segment = arena.allocate(CAPACITY);
  }

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  NativePath start() {
    length = 0;
    return this;
  }

  NativePath start(byte[] prefix) {
    length = 0;
    return add(prefix);
  }

  NativePath add(byte[] part) {
    if (length + part.length >= CAPACITY) {
      throw new IllegalArgumentException("path longer than " + CAPACITY + " bytes");
    }
    System.arraycopy(part, 0, bytes, length, part.length);
    length += part.length;
    return this;
  }

  NativePath add(int number) {
    int digits = 1;
    for (int rest = number; rest >= 10; rest /= 10) {
      digits++;
    }
    int rest = number;
    for (int i = length + digits - 1; i >= length; i--) {
      bytes[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    length += digits;
    return this;
  }

  /// The path, null-terminated; valid until the next [#start].
  MemorySegment end() {
    bytes[length] = 0;
    MemorySegment.copy(bytes, 0, segment, ValueLayout.JAVA_BYTE, 0, length + 1);
    return segment;
  }
}
