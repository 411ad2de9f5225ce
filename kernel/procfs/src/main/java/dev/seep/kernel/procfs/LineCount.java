package dev.seep.kernel.procfs;

import dev.seep.kernel.libc.Syscalls;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Counts the lines of a file of any size within one buffer.
final class LineCount {
  private LineCount() {}

  /// @return lines, or a negated error number
  static long of(Scratch scratch, MemorySegment path) {
    int fd = scratch.open(Syscalls.AT_FDCWD, path);
    if (fd < 0) {
      return fd;
    }
    try {
      long lines = 0;
      long got = scratch.readSome(fd);
      while (got > 0) {
        MemorySegment.copy(scratch.data, ValueLayout.JAVA_BYTE, 0, scratch.bytes, 0, (int) got);
        for (int i = 0; i < got; i++) {
          lines += scratch.bytes[i] == '\n' ? 1 : 0;
        }
        got = scratch.readSome(fd);
      }
      return got < 0 ? got : lines;
    } finally {
      Syscalls.close(fd);
    }
  }
}
