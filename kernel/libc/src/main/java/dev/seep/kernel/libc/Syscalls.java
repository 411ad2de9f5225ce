package dev.seep.kernel.libc;

import java.lang.foreign.Arena;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;

/// System calls, typed. Each returns what the kernel does: a result of 0 or more, or the negated
/// error number (see [Errno]).
///
/// All of them pass through syscall(2) of the C library, so that only one native shape is linked.
public final class Syscalls {
  public static final int AT_FDCWD = -100;
  public static final int O_RDONLY = 0;
  public static final int O_DIRECTORY = 0200000;
  public static final int O_CLOEXEC = 02000000;
  public static final int O_PATH = 010000000;
  public static final int AT_SYMLINK_NOFOLLOW = 0x100;

  private static final int F_DUPFD_CLOEXEC = 1030;

  private static final SyscallNumbers NUMBERS = SyscallNumbers.ofThisMachine();
  private static final MemorySegment SYSCALL =
      Linker.nativeLinker().defaultLookup().findOrThrow("syscall");

  private Syscalls() {}

  /// Any system call by its number, for those that have no method here.
  public static long call(int number, long a, long b, long c, long d, long e, long f) {
    return Native.callForErrno(SYSCALL, number, a, b, c, d, e, f);
  }

  /// @param path null-terminated
  public static int openat(int directory, MemorySegment path, int flags) {
    return (int) call(NUMBERS.openat(), directory, path.address(), flags, 0, 0, 0);
  }

  /// Opens a file or folder for reading, close-on-exec.
  public static int open(String path) {
    try (Arena arena = Arena.ofConfined()) {
      return openat(AT_FDCWD, arena.allocateFrom(path), O_RDONLY | O_CLOEXEC);
    }
  }

  public static int close(int fd) {
    return (int) call(NUMBERS.close(), fd, 0, 0, 0, 0, 0);
  }

  public static long read(int fd, MemorySegment into) {
    return call(NUMBERS.read(), fd, into.address(), into.byteSize(), 0, 0, 0);
  }

  /// Reads at an offset and leaves the descriptor's own position alone.
  public static long pread(int fd, MemorySegment into, long offset) {
    return call(NUMBERS.pread64(), fd, into.address(), into.byteSize(), offset, 0, 0);
  }

  /// A second descriptor of the same open file, close-on-exec.
  public static int duplicate(int fd) {
    return (int) call(NUMBERS.fcntl(), fd, F_DUPFD_CLOEXEC, 0, 0, 0, 0);
  }

  /// Fills `into` with `struct linux_dirent64` records (getdents(2)).
  public static long getdents64(int fd, MemorySegment into) {
    return call(NUMBERS.getdents64(), fd, into.address(), into.byteSize(), 0, 0, 0);
  }

  public static long readlinkat(int directory, MemorySegment path, MemorySegment into) {
    return call(
        NUMBERS.readlinkat(), directory, path.address(), into.address(), into.byteSize(), 0, 0);
  }

  /// Fills `into` (at least 144 bytes) with `struct stat`.
  public static int fstatat(int directory, MemorySegment path, MemorySegment into, int flags) {
    return (int) call(NUMBERS.newfstatat(), directory, path.address(), into.address(), flags, 0, 0);
  }

  /// @param path, name null-terminated
  public static long getxattr(MemorySegment path, MemorySegment name, MemorySegment into) {
    return call(
        NUMBERS.getxattr(), path.address(), name.address(), into.address(), into.byteSize(), 0, 0);
  }

  /// @param argument what this request reads or fills
  public static int ioctl(int fd, long request, MemorySegment argument) {
    return (int) call(NUMBERS.ioctl(), fd, request, argument.address(), 0, 0, 0);
  }

  public static int socket(int family, int type, int protocol) {
    return (int) call(NUMBERS.socket(), family, type, protocol, 0, 0, 0);
  }

  public static long send(int fd, MemorySegment data, int flags) {
    return call(NUMBERS.sendto(), fd, data.address(), data.byteSize(), flags, 0, 0);
  }

  public static long receive(int fd, MemorySegment into, int flags) {
    return call(NUMBERS.recvfrom(), fd, into.address(), into.byteSize(), flags, 0, 0);
  }

  /// @param length in: room in `into`; out: bytes written (an `int`)
  public static int getsockopt(
      int fd, int level, int option, MemorySegment into, MemorySegment length) {
    return (int) call(NUMBERS.getsockopt(), fd, level, option, into.address(), length.address(), 0);
  }

  public static int getsockname(int fd, MemorySegment into, MemorySegment length) {
    return (int) call(NUMBERS.getsockname(), fd, into.address(), length.address(), 0, 0, 0);
  }

  public static int getpeername(int fd, MemorySegment into, MemorySegment length) {
    return (int) call(NUMBERS.getpeername(), fd, into.address(), length.address(), 0, 0, 0);
  }

  /// Polls without waiting when `timeout` (a `struct timespec`) is zero.
  public static int ppoll(MemorySegment pollfds, int count, MemorySegment timeout) {
    return (int) call(NUMBERS.ppoll(), pollfds.address(), count, timeout.address(), 0, 8, 0);
  }

  /// Moves the calling thread, and no other, into a namespace. Call it on a platform thread made
  /// for the purpose.
  public static int setns(int namespace, int type) {
    return (int) call(NUMBERS.setns(), namespace, type, 0, 0, 0, 0);
  }

  public static int pidfdOpen(int pid) {
    return (int) call(NUMBERS.pidfdOpen(), pid, 0, 0, 0, 0, 0);
  }

  /// Copies a descriptor of another process into this one, close-on-exec set.
  public static int pidfdGetfd(int pidfd, int fd) {
    return (int) call(NUMBERS.pidfdGetfd(), pidfd, fd, 0, 0, 0, 0);
  }

  /// Reads a limit of a process (prlimit(2)) and sets none.
  ///
  /// @param into 16 bytes: the soft and the hard limit, all ones for none
  public static int getLimit(int pid, int resource, MemorySegment into) {
    return (int) call(NUMBERS.prlimit64(), pid, resource, 0, into.address(), 0, 0);
  }

  /// A command of bpf(2).
  ///
  /// @param attributes `union bpf_attr`, as long as the command needs; zero what is not used
  public static int bpf(int command, MemorySegment attributes) {
    return (int) call(NUMBERS.bpf(), command, attributes.address(), attributes.byteSize(), 0, 0, 0);
  }
}
