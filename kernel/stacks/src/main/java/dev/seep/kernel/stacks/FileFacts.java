package dev.seep.kernel.stacks;

import dev.seep.kernel.libc.Syscalls;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// What stat(2) says of an open descriptor.
///
/// @param device as `st_dev` has it
/// @param modifiedNanos time of the last change of contents, only to be compared
record FileFacts(long device, long inode, int mode, int uid, long size, long modifiedNanos) {
  private static final int AT_EMPTY_PATH = 0x1000;
  private static final int FORMAT = 0170000;
  private static final int REGULAR = 0100000;
  private static final boolean ARM = System.getProperty("os.arch", "").equals("aarch64");

  /// Of a descriptor, or of what a path leads to from a folder; null when the kernel refuses.
  static @org.jspecify.annotations.Nullable FileFacts of(int directory, String path) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment stat = arena.allocate(144, 8);
      int flags = path.isEmpty() ? AT_EMPTY_PATH : 0;
      if (Syscalls.fstatat(directory, arena.allocateFrom(path), stat, flags) < 0) {
        return null;
      }
      return new FileFacts(
          stat.get(ValueLayout.JAVA_LONG, 0),
          stat.get(ValueLayout.JAVA_LONG, 8),
          stat.get(ValueLayout.JAVA_INT, ARM ? 16 : 24),
          stat.get(ValueLayout.JAVA_INT, ARM ? 24 : 28),
          stat.get(ValueLayout.JAVA_LONG, 48),
          stat.get(ValueLayout.JAVA_LONG, 88) * 1_000_000_000
              + stat.get(ValueLayout.JAVA_LONG, 96));
    }
  }

  boolean isRegular() {
    return (mode & FORMAT) == REGULAR;
  }

  /// Whether its group or everybody may write to it.
  boolean isWritableByOthers() {
    return (mode & 022) != 0;
  }

  boolean isSameFile(FileFacts other) {
    return device == other.device && inode == other.inode;
  }
}
