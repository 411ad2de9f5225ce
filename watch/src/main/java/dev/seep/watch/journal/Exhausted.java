package dev.seep.watch.journal;

import java.time.Instant;

/// A line that says something has run out. It is what somebody wrote, and no measurement.
///
/// @param at when it was written
/// @param pid who wrote it, or whom the kernel's line is about; -1 when not known
/// @param unit systemd unit, empty when not known
/// @param command name of the process (`comm`), empty when not known
/// @param line the text as it was written, cut to 500 characters, hostile: escape it where it is
///   shown
public record Exhausted(Instant at, int pid, String unit, String command, Kind kind, String line) {

  /// The same of a process that was found in another way.
  Exhausted writtenBy(KernelLines.Subject writer) {
    return new Exhausted(at, writer.pid(), unit, writer.command(), kind, line);
  }

  /// What has run out.
  public enum Kind {
    /// EMFILE: the process's own descriptors.
    DESCRIPTORS,
    /// ENFILE, `fs.file-max`: those of the whole machine.
    DESCRIPTORS_OF_MACHINE,
    /// ENOMEM, a heap's bound, or the kernel's out-of-memory killer.
    MEMORY,
    /// EAGAIN of clone(2): the threads of a user, a control group or the machine.
    THREADS
  }
}
