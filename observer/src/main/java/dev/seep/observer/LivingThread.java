package dev.seep.observer;

import dev.seep.evidence.ProcessIdentity;
import dev.seep.evidence.Reading;
import dev.seep.kernel.procfs.ProcFs;
import dev.seep.kernel.procfs.ProcStat;
import dev.seep.kernel.procfs.ThreadFacts;
import java.util.List;

/// Whose folder shows what a process holds. Once its first thread has ended by `pthread_exit`,
/// `/proc/PID/fd` is empty while the other threads go on using the descriptors; `/proc/TID`, which
/// no listing shows, answers for each of them (proc_pid_task(5)).
final class LivingThread {
  private LivingThread() {}

  /// The process itself as long as its first thread lives, else a thread that does, told by its own
  /// number and start.
  static ProcessIdentity of(ProcFs procfs, ProcessIdentity process) {
    if (!(procfs.stat(process.pid()) instanceof Reading.Seen<ProcStat>(ProcStat stat))
        || stat.startTicks() != process.startTicks()
        || !isOver(stat.state())
        || !(procfs.threads(process.pid())
            instanceof Reading.Seen<List<ThreadFacts>>(List<ThreadFacts> threads))) {
      return process;
    }
    for (ThreadFacts thread : threads) {
      if (!isOver(thread.state())) {
        return new ProcessIdentity(thread.tid(), thread.startTicks());
      }
    }
    return process;
  }

  private static boolean isOver(char state) {
    return state == 'Z' || state == 'X';
  }
}
