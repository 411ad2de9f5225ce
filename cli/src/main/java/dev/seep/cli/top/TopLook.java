package dev.seep.cli.top;

import dev.seep.evidence.Blind;
import dev.seep.evidence.Cost;
import dev.seep.evidence.watch.WatchedProcess;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The machine at one moment, as the screen shows it.
///
/// @param host its name, empty when not known
/// @param machineOpen, machineLimit open files of the whole machine and `fs.file-max`; -1 when not
///   read
/// @param findings open ones, gravest first
/// @param cpuShare what Seep itself takes of one processor, NaN when not known yet
/// @param cost what it has used so far
/// @param trouble why this could not be looked at; the screen then keeps what it has
public record TopLook(
    String host,
    Instant at,
    List<WatchedProcess> processes,
    long machineOpen,
    long machineLimit,
    List<TopFinding> findings,
    double cpuShare,
    Cost cost,
    @Nullable Blind trouble) {
  public TopLook {
    processes = List.copyOf(processes);
    findings = List.copyOf(findings);
  }

  /// Nothing could be seen.
  static TopLook unseen(Instant at, Blind trouble) {
    return new TopLook("", at, List.of(), -1, -1, List.of(), Double.NaN, new Cost(0, -1), trouble);
  }
}
