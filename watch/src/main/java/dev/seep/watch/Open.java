package dev.seep.watch;

import dev.seep.evidence.watch.Incident;
import dev.seep.evidence.watch.Lineage;
import java.util.HashSet;
import java.util.Set;

/// An incident that is not over, and what the watch remembers of it beside what people are told.
final class Open {
  Incident incident;

  /// The detector's classes that it stands for.
  final Set<String> classes = new HashSet<>();

  /// Until then it waits for a closer look to name the line before it is called a leak; NaN when it
  /// does not wait.
  double waitsUntil = Double.NaN;

  /// When a closer look first called it a leak; NaN before.
  double firstLeakAt = Double.NaN;

  /// Closer looks in a row that found nothing of it.
  int quietLooks;

  /// When the process was last replaced by another; NaN when it never was.
  double restartedAt = Double.NaN;

  /// Since when it has been quiet; NaN while it grows.
  double quietSince = Double.NaN;

  /// Descriptors of the process when it was at its worst.
  int worst;

  Open(Incident incident) {
    this.incident = incident;
    this.worst = incident.open();
  }

  Lineage lineage() {
    return incident.lineage();
  }
}
