package dev.seep.evidence;

import java.time.Instant;
import java.util.List;

/// Every process of the machine that could be seen, in one pass.
///
/// @param machineOpen open files of the whole machine, machineLimit `fs.file-max`
///   (`/proc/sys/fs/file-nr`); -1 when not read
public record Census(
    Instant takenAt,
    Source source,
    List<ProcessRow> rows,
    long machineOpen,
    long machineLimit,
    List<Blind> blind) {
  public Census {
    rows = List.copyOf(rows);
    blind = List.copyOf(blind);
  }
}
