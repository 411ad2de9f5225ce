package dev.seep.observer;

import dev.seep.evidence.Reading;
import dev.seep.kernel.procfs.DescriptorTable;
import dev.seep.kernel.procfs.ProcFs;

/// How many processes let themselves be looked into, found by trying: since Linux 6.2 everybody may
/// count the descriptors of a process, and few may read them.
///
/// @param counted those whose number of descriptors can be read
/// @param opened those whose descriptors can be read
record Reach(int processes, int counted, int opened) {

  static Reach of(ProcFs procfs) {
    int processes = 0;
    int counted = 0;
    int opened = 0;
    for (int pid : procfs.pids()) {
      int count = procfs.openCount(pid);
      boolean opens = opens(procfs, pid, count);
      if (opens || procfs.stat(pid) instanceof Reading.Seen) {
        processes++;
        counted += count >= 0 ? 1 : 0;
        opened += opens ? 1 : 0;
      }
    }
    return new Reach(processes, counted, opened);
  }

  /// In a user namespace of its own a folder can open whose links cannot be read.
  private static boolean opens(ProcFs procfs, int pid, int count) {
    return switch (procfs.descriptors(pid)) {
      case Reading.Unseen<DescriptorTable> unseen -> false;
      case Reading.Seen<DescriptorTable> seen -> {
        try (DescriptorTable table = seen.value()) {
          yield table.next() || (count == 0 && table.blind().isEmpty());
        }
      }
    };
  }

  boolean isWhole() {
    return opened == processes && counted == processes;
  }
}
