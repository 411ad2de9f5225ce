package dev.seep.store;

import java.time.Instant;
import java.util.List;

/// A series over a span of time, thinned out to what a graph can show.
///
/// @param steps in order of time; a step without a value is a gap (nobody watched, or the process
///   was gone)
public record Track(SeriesKey key, Instant from, Instant to, List<Step> steps) {
  public Track {
    steps = List.copyOf(steps);
  }

  /// One interval of the graph.
  ///
  /// @param at when it begins
  /// @param last value at its end; [Point#GONE] for a gap, and then so are the others
  /// @param low, high the extremes within it
  public record Step(Instant at, long last, long low, long high) {
    public boolean isGap() {
      return last == Point.GONE;
    }
  }
}
