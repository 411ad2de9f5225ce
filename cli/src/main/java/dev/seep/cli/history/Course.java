package dev.seep.cli.history;

import dev.seep.store.Track;
import dev.seep.store.Track.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A track in a few figures.
///
/// @param first, last values at the first and the last step that has one, firstAt, lastAt when
/// @param low, high the extremes, highAt when the highest was
/// @param perMinute from the first to the last, NaN for a span of no length
public record Course(
    long first,
    Instant firstAt,
    long last,
    Instant lastAt,
    long low,
    long high,
    Instant highAt,
    double perMinute) {

  /// Null when the track has no value at all.
  public static @Nullable Course of(Track track) {
    List<Step> steps = track.steps().stream().filter(step -> !step.isGap()).toList();
    if (steps.isEmpty()) {
      return null;
    }
    Step first = steps.getFirst();
    Step last = steps.getLast();
    Step highest = first;
    long low = first.low();
    for (Step step : steps) {
      low = Math.min(low, step.low());
      highest = step.high() > highest.high() ? step : highest;
    }
    double minutes = Duration.between(first.at(), last.at()).toMillis() / 60_000.0;
    return new Course(
        first.last(),
        first.at(),
        last.last(),
        last.at(),
        low,
        highest.high(),
        highest.at(),
        minutes > 0 ? (last.last() - first.last()) / minutes : Double.NaN);
  }

  public long growth() {
    return last - first;
  }
}
