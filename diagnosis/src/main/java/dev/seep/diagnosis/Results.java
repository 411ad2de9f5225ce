package dev.seep.diagnosis;

import dev.seep.evidence.Errno;
import dev.seep.evidence.Use;

/// What the kernel answered a call, in plain words, and without the amounts in which calls that say
/// the same differ.
final class Results {
  private static final String RING = "io_uring ";

  private Results() {}

  /// `EINPROGRESS`, `0 (end of file: the peer has closed)`, `some bytes`, `0`.
  ///
  /// @param kind of the descriptor, as in [dev.seep.evidence.Population]
  static String words(Use use, String kind) {
    if (use.result() < 0) {
      return Errno.name((int) Math.min(-use.result(), Integer.MAX_VALUE));
    }
    if (isRead(use) && use.result() == 0) {
      return "0 (" + endOfFile(use, kind) + ")";
    }
    if (call(use).equals("connect")) {
      return "0 (connected)";
    }
    if (use.result() > 0) {
      return isRead(use) || isWrite(use) ? "some bytes" : "success";
    }
    return "0";
  }

  private static String endOfFile(Use use, String kind) {
    if (call(use).startsWith("getdents")) {
      return "end of the listing";
    }
    return switch (kind) {
      case "tcp", "unix" -> "end of file: the peer has closed";
      case "pipe", "fifo" -> "end of file: the writing end is closed";
      default -> "end of file";
    };
  }

  static boolean isRead(Use use) {
    return switch (call(use)) {
      case "read",
          "readv",
          "pread64",
          "preadv",
          "preadv2",
          "recv",
          "recvfrom",
          "recvmsg",
          "getdents",
          "getdents64" ->
          true;
      default -> false;
    };
  }

  static boolean isWrite(Use use) {
    return switch (call(use)) {
      case "write",
          "writev",
          "pwrite64",
          "pwritev",
          "pwritev2",
          "send",
          "sendto",
          "sendmsg",
          "sendfile",
          "sendfile64" ->
          true;
      default -> false;
    };
  }

  /// The operation, also of one that went through a ring.
  private static String call(Use use) {
    return use.call().startsWith(RING) ? use.call().substring(RING.length()) : use.call();
  }

  static boolean isEndOfFile(Use use) {
    return isRead(use) && use.result() == 0;
  }

  /// The kernel is at work on it, or has nothing for it yet: no failure.
  static boolean isPending(Use use) {
    return failedWith(use, Errno.EINPROGRESS)
        || failedWith(use, Errno.EALREADY)
        || failedWith(use, Errno.EAGAIN);
  }

  static boolean failedWith(Use use, int errno) {
    return use.result() == -errno;
  }
}
