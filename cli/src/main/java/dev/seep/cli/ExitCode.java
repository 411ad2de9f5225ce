package dev.seep.cli;

import dev.seep.evidence.Blind;
import dev.seep.evidence.HuntReport;
import dev.seep.evidence.Verdict;
import java.util.List;

/// What a command's exit code says: the first four are those of the monitoring plugins, the others
/// those of `sysexits.h`.
final class ExitCode {
  static final int HEALTHY = 0;
  static final int SUSPECT = 1;
  static final int LEAK = 2;
  static final int CANNOT_TELL = 3;
  static final int USAGE = 64;
  static final int NOT_PERMITTED = 77;

  private ExitCode() {}

  static int of(HuntReport report) {
    return switch (report.verdict()) {
      case Verdict.Healthy _ -> HEALTHY;
      case Verdict.Suspect _ -> SUSPECT;
      case Verdict.Leak _ -> LEAK;
      case Verdict.Unknown _ -> ofUnread(report.open(), report.blind());
    };
  }

  /// The code for a look at one process: whether its descriptors were refused, or not there.
  static int ofUnread(int open, List<Blind> blind) {
    if (open < 0) {
      for (Blind one : blind) {
        if (isDenied(one)) {
          return NOT_PERMITTED;
        }
      }
    }
    return CANNOT_TELL;
  }

  static int of(Blind blind) {
    return isDenied(blind) ? NOT_PERMITTED : CANNOT_TELL;
  }

  private static boolean isDenied(Blind blind) {
    String why = blind.why();
    return why.contains("EACCES")
        || why.contains("EPERM")
        || why.contains("ot permitted")
        || why.contains("ermission denied");
  }
}
