package dev.seep.kernel.libc;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// System calls with which one process starts, feeds and confines another. Results are those of
/// [Syscalls]: 0 or more, or the negated error number.
public final class ProcessCalls {
  /// Numbers that differ between the architectures, from the same tables as [SyscallNumbers]; arm64
  /// is untried.
  private record Numbers(
      int sendmsg,
      int recvmsg,
      int socketpair,
      int wait4,
      int kill,
      int prctl,
      int prlimit64,
      int capset,
      int seccomp,
      int mmap,
      int munmap) {
    static final Numbers X86_64 = new Numbers(46, 47, 53, 61, 62, 157, 302, 126, 317, 9, 11);
    static final Numbers AARCH64 =
        new Numbers(211, 212, 199, 260, 129, 167, 261, 91, 277, 222, 215);
  }

  /// `openat2` has one number everywhere.
  private static final int OPENAT2 = 437;

  private static final Numbers NUMBERS =
      SyscallNumbers.ofThisMachine().equals(SyscallNumbers.X86_64)
          ? Numbers.X86_64
          : Numbers.AARCH64;

  private ProcessCalls() {}

  /// @param header `struct msghdr`
  public static long sendmsg(int socket, MemorySegment header, int flags) {
    return Syscalls.call(NUMBERS.sendmsg(), socket, header.address(), flags, 0, 0, 0);
  }

  /// @param header `struct msghdr`; what arrived is written to where it points
  public static long recvmsg(int socket, MemorySegment header, int flags) {
    return Syscalls.call(NUMBERS.recvmsg(), socket, header.address(), flags, 0, 0, 0);
  }

  /// @param into two `int`s
  public static int socketpair(int family, int type, MemorySegment into) {
    return (int) Syscalls.call(NUMBERS.socketpair(), family, type, 0, into.address(), 0, 0);
  }

  /// Takes the end of a child: its pid, or 0 when it still runs and `options` has `WNOHANG` (1).
  ///
  /// @param status an `int`, filled as wait(2) describes
  public static int wait4(int pid, MemorySegment status, int options) {
    return (int) Syscalls.call(NUMBERS.wait4(), pid, status.address(), options, 0, 0, 0);
  }

  public static int kill(int pid, int signal) {
    return (int) Syscalls.call(NUMBERS.kill(), pid, signal, 0, 0, 0, 0);
  }

  /// Acts on the calling thread, with a few exceptions that prctl(2) lists.
  public static int prctl(int option, long first, long second) {
    return (int) Syscalls.call(NUMBERS.prctl(), option, first, second, 0, 0, 0);
  }

  /// Sets both limits of a resource of this process to one value (prlimit(2)).
  public static int setLimit(int resource, long value) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment limits = arena.allocate(16, 8);
      limits.set(ValueLayout.JAVA_LONG, 0, value);
      limits.set(ValueLayout.JAVA_LONG, 8, value);
      return (int) Syscalls.call(NUMBERS.prlimit64(), 0, resource, limits.address(), 0, 0, 0);
    }
  }

  /// Takes every capability from the calling thread but those in `kept` (a bit mask).
  public static int keepCapabilities(long kept) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment header = arena.allocate(8, 8);
      header.set(ValueLayout.JAVA_INT, 0, 0x2008_0522);
      MemorySegment sets = arena.allocate(24, 8);
      for (int half = 0; half < 2; half++) {
        int bits = (int) (kept >>> (32 * half));
        sets.set(ValueLayout.JAVA_INT, 12L * half, bits);
        sets.set(ValueLayout.JAVA_INT, 12L * half + 4, bits);
      }
      return (int) Syscalls.call(NUMBERS.capset(), header.address(), sets.address(), 0, 0, 0, 0);
    }
  }

  /// Installs a seccomp filter (seccomp(2), `SECCOMP_SET_MODE_FILTER`).
  ///
  /// @param program `struct sock_fprog`
  public static int seccompFilter(long flags, MemorySegment program) {
    return (int) Syscalls.call(NUMBERS.seccomp(), 1, flags, program.address(), 0, 0, 0);
  }

  /// Opens as `struct open_how` says: `flags`, and how the path may be resolved (openat2(2)).
  ///
  /// @param path null-terminated
  public static int openat2(int directory, MemorySegment path, long flags, long resolve) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment how = arena.allocate(24, 8);
      how.set(ValueLayout.JAVA_LONG, 0, flags);
      how.set(ValueLayout.JAVA_LONG, 16, resolve);
      return (int)
          Syscalls.call(OPENAT2, directory, path.address(), how.address(), how.byteSize(), 0, 0);
    }
  }

  /// Maps the first page of a file for reading: its address, or the negated error number.
  public static long mapPage(int fd, long bytes) {
    return Syscalls.call(NUMBERS.mmap(), 0, bytes, 1, 2, fd, 0);
  }

  public static int unmap(long address, long bytes) {
    return (int) Syscalls.call(NUMBERS.munmap(), address, bytes, 0, 0, 0, 0);
  }

  /// Ids of the whole process. The kernel knows them by the thread; the C library's functions set
  /// them in every thread, which is why these are the only calls here that go through them. The
  /// result is 0 or the negated error number.
  ///
  /// @param id user and group alike; no supplementary group is left
  public static int becomeUser(int id) {
    NativeLibrary c = NativeLibrary.open("libc.so.6").orElseThrow();
    int result = c.callForErrno("setgroups", 0, 0);
    if (result == 0) {
      result = c.callForErrno("setresgid", id, id, id);
    }
    return result == 0 ? c.callForErrno("setresuid", id, id, id) : result;
  }
}
