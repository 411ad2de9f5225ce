package dev.seep.kernel.stacks.helper;

import dev.seep.kernel.libc.Syscalls;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/// A text file as far as it may be read, ended with a whole line: it may be growing.
final class WholeLines {
  private static final int STEP = 256 * 1024;

  private WholeLines() {}

  static byte[] read(int fd, long most) {
    byte[] text = new byte[Math.clamp(most, 0, Integer.MAX_VALUE - 8)];
    int length = 0;
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment step = arena.allocate(STEP);
      while (length < text.length) {
        MemorySegment into = step.asSlice(0, Math.min(STEP, text.length - length));
        int got = (int) Syscalls.pread(fd, into, length);
        if (got <= 0) {
          break;
        }
        MemorySegment.copy(into, ValueLayout.JAVA_BYTE, 0, text, length, got);
        length += got;
      }
    }
    while (length > 0 && text[length - 1] != '\n') {
      length--;
    }
    return length == text.length ? text : Arrays.copyOf(text, length);
  }
}
