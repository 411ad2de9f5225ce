package dev.seep.evidence;

/// The names of the kernel's error numbers (`asm-generic/errno-base.h` and `asm-generic/errno.h`,
/// which x86-64 and arm64 share; errno(3)).
public final class Errno {
  public static final int EPERM = 1;
  public static final int EAGAIN = 11;
  public static final int EACCES = 13;
  public static final int ENFILE = 23;
  public static final int EMFILE = 24;
  public static final int EADDRNOTAVAIL = 99;
  public static final int ECONNRESET = 104;
  public static final int ETIMEDOUT = 110;
  public static final int ECONNREFUSED = 111;
  public static final int EALREADY = 114;
  public static final int EINPROGRESS = 115;

  /// What the kernel keeps to itself and a tracer still sees: a call that a signal broke off and
  /// that is begun again (`linux/errno.h`).
  private static final int ERESTARTSYS = 512;

  private static final int ERESTART_RESTARTBLOCK = 516;

  private static final String[] NAMES =
      """
      - EPERM ENOENT ESRCH EINTR EIO ENXIO E2BIG ENOEXEC EBADF ECHILD EAGAIN ENOMEM EACCES EFAULT
      ENOTBLK EBUSY EEXIST EXDEV ENODEV ENOTDIR EISDIR EINVAL ENFILE EMFILE ENOTTY ETXTBSY EFBIG
      ENOSPC ESPIPE EROFS EMLINK EPIPE EDOM ERANGE EDEADLK ENAMETOOLONG ENOLCK ENOSYS ENOTEMPTY
      ELOOP - ENOMSG EIDRM ECHRNG EL2NSYNC EL3HLT EL3RST ELNRNG EUNATCH ENOCSI EL2HLT EBADE EBADR
      EXFULL ENOANO EBADRQC EBADSLT - EBFONT ENOSTR ENODATA ETIME ENOSR ENONET ENOPKG EREMOTE
      ENOLINK EADV ESRMNT ECOMM EPROTO EMULTIHOP EDOTDOT EBADMSG EOVERFLOW ENOTUNIQ EBADFD EREMCHG
      ELIBACC ELIBBAD ELIBSCN ELIBMAX ELIBEXEC EILSEQ ERESTART ESTRPIPE EUSERS ENOTSOCK
      EDESTADDRREQ EMSGSIZE EPROTOTYPE ENOPROTOOPT EPROTONOSUPPORT ESOCKTNOSUPPORT EOPNOTSUPP
      EPFNOSUPPORT EAFNOSUPPORT EADDRINUSE EADDRNOTAVAIL ENETDOWN ENETUNREACH ENETRESET
      ECONNABORTED ECONNRESET ENOBUFS EISCONN ENOTCONN ESHUTDOWN ETOOMANYREFS ETIMEDOUT
      ECONNREFUSED EHOSTDOWN EHOSTUNREACH EALREADY EINPROGRESS ESTALE EUCLEAN ENOTNAM ENAVAIL
      EISNAM EREMOTEIO EDQUOT ENOMEDIUM EMEDIUMTYPE ECANCELED ENOKEY EKEYEXPIRED EKEYREVOKED
      EKEYREJECTED EOWNERDEAD ENOTRECOVERABLE ERFKILL EHWPOISON\
      """
          .split("\\s+");

  private Errno() {}

  /// `EINPROGRESS` for 115; `error 4711` for a number that has no name.
  public static String name(int number) {
    if (number >= ERESTARTSYS && number <= ERESTART_RESTARTBLOCK) {
      return NAMES[4];
    }
    boolean named = number > 0 && number < NAMES.length && !NAMES[number].equals("-");
    return named ? NAMES[number] : "error " + number;
  }
}
