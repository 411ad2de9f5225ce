package dev.seep.kernel.stacks;

import dev.seep.evidence.Blind;
import dev.seep.evidence.KernelText;
import dev.seep.evidence.Reading;
import dev.seep.kernel.libc.Errno;
import dev.seep.kernel.libc.ProcessCalls;
import dev.seep.kernel.libc.Syscalls;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/// Opens files that somebody else chose, with rights that they do not have.
///
/// A path is first only looked up (`O_PATH` runs no driver and waits for no writer of a fifo),
/// within a root that it cannot leave; what it led to is examined; and only that very file is then
/// opened for reading, through `/proc/self/fd`.
final class SafeFiles {
  /// Of openat2(2).
  private static final long RESOLVE_IN_ROOT = 0x10;

  private static final long RESOLVE_NO_MAGICLINKS = 0x02;

  private static final int O_NONBLOCK = 04000;
  private static final int O_NOCTTY = 0400;

  /// `O_NOFOLLOW` and `O_DIRECTORY` are two of the four flags that arm64 numbers in its own way.
  private static final boolean ARM = System.getProperty("os.arch", "").equals("aarch64");

  private static final int O_NOFOLLOW = ARM ? 0100000 : 0400000;
  private static final int O_DIRECTORY = ARM ? 040000 : Syscalls.O_DIRECTORY;
  private static final int LOOK_UP = Syscalls.O_PATH | Syscalls.O_CLOEXEC;
  private static final int READ = Syscalls.O_RDONLY | O_NONBLOCK | O_NOCTTY | Syscalls.O_CLOEXEC;

  private static final String PRIVILEGES =
      "run Seep as the owner of the process, as root, or with CAP_SYS_PTRACE";

  private SafeFiles() {}

  /// What a caller demands of a file beyond its being a regular one.
  @FunctionalInterface
  interface Demand {
    /// Why the file is refused, in plain words; empty when it is not.
    String refusal(FileFacts facts);
  }

  /// A folder as the root of look-ups: a descriptor or a negated error number.
  static int openRoot(int directory, String path) {
    try (Arena arena = Arena.ofConfined()) {
      return Syscalls.openat(directory, arena.allocateFrom(path), LOOK_UP | O_DIRECTORY);
    }
  }

  /// Opens a path within a root.
  ///
  /// @param path absolute, as the target sees it
  /// @param lastMayBeLink whether the file itself may be a symbolic link, within the root
  static Opening open(int root, byte[] path, boolean lastMayBeLink, String what, Demand demand) {
    return Patience.open(
        what,
        () -> {
          int found = lookUp(root, path, lastMayBeLink ? LOOK_UP : LOOK_UP | O_NOFOLLOW);
          return found < 0 ? Opening.refusedByKernel(what, found) : examine(found, what, demand);
        });
  }

  /// Opens what a link of the kernel in `/proc` leads to.
  static Opening openKernelLink(int directory, String name, String what, Demand demand) {
    return Patience.open(
        what,
        () -> {
          try (Arena arena = Arena.ofConfined()) {
            int found = Syscalls.openat(directory, arena.allocateFrom(name), LOOK_UP);
            return found < 0 ? Opening.refusedByKernel(what, found) : examine(found, what, demand);
          }
        });
  }

  private static int lookUp(int root, byte[] path, int flags) {
    int slashes = 0;
    while (slashes < path.length && path[slashes] == '/') {
      slashes++;
    }
    byte[] relative = Arrays.copyOfRange(path, slashes, path.length + 1);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment name = arena.allocateFrom(ValueLayout.JAVA_BYTE, relative);
      return ProcessCalls.openat2(root, name, flags, RESOLVE_IN_ROOT | RESOLVE_NO_MAGICLINKS);
    }
  }

  private static Opening examine(int found, String what, Demand demand) {
    try {
      FileFacts facts = FileFacts.of(found, "");
      if (facts == null || !facts.isRegular()) {
        return Opening.refusedBySeep(what, "it is no regular file", "");
      }
      String refusal = demand.refusal(facts);
      if (!refusal.isEmpty()) {
        return Opening.refusedBySeep(what, refusal, "");
      }
      int fd = openAgain(found);
      return fd < 0 ? Opening.refusedByKernel(what, fd) : new Opening.Opened(fd, facts);
    } finally {
      Syscalls.close(found);
    }
  }

  private static int openAgain(int found) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment link = arena.allocateFrom("/proc/self/fd/" + found);
      return Syscalls.openat(Syscalls.AT_FDCWD, link, READ);
    }
  }

  static <T> Reading<T> refused(String what, long error) {
    return new Reading.Unseen<>(blind(what, error));
  }

  static Blind blind(String what, long error) {
    String mend = "";
    if (Errno.EACCES.is(error) || Errno.EPERM.is(error)) {
      mend = PRIVILEGES;
    } else if (Errno.EMFILE.is(error)) {
      mend = "raise the limit of the shell that starts Seep: ulimit -n 4096";
    } else if (Errno.ENOSYS.is(error)) {
      mend = "a kernel from 5.6 on";
    }
    return new Blind(what, Errno.describe((int) -error), mend);
  }

  /// Everything in a file of `/proc`, cut at `most` bytes; null when it cannot be read.
  static byte @org.jspecify.annotations.Nullable [] read(int directory, String name, int most) {
    try (Arena arena = Arena.ofConfined()) {
      int fd = Syscalls.openat(directory, arena.allocateFrom(name), READ);
      if (fd < 0) {
        return null;
      }
      try {
        return readAll(fd, arena.allocate(64 * 1024), most);
      } finally {
        Syscalls.close(fd);
      }
    }
  }

  private static byte @org.jspecify.annotations.Nullable [] readAll(
      int fd, MemorySegment step, int most) {
    byte[] text = new byte[64 * 1024];
    int length = 0;
    while (length < most) {
      long got = Syscalls.read(fd, step);
      if (got < 0 && !Errno.EINTR.is(got)) {
        return null;
      }
      if (got == 0) {
        break;
      }
      int taken = Math.clamp(got, 0, most - length);
      if (length + taken > text.length) {
        text = Arrays.copyOf(text, Math.max(2 * text.length, length + taken));
      }
      MemorySegment.copy(step, ValueLayout.JAVA_BYTE, 0, text, length, taken);
      length += taken;
    }
    return Arrays.copyOf(text, length);
  }

  static String shown(String name) {
    return KernelText.printable(name);
  }
}
