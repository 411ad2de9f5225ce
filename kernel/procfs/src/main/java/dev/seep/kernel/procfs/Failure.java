package dev.seep.kernel.procfs;

import dev.seep.evidence.Blind;
import dev.seep.evidence.Reading;
import dev.seep.kernel.libc.Errno;

/// Says why a file of the kernel could not be read, and what mends it.
final class Failure {
  private Failure() {}

  /// @param result a negated error number
  static Blind blind(String what, long result) {
    return new Blind(what, Errno.describe((int) -result), mend(result));
  }

  static <T> Reading<T> unseen(String what, long result) {
    return new Reading.Unseen<>(blind(what, result));
  }

  static <T> Reading<T> gone(int pid) {
    return Reading.unseen("process " + pid, "it has ended, or is hidden from this user", "");
  }

  static <T> Reading<T> malformed(String path) {
    return Reading.unseen(path, "it does not read as the kernel documents it", "");
  }

  /// Whether the process itself is not there, as against one that may not be looked at.
  static boolean isGone(long result) {
    return Errno.ENOENT.is(result) || Errno.ESRCH.is(result);
  }

  private static String mend(long result) {
    if (Errno.EACCES.is(result) || Errno.EPERM.is(result)) {
      return "run Seep as the owner of the process, as root, or with CAP_SYS_PTRACE";
    }
    if (Errno.EMFILE.is(result)) {
      return "raise the limit of the shell that starts Seep: ulimit -n 1024";
    }
    if (Errno.ENFILE.is(result)) {
      return "sysctl -w fs.file-max=N, with a larger N";
    }
    return "";
  }
}
