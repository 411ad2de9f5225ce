package dev.seep.hunt;

/// Decides how long to wait between looks, so that looking stays cheap whatever the target's size:
/// a look may use at most [#SHARE] of the time, within [#SHORTEST_NANOS] (traced
/// [#SHORTEST_TRACED_NANOS]) and [#LONGEST_NANOS].
///
/// Short waits matter: a descriptor that lives shorter than the wait is never seen, and the
/// siblings that were closed are what tells a leak from a warm-up.
final class Pacer {
  static final double SHARE = 0.04;
  static final long SHORTEST_NANOS = 200_000_000L;
  static final long LONGEST_NANOS = 5_000_000_000L;

  /// Beside a tracer, which sees the short lives: looks tell states alone.
  static final long SHORTEST_TRACED_NANOS = 500_000_000L;

  private final long shortestNanos;
  private double lookNanos;

  Pacer(boolean traced) {
    shortestNanos = traced ? SHORTEST_TRACED_NANOS : SHORTEST_NANOS;
  }

  /// Takes note of what the last look cost; one slow look among many moves the pace a little.
  void looked(long nanos) {
    lookNanos = lookNanos == 0 ? nanos : 0.7 * lookNanos + 0.3 * nanos;
  }

  /// Nanoseconds to wait from the end of one look to the next.
  long pauseNanos() {
    long wanted = (long) (lookNanos * (1 / SHARE - 1));
    return Math.min(LONGEST_NANOS, Math.max(shortestNanos, wanted));
  }
}
