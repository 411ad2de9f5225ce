package dev.seep.alerting.channel;

import java.time.Duration;

/// How a channel works: when it tries again, and how much it keeps.
///
/// @param first wait after the first failure; it doubles with each further one
/// @param longest wait between two tries, unless the other side asks for more
/// @param capacity deliveries that wait at most
public record Pace(Duration first, Duration longest, int capacity) {
  public static final Pace DEFAULT = new Pace(Duration.ofSeconds(2), Duration.ofMinutes(5), 256);

  /// Nanoseconds until the next try, half of it by chance: so that many hosts do not come back to a
  /// receiver in the same moment.
  long waitNanos(int failures, Duration asked, double chance) {
    double doubled = (double) first.toNanos() * Math.pow(2, Math.min(failures - 1, 30));
    double bounded = Math.min(doubled, (double) longest.toNanos());
    long own = (long) (bounded * (0.5 + 0.5 * chance));
    return Math.max(own, asked.toNanos());
  }
}
