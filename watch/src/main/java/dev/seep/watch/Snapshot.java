package dev.seep.watch;

import dev.seep.evidence.watch.HostReport;
import dev.seep.evidence.watch.Incident;
import dev.seep.evidence.watch.SelfReport;
import dev.seep.evidence.watch.WatchedProcess;
import java.util.List;

/// All that a tick left behind for others to read: made once, then never changed.
///
/// @param incidents those that are open
record Snapshot(
    HostReport host, List<WatchedProcess> processes, List<Incident> incidents, SelfReport self) {
  Snapshot {
    processes = List.copyOf(processes);
    incidents = List.copyOf(incidents);
  }
}
