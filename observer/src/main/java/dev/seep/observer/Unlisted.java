package dev.seep.observer;

import dev.seep.evidence.Blind;
import dev.seep.kernel.libc.Errno;
import dev.seep.kernel.libc.Syscalls;
import dev.seep.kernel.procfs.ProcFs;

/// Processes that a census has no row for though they are there, by reason.
///
/// @param example what could not be read of the first of them
record Unlisted(Blind example, int processes) {

  static Unlisted one(Blind example) {
    return new Unlisted(example, 1);
  }

  Unlisted with(Unlisted other) {
    return new Unlisted(example, processes + other.processes());
  }

  Blind blind() {
    return processes == 1
        ? example
        : new Blind(
            processes + " processes, " + example.what() + " among them",
            example.why(),
            example.mend());
  }

  /// Why there is not one process: opens the folder once more to hear it.
  static Blind processes(ProcFs procfs) {
    String folder = procfs.root().toString();
    int opened = Syscalls.open(folder);
    if (opened >= 0) {
      Syscalls.close(opened);
      return new Blind("processes in " + folder, "it shows none", "mount -t proc proc /proc");
    }
    return new Blind(
        "processes in " + folder,
        Errno.describe(-opened),
        Errno.EMFILE.is(opened)
            ? "raise the limit of the shell that starts Seep: ulimit -n 1024"
            : "");
  }
}
