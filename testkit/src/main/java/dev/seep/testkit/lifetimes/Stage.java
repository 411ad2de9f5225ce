package dev.seep.testkit.lifetimes;

import static dev.seep.testkit.lifetimes.LifetimeSeries.BIN_SECONDS;
import static dev.seep.testkit.lifetimes.LifetimeSeries.NEVER;

import java.util.Arrays;
import java.util.Optional;

/// What a family plays its run on: it collects lives in any order, and makes the series of them.
/// Times are seconds from the run's start; what lies outside the run is left out.
final class Stage {
  private final int bins;
  private final int[] operations;
  private long[] lives = new long[1024];
  private int members;
  private int[] restarts = new int[0];
  private double[] levels = new double[0];
  private Optional<LeakTruth> truth = Optional.empty();
  private long limit = 65_536;

  Stage(int days) {
    bins = days * 86_400 / BIN_SECONDS;
    operations = new int[bins];
  }

  int bins() {
    return bins;
  }

  int seconds() {
    return bins * BIN_SECONDS;
  }

  void operations(int bin, int count) {
    operations[bin] += count;
  }

  /// One member. Shorter than a bin, it is one operation more.
  void live(double openedAt, double seconds) {
    if (openedAt < 0 || openedAt >= seconds()) {
      return;
    }
    if (seconds < BIN_SECONDS) {
      operations[(int) openedAt / BIN_SECONDS]++;
      return;
    }
    double closedAt = openedAt + seconds;
    add((int) openedAt, closedAt >= seconds() ? NEVER : (int) closedAt);
  }

  /// One member that is never closed.
  void leak(double openedAt) {
    live(openedAt, Double.POSITIVE_INFINITY);
  }

  private void add(int openedAt, int closedAt) {
    if (members == lives.length) {
      lives = Arrays.copyOf(lives, 2 * members);
    }
    lives[members++] = (long) openedAt << 32 | closedAt;
  }

  /// The process is started anew: everything it held goes with it.
  void restart(double at) {
    restarts = Arrays.copyOf(restarts, restarts.length + 1);
    restarts[restarts.length - 1] = (int) at;
    Arrays.sort(restarts);
  }

  void level(int bin, double value) {
    if (levels.length == 0) {
      levels = new double[bins];
    }
    levels[bin] = value;
  }

  void limit(long most) {
    limit = most;
  }

  void truth(double perMinute, double startsAt) {
    truth = Optional.of(new LeakTruth(perMinute, (long) startsAt));
  }

  /// Where the limit is reached the run ends: from there on the process refuses its work.
  LifetimeSeries series(LifetimeTier tier) {
    long[] sorted = Arrays.copyOf(lives, members);
    Arrays.sort(sorted);
    int[] openedAt = new int[members];
    int[] closedAt = new int[members];
    for (int member = 0; member < members; member++) {
      openedAt[member] = (int) (sorted[member] >> 32);
      closedAt[member] = endedBy((int) sorted[member], openedAt[member]);
    }
    LifetimeSeries whole =
        new LifetimeSeries(tier, limit, truth, operations, openedAt, closedAt, restarts, levels);
    int end = exhaustedIn(whole.counts());
    return end == bins ? whole : until(end, tier, openedAt, closedAt);
  }

  private int endedBy(int closedAt, int openedAt) {
    for (int restart : restarts) {
      if (restart > openedAt) {
        return Math.min(restart, closedAt);
      }
    }
    return closedAt;
  }

  private int exhaustedIn(double[] counts) {
    for (int bin = 0; bin < counts.length; bin++) {
      if (counts[bin] >= limit) {
        return bin;
      }
    }
    return counts.length;
  }

  private LifetimeSeries until(int end, LifetimeTier tier, int[] openedAt, int[] closedAt) {
    int last = end * BIN_SECONDS;
    int kept = 0;
    while (kept < openedAt.length && openedAt[kept] < last) {
      closedAt[kept] = closedAt[kept] < last ? closedAt[kept] : NEVER;
      kept++;
    }
    return new LifetimeSeries(
        tier,
        limit,
        truth,
        Arrays.copyOf(operations, end),
        Arrays.copyOf(openedAt, kept),
        Arrays.copyOf(closedAt, kept),
        Arrays.stream(restarts).filter(at -> at < last).toArray(),
        Arrays.copyOf(levels, Math.min(end, levels.length)));
  }
}
