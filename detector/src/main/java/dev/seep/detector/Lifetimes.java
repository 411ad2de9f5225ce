package dev.seep.detector;

import org.jspecify.annotations.Nullable;

/// How long things lasted, as a histogram of logarithmic buckets: bounded memory for any number of
/// them, quantiles to within 5 %.
final class Lifetimes {
  private static final double SHORTEST = 0.05;
  private static final double RATIO = 1.1;
  private static final double LOG_RATIO = Math.log(RATIO);
  private static final int BUCKETS = 160;

  private int @Nullable [] counts;
  private long total;

  void add(double seconds) {
    add(seconds, 1);
  }

  /// So many that lasted the same.
  void add(double seconds, int number) {
    if (counts == null) {
      counts = new int[BUCKETS];
    }
    counts[bucket(seconds)] += number;
    total += number;
  }

  void addAll(Lifetimes other) {
    if (other.counts == null) {
      return;
    }
    if (counts == null) {
      counts = new int[BUCKETS];
    }
    for (int i = 0; i < BUCKETS; i++) {
      counts[i] += other.counts[i];
    }
    total += other.total;
  }

  long total() {
    return total;
  }

  /// How many lasted at least so long, to within a bucket.
  long atLeast(double seconds) {
    if (counts == null) {
      return 0;
    }
    long n = 0;
    for (int i = bucket(seconds); i < BUCKETS; i++) {
      n += counts[i];
    }
    return n;
  }

  /// The quantile `q` of those that lasted at least `from` seconds; NaN when there are none.
  double quantileAbove(double from, double q) {
    return quantile(bucket(from), atLeast(from), q);
  }

  /// The median when `brief` more lasted too short to be measured; NaN when there are none.
  double median(long brief) {
    long all = total + Math.max(0, brief);
    if (all == 0) {
      return Double.NaN;
    }
    long rank = (all + 1) / 2 - Math.max(0, brief);
    return rank <= 0 ? 0 : quantile(0, total, (rank - 0.5) / total);
  }

  private double quantile(int from, long among, double q) {
    if (counts == null || among == 0) {
      return Double.NaN;
    }
    long rank = Math.min(among, Math.max(1, Math.round(q * among + 0.5)));
    int i = from - 1;
    while (rank > 0) {
      rank -= counts[++i];
    }
    return SHORTEST * Math.exp((i + 0.5) * LOG_RATIO);
  }

  private static int bucket(double seconds) {
    if (!(seconds > SHORTEST)) {
      return 0;
    }
    return Math.min(BUCKETS - 1, (int) (Math.log(seconds / SHORTEST) / LOG_RATIO));
  }
}
