package dev.seep.watch;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.LongSupplier;

/// Both clocks of the watch, and what somebody did to the one on the wall.
final class WatchClock {
  /// Clocks that are disciplined drift by less between two ticks (adjtimex(2): 500 ppm).
  private static final Duration STEP = Duration.ofSeconds(2);

  private final InstantSource wall;
  private final LongSupplier nanos;
  private final long origin;
  private Moment last;

  WatchClock(InstantSource wall, LongSupplier nanos) {
    this.wall = wall;
    this.nanos = nanos;
    this.origin = nanos.getAsLong();
    this.last = new Moment(0, wall.instant());
  }

  Moment now() {
    return new Moment((nanos.getAsLong() - origin) / 1e9, wall.instant());
  }

  /// By how much the wall clock was set since this was last asked, forward or back; empty when it
  /// was not.
  Optional<Duration> stepped(Moment now) {
    Duration byWall = Duration.between(last.wall(), now.wall());
    Duration passed = Duration.ofMillis((long) (1000 * now.secondsSince(last)));
    last = now;
    Duration step = byWall.minus(passed);
    return step.abs().compareTo(STEP) > 0 ? Optional.of(step) : Optional.empty();
  }
}
