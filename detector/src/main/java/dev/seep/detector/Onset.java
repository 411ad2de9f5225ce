package dev.seep.detector;

import java.util.Arrays;

/// Since when something grows, where it did not from the beginning of the watch.
///
/// A change point of a Poisson process: of all moments to divide the watch at, the one under which
/// two rates explain the arrivals best (D. V. Hinkley, Inference about the change-point in a
/// sequence of random variables, Biometrika 57, 1970, for this likelihood). It is taken when the
/// gain in log-likelihood is beyond chance and what came before was next to nothing.
final class Onset {
  private static final double LEAST_GAIN = 8;
  private static final double MOST_BEFORE = 0.2;
  private static final double LEAST_SECONDS = 10;
  private static final double LEAST_SHARE = 0.15;

  private Onset() {}

  /// @param moments when they came, in order
  /// @param window seconds, from 0 on, in which they did
  /// @param dispersion by how much more they scatter than by chance
  /// @return when it began; 0 when that is the beginning, or cannot be told
  static double of(double[] moments, double window, double dispersion) {
    int all = moments.length;
    double best = LEAST_GAIN * dispersion;
    double onset = 0;
    double least = Math.max(LEAST_SECONDS, LEAST_SHARE * window);
    for (int before = 0; before <= all - Floor.LEAST; before++) {
      double at = moments[before];
      double after = window - at;
      if (at <= 0 || after < least) {
        continue;
      }
      int since = all - before;
      double gain =
          logLikelihood(before, at) + logLikelihood(since, after) - logLikelihood(all, window);
      if (gain > best && before / at <= MOST_BEFORE * since / after) {
        best = gain;
        onset = Math.max(before == 0 ? 0 : moments[before - 1], at - after / since);
      }
    }
    return onset;
  }

  /// How many came since.
  static long since(double[] moments, double onset) {
    return Arrays.stream(moments).filter(at -> at >= onset).count();
  }

  private static double logLikelihood(int events, double seconds) {
    return events == 0 ? 0 : events * Math.log(events / seconds);
  }
}
