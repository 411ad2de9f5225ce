package dev.seep.kernel.sockdiag;

import dev.seep.evidence.Reading;
import dev.seep.kernel.libc.Errno;

/// Why the kernel did not answer, in words, with the mend.
final class Refusal {
  private static final String AS_ROOT = "run Seep as root (sudo seep …)";
  private static final String MORE_DESCRIPTORS = "ulimit -n 1024, then start Seep again";
  private static final String MACHINE_LIMIT =
      "sysctl -w fs.file-max=… with a higher number, as root";

  private Refusal() {}

  /// @param error negated error number
  static <T> Reading<T> ofProcess(String what, String path, int error) {
    return Reading.unseen(what, Errno.describe(-error) + " on " + path, mend(error));
  }

  /// @param call the system call that failed
  static <T> Reading<T> ofCall(String what, String call, int error) {
    return Reading.unseen(what, call + ": " + Errno.describe(-error), mend(error));
  }

  static String mend(int error) {
    if (Errno.EPERM.is(error) || Errno.EACCES.is(error)) {
      return AS_ROOT;
    }
    if (Errno.EMFILE.is(error)) {
      return MORE_DESCRIPTORS;
    }
    return Errno.ENFILE.is(error) ? MACHINE_LIMIT : "";
  }
}
