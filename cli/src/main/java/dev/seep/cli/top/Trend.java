package dev.seep.cli.top;

import dev.seep.evidence.DescriptorLimits;
import dev.seep.evidence.Forecast;
import dev.seep.evidence.Rate;
import dev.seep.evidence.watch.Standing;
import java.util.ArrayList;
import java.util.List;

/// What was counted of one process since `seep top` began: the last 60 counts for the sparkline,
/// and one count in ten seconds of the last ten minutes for the rate.
///
/// Without the daemon there is no detector, only this: a process "grows" when the floor of its
/// counts rose in every fifth of that time, so that one step up is no growth.
final class Trend {
  private static final int SHOWN = 60;
  private static final int KEPT = 60;
  private static final long APART_NANOS = 10_000_000_000L;
  private static final double MINUTE_NANOS = 6e10;

  /// Fewer tell nothing: half a minute.
  private static final int LEAST_FOR_RATE = 4;

  private static final int PARTS = 5;

  /// A minute and forty seconds.
  private static final int LEAST_FOR_GROWTH = 2 * PARTS;

  private final int[] recent = new int[SHOWN];
  private final int[] counts = new int[KEPT];
  private final long[] atNanos = new long[KEPT];
  private int seen;
  private int kept;
  private long round;

  /// Takes the count of this round.
  void add(int open, long nanos, long newRound) {
    round = newRound;
    recent[seen++ % SHOWN] = open;
    if (kept == 0 || nanos - atNanos[(kept - 1) % KEPT] >= APART_NANOS) {
      atNanos[kept % KEPT] = nanos;
      counts[kept++ % KEPT] = open;
    }
  }

  /// Whether it was counted in this round: if not, the process is gone.
  boolean isOf(long someRound) {
    return round == someRound;
  }

  /// Oldest first.
  List<Integer> recent() {
    int number = Math.min(seen, SHOWN);
    List<Integer> list = new ArrayList<>(number);
    for (int i = seen - number; i < seen; i++) {
      list.add(recent[i % SHOWN]);
    }
    return list;
  }

  /// Descriptors a minute by least squares; NaN before half a minute.
  double perMinute() {
    int number = Math.min(kept, KEPT);
    if (number < LEAST_FOR_RATE) {
      return Double.NaN;
    }
    long origin = atNanos[(kept - number) % KEPT];
    double sumX = 0;
    double sumY = 0;
    double sumXx = 0;
    double sumXy = 0;
    for (int i = kept - number; i < kept; i++) {
      double x = (atNanos[i % KEPT] - origin) / MINUTE_NANOS;
      double y = counts[i % KEPT];
      sumX += x;
      sumY += y;
      sumXx += x * x;
      sumXy += x * y;
    }
    double spread = number * sumXx - sumX * sumX;
    return spread <= 0 ? Double.NaN : (number * sumXy - sumX * sumY) / spread;
  }

  boolean grows() {
    int number = Math.min(kept, KEPT);
    if (number < LEAST_FOR_GROWTH) {
      return false;
    }
    int before = Integer.MIN_VALUE;
    for (int part = 0; part < PARTS; part++) {
      int floor = Integer.MAX_VALUE;
      for (int i = part * number / PARTS; i < (part + 1) * number / PARTS; i++) {
        floor = Math.min(floor, counts[(kept - number + i) % KEPT]);
      }
      if (floor <= before) {
        return false;
      }
      before = floor;
    }
    return true;
  }

  /// When the limit is reached; never for what does not grow.
  Forecast forecast(int open, DescriptorLimits limits) {
    double rate = perMinute();
    boolean bounded = limits.soft() > 0 && limits.soft() != DescriptorLimits.UNLIMITED;
    return bounded && grows() && rate > 0
        ? Forecast.of((double) limits.soft() - open, new Rate(rate, rate, rate))
        : Forecast.NEVER;
  }

  Standing standing(int open, DescriptorLimits limits) {
    boolean full = limits.soft() > 0 && open >= limits.soft();
    if (full || forecast(open, limits).limitInSeconds() < 3600) {
      return Standing.EXHAUSTED;
    }
    return grows() ? Standing.GROWING : Standing.HEALTHY;
  }
}
