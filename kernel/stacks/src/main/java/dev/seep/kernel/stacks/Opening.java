package dev.seep.kernel.stacks;

import dev.seep.evidence.Blind;
import dev.seep.kernel.libc.Errno;

/// What came of opening a file: the file, or who refused it and why.
sealed interface Opening {

  /// A regular file, open for reading.
  record Opened(int fd, FileFacts facts) implements Opening {}

  /// @param by who refused
  /// @param error the kernel's error number, 0 when it was not the kernel
  record Refused(Blind blind, By by, int error) implements Opening {}

  /// Who refused to open a file.
  enum By {
    KERNEL,
    /// It is not what Seep opens, or not as its caller demands.
    SEEP,
    /// A file system that gave no answer in time.
    NOBODY
  }

  static Refused refusedBySeep(String what, String why, String mend) {
    return new Refused(new Blind(what, why, mend), By.SEEP, 0);
  }

  /// @param result a negated error number
  static Refused refusedByKernel(String what, int result) {
    return new Refused(SafeFiles.blind(what, result), By.KERNEL, -result);
  }

  static Refused noAnswer(String what, String why) {
    return new Refused(new Blind(what, why, ""), By.NOBODY, 0);
  }

  /// Whether nothing stands there at all.
  default boolean isAbsent() {
    return this instanceof Refused refused
        && (refused.error() == Errno.ENOENT.number() || refused.error() == Errno.ENOTDIR.number());
  }
}
