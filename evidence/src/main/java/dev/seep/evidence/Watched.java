package dev.seep.evidence;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// How a process was watched.
///
/// @param opened, closed descriptors seen to open and close; lower bounds when read by snapshots
/// @param dropped events lost
/// @param looks number of snapshots
/// @param interrupted the user stopped it before its time
/// @param tracing what the tracer did, null when there was none
public record Watched(
    double seconds,
    Source source,
    int opened,
    int closed,
    int dropped,
    int looks,
    boolean interrupted,
    @Nullable Tracing tracing) {

  /// Calls that were refused because a limit is reached; empty, too, when nobody traced.
  public List<Exhaustion> exhausted() {
    return tracing == null ? List.of() : tracing.exhausted();
  }

  /// Watched by snapshots alone.
  public Watched(
      double seconds,
      Source source,
      int opened,
      int closed,
      int dropped,
      int looks,
      boolean interrupted) {
    this(seconds, source, opened, closed, dropped, looks, interrupted, null);
  }
}
