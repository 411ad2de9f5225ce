package dev.seep.kernel.procfs;

import dev.seep.kernel.libc.Errno;
import dev.seep.kernel.libc.Syscalls;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/// Buffers of one thread, and the reading of whole kernel files into them.
///
/// Everything here reads with openat(2), read(2) and close(2): `/proc` answers in about a
/// microsecond, and a stream or a channel of the class library costs several times that. A file
/// under `/proc/sys` moreover has to be read with the first read(2): the second answers its end, so
/// that `Files.readString`, which starts with a single byte, sees one digit of a number.
final class Scratch {
  static final int CAPACITY = 64 * 1024;
  private static final int OPEN = Syscalls.O_RDONLY | Syscalls.O_CLOEXEC;
  private static final ThreadLocal<Scratch> OF_THREAD = ThreadLocal.withInitial(Scratch::new);

  final NativePath path;
  final MemorySegment data;
  final MemorySegment stat;

  /// What the last read left here; the rest is old.
  byte[] bytes = new byte[CAPACITY];

  private Scratch() {
    // Freed with the thread: nothing has to be closed.
    Arena arena = Arena.ofAuto();
    path = new NativePath(arena);
    data = arena.allocate(CAPACITY);
    stat = arena.allocate(FileStat.STRUCT_BYTES);
  }

  static Scratch ofThisThread() {
    return OF_THREAD.get();
  }

  int open(int folder, MemorySegment name) {
    return Syscalls.openat(folder, name, OPEN);
  }

  /// Reads a file that the kernel writes in one go (`stat`, `status`, `limits`, …): less than was
  /// asked for is all there is, so that the read that answers 0 is spared.
  ///
  /// @return bytes now in [#bytes], or a negated error number
  int readSingle(int folder, MemorySegment name) {
    return read(folder, name, true, Integer.MAX_VALUE);
  }

  /// Reads at most [#CAPACITY] bytes of such a file.
  int readStart(int folder, MemorySegment name) {
    return read(folder, name, true, CAPACITY);
  }

  /// Reads a file of many records (`maps`, `mountinfo`, `net/tcp`) to its end.
  int readWhole(int folder, MemorySegment name) {
    return read(folder, name, false, Integer.MAX_VALUE);
  }

  private int read(int folder, MemorySegment name, boolean single, int atMost) {
    int fd = open(folder, name);
    if (fd < 0) {
      return fd;
    }
    try {
      int length = 0;
      while (true) {
        long got = readSome(fd);
        if (got < 0) {
          return (int) got;
        }
        if (length + got > bytes.length) {
          bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + (int) got));
        }
        MemorySegment.copy(data, ValueLayout.JAVA_BYTE, 0, bytes, length, (int) got);
        length += (int) got;
        if (got == 0 || (single && got < CAPACITY) || length >= atMost) {
          return length;
        }
      }
    } finally {
      Syscalls.close(fd);
    }
  }

  /// One read(2) into [#data].
  long readSome(int fd) {
    long got = Syscalls.read(fd, data);
    while (Errno.EINTR.is(got)) {
      got = Syscalls.read(fd, data);
    }
    return got;
  }

  /// @return 0, and [#stat] holds the answer, or a negated error number
  int stat(int folder, MemorySegment name) {
    return Syscalls.fstatat(folder, name, stat, 0);
  }
}
