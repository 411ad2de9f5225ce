package dev.seep.observer;

import dev.seep.evidence.ProcessIdentity;
import dev.seep.evidence.Reading;
import dev.seep.kernel.libc.Errno;
import dev.seep.kernel.procfs.ProcFs;
import dev.seep.kernel.procfs.ProcStat;

/// A process that is no longer the one that was asked for.
final class Vanished {
  private Vanished() {}

  /// Whether a process is known to be gone: a `/proc` that cannot be read for want of a descriptor
  /// does not say so, and stat(2), which needs none, decides.
  static boolean hasEnded(ProcFs procfs, ProcessIdentity process) {
    return switch (procfs.stat(process.pid())) {
      case Reading.Seen<ProcStat> seen -> seen.value().startTicks() != process.startTicks();
      case Reading.Unseen<ProcStat> unseen -> !isThere(procfs, process.pid());
    };
  }

  /// Whether any process has this number, as far as stat(2) tells.
  static boolean isThere(ProcFs procfs, int pid) {
    int count = procfs.openCount(pid);
    return !Errno.ENOENT.is(count) && !Errno.ESRCH.is(count);
  }

  /// @param reused another process has its number by now
  static <T> Reading<T> unseen(ProcessIdentity process, boolean reused) {
    return Reading.unseen(
        "process " + process.pid(),
        reused ? "it has ended, and another process has its number by now" : "it has ended",
        "");
  }
}
