package dev.seep.kernel.procfs;

import dev.seep.kernel.libc.Errno;
import dev.seep.kernel.libc.Syscalls;
import java.lang.foreign.MemorySegment;

/// Opens the file of a JVM's counters, which lies where the target may put things in the way: each
/// step is looked up without following links and without waking a driver (`O_PATH`), and what is
/// read is the very file that the target has mapped, or nothing.
final class CountersFile {
  /// `O_NOFOLLOW` and `O_DIRECTORY` are flags that arm64 numbers in its own way.
  private static final boolean ARM = System.getProperty("os.arch", "").equals("aarch64");

  private static final int O_NOFOLLOW = ARM ? 0100000 : 0400000;
  private static final int O_DIRECTORY = ARM ? 040000 : Syscalls.O_DIRECTORY;
  private static final int LOOK_UP = Syscalls.O_PATH | Syscalls.O_CLOEXEC;
  private static final int AT_EMPTY_PATH = 0x1000;
  private static final byte[] TEMPORARY = NativePath.ascii("tmp");
  private static final byte[] OWN = NativePath.ascii("/proc/self/fd/");
  private static final byte[] NOTHING = new byte[0];

  private CountersFile() {}

  /// @param root the target's root folder, as `/proc/PID/root`
  /// @param folder `hsperfdata_USER`
  /// @param name of the file in it
  /// @param inode that the target's mapping shows
  /// @return bytes now in [Scratch#bytes], or a negated error number
  static int read(Scratch scratch, MemorySegment root, byte[] folder, byte[] name, long inode) {
    int at = Syscalls.openat(Syscalls.AT_FDCWD, root, LOOK_UP | O_DIRECTORY);
    at = step(scratch, at, TEMPORARY, O_DIRECTORY);
    at = step(scratch, at, folder, O_DIRECTORY);
    at = step(scratch, at, name, 0);
    if (at < 0) {
      return at;
    }
    try {
      int told =
          Syscalls.fstatat(at, scratch.path.start(NOTHING).end(), scratch.stat, AT_EMPTY_PATH);
      if (told < 0) {
        return told;
      }
      FileStat file = FileStat.of(scratch.stat);
      boolean isIt = file.isRegular() && file.inode() == inode;
      if (!isIt || file.sizeBytes() > HotSpotCounters.MOST_BYTES) {
        return -Errno.ENOENT.number();
      }
      return scratch.readWhole(Syscalls.AT_FDCWD, scratch.path.start(OWN).add(at).end());
    } finally {
      Syscalls.close(at);
    }
  }

  /// Goes on from one folder and lets go of it.
  private static int step(Scratch scratch, int from, byte[] name, int flags) {
    if (from < 0) {
      return from;
    }
    int to = Syscalls.openat(from, scratch.path.start(name).end(), LOOK_UP | O_NOFOLLOW | flags);
    Syscalls.close(from);
    return to;
  }
}
