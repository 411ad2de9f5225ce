package dev.seep.observer;

import dev.seep.evidence.Reading;
import dev.seep.kernel.libc.Errno;
import dev.seep.kernel.procfs.DescriptorTable;
import dev.seep.kernel.procfs.ProcFs;

/// How many processes let themselves be looked into, found by trying: since Linux 6.2 everybody may
/// count the descriptors of a process, and few may read them.
///
/// @param processes those that hold any descriptor: kernel threads and zombies hide none
/// @param counted those whose number of descriptors can be read
/// @param opened those whose descriptors can be read
/// @param firstRefused number of the first that cannot, 0 for none
record Reach(int processes, int counted, int opened, int firstRefused) {

  static Reach of(ProcFs procfs) {
    int processes = 0;
    int counted = 0;
    int opened = 0;
    int firstRefused = 0;
    for (int pid : procfs.pids()) {
      int count = procfs.openCount(pid);
      if (count == 0 || Errno.ENOENT.is(count) || Errno.ESRCH.is(count)) {
        continue;
      }
      processes++;
      counted += count > 0 ? 1 : 0;
      if (opens(procfs, pid)) {
        opened++;
      } else if (firstRefused == 0) {
        firstRefused = pid;
      }
    }
    return new Reach(processes, counted, opened, firstRefused);
  }

  /// In a user namespace of its own a folder can open whose links cannot be read.
  private static boolean opens(ProcFs procfs, int pid) {
    return switch (procfs.descriptors(pid)) {
      case Reading.Unseen<DescriptorTable>
              unseen -> // One that has ended meanwhile refused nothing.
          !Vanished.isThere(procfs, pid);
      case Reading.Seen<DescriptorTable> seen -> {
        try (DescriptorTable table = seen.value()) {
          yield table.next() || table.blind().isEmpty();
        }
      }
    };
  }

  boolean isWhole() {
    return opened == processes && counted == processes;
  }
}
