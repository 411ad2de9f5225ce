package dev.seep.watch;

import java.util.Optional;

/// Tells from counts alone which process is worth a closer look. It is no verdict: it may be wrong
/// often, and costs no more than a hunt when it is.
final class Suspicion {
  private static final int LEAST_GROWTH = 8;
  private static final double WINDOW_SECONDS = 30;
  private static final int WINDOWS = 4;

  /// With its limit so near there is no time for the slow rule.
  private static final double SOON_SECONDS = 1_800;

  private Suspicion() {}

  /// Why it is worth a look, and how pressing that is.
  ///
  /// @param secondsToLimit at the rate of the last minute; infinite when there is none
  record Reason(String text, double secondsToLimit) {
    boolean isUrgent() {
      return secondsToLimit < SOON_SECONDS;
    }
  }

  /// @param limit soft limit, -1 when not known
  static Optional<Reason> look(Counts counts, long limit) {
    double toLimit = secondsToLimit(counts, limit);
    if (toLimit < SOON_SECONDS && growsSteadily(counts)) {
      return Optional.of(
          new Reason("its limit is " + Math.round(toLimit / 60) + " minutes away", toLimit));
    }
    return lowsRise(counts)
        ? Optional.of(new Reason("its lowest count has risen for two minutes", toLimit))
        : Optional.empty();
  }

  /// The lowest count of each half minute lies above that of the half minute before.
  private static boolean lowsRise(Counts counts) {
    if (counts.span() < WINDOW_SECONDS * WINDOWS) {
      return false;
    }
    int newest = counts.lowest(WINDOW_SECONDS, 0);
    int later = newest;
    for (int window = 1; window < WINDOWS; window++) {
      int low = counts.lowest(WINDOW_SECONDS * (window + 1), WINDOW_SECONDS * window);
      if (low < 0 || low >= later) {
        return false;
      }
      later = low;
    }
    return newest - later >= LEAST_GROWTH;
  }

  /// Over the last half minute it grew by enough and hardly ever fell.
  private static boolean growsSteadily(Counts counts) {
    int rises = 0;
    int falls = 0;
    int back = 0;
    while (back + 1 < counts.size() && counts.secondsBack(back) < WINDOW_SECONDS) {
      int step = counts.value(back) - counts.value(back + 1);
      rises += step > 0 ? 1 : 0;
      falls += step < 0 ? 1 : 0;
      back++;
    }
    return back >= 3
        && counts.secondsBack(back) >= WINDOW_SECONDS * 0.8
        && rises >= 3
        && falls * 4 <= rises
        && counts.value(0) - counts.value(back) >= LEAST_GROWTH;
  }

  private static double secondsToLimit(Counts counts, long limit) {
    if (limit <= 0 || limit == Long.MAX_VALUE || counts.size() < 4) {
      return Double.POSITIVE_INFINITY;
    }
    int back = 0;
    while (back + 1 < counts.size() && counts.secondsBack(back) < 2 * WINDOW_SECONDS) {
      back++;
    }
    double grown = counts.value(0) - counts.value(back);
    double seconds = counts.secondsBack(back);
    return grown <= 0 || seconds <= 0
        ? Double.POSITIVE_INFINITY
        : Math.max(0, limit - counts.value(0)) * seconds / grown;
  }
}
