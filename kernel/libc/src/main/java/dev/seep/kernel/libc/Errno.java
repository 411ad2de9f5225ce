package dev.seep.kernel.libc;

/// Error numbers of `asm-generic/errno-base.h` and `errno.h` that Seep tells apart.
public enum Errno {
  EPERM(1, "operation not permitted"),
  ENOENT(2, "no such file or directory"),
  ESRCH(3, "no such process"),
  EINTR(4, "interrupted"),
  E2BIG(7, "argument list or structure too long"),
  EBADF(9, "bad file descriptor"),
  EAGAIN(11, "try again"),
  ENOMEM(12, "out of memory"),
  EACCES(13, "permission denied"),
  ENOTDIR(20, "not a directory"),
  EINVAL(22, "invalid argument"),
  ENFILE(23, "the machine is out of file descriptors"),
  EMFILE(24, "this process is out of file descriptors"),
  ENOSPC(28, "no space left on device"),
  ERANGE(34, "result too large"),
  ENAMETOOLONG(36, "name too long"),
  ENOSYS(38, "not implemented by this kernel"),
  ENODATA(61, "no data"),
  EPROTONOSUPPORT(93, "protocol not supported"),
  EOPNOTSUPP(95, "not supported"),
  EAFNOSUPPORT(97, "address family not supported"),
  ENOBUFS(105, "no buffer space left"),
  ENOTCONN(107, "not connected");

  private final int number;
  private final String words;

  Errno(int number, String words) {
    this.number = number;
    this.words = words;
  }

  public int number() {
    return number;
  }

  /// `EACCES (permission denied)`, or `errno 123` for one not listed here.
  public static String describe(int number) {
    for (Errno errno : values()) {
      if (errno.number == number) {
        return errno.name() + " (" + errno.words + ")";
      }
    }
    return "errno " + number;
  }

  /// Whether a result of [Syscalls] is this error.
  public boolean is(long result) {
    return result == -number;
  }
}
