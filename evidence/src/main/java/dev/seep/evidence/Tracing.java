package dev.seep.evidence;

import java.util.List;

/// What the tracer did during a hunt.
///
/// @param opened, closed descriptors whose birth and end it saw; exact, unless `lost` says
///   otherwise
/// @param lost births or ends that it had no room to keep: each lowers what can be concluded
/// @param unmatched descriptors on which the tracer and the fd folder did not agree at the end
/// @param stacks call stacks taken
/// @param brokenStacks of those, how many could not be followed to their end
/// @param exhausted calls of this process that were refused because a limit is reached, the most
///   frequent first
public record Tracing(
    long opened,
    long closed,
    long lost,
    int unmatched,
    long stacks,
    long brokenStacks,
    List<Exhaustion> exhausted) {

  public Tracing {
    exhausted = List.copyOf(exhausted);
  }

  /// With no call refused.
  public Tracing(
      long opened, long closed, long lost, int unmatched, long stacks, long brokenStacks) {
    this(opened, closed, lost, unmatched, stacks, brokenStacks, List.of());
  }
}
