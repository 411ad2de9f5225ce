package dev.seep.kernel.stacks.unwind;

import dev.seep.kernel.libc.Syscalls;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/// Reads parts of an open file at offsets. It is read, not mapped: whoever owns the file may cut it
/// short at any time.
record FileBytes(int fd) {
  private static final int AT_EMPTY_PATH = 0x1000;

  /// Little-endian, as both architectures are; empty when the file does not hold all of it, or when
  /// it is more than `limit`.
  Optional<ByteBuffer> read(long offset, long length, int limit) {
    if (offset < 0 || length < 0 || length > limit) {
      return Optional.empty();
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment into = arena.allocate(Math.max(length, 1));
      long done = 0;
      while (done < length) {
        long n = Syscalls.pread(fd, into.asSlice(done, length - done), offset + done);
        if (n <= 0) {
          return Optional.empty();
        }
        done += n;
      }
      byte[] bytes = into.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE);
      return Optional.of(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN));
    }
  }

  /// Device and inode (`st_dev` and `st_ino`, the first two words of `struct stat`) with size and
  /// time of change: what tells one content from another.
  Optional<Identity> identity() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment stat = arena.allocate(144, 8);
      if (Syscalls.fstatat(fd, arena.allocateFrom(""), stat, AT_EMPTY_PATH) < 0) {
        return Optional.empty();
      }
      return Optional.of(
          new Identity(
              stat.get(ValueLayout.JAVA_LONG, 0),
              stat.get(ValueLayout.JAVA_LONG, 8),
              stat.get(ValueLayout.JAVA_LONG, 48)));
    }
  }

  /// @param size in bytes
  record Identity(long device, long inode, long size) {}
}
