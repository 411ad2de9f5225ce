package dev.seep.benchmarks.judge;

/// What a count of rare events says about their rate.
final class PoissonBound {
  private PoissonBound() {}

  /// The largest mean under which so few events, or fewer, still have a chance of 5 %: 3.0 at zero.
  static double upper95(int events) {
    double low = events;
    double high = events + 10 + 5 * Math.sqrt(events + 1);
    for (int i = 0; i < 100; i++) {
      double middle = (low + high) / 2;
      if (atMost(events, middle) > 0.05) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /// The chance of so few events, or fewer, where this is their mean.
  static double atMost(int events, double mean) {
    double term = Math.exp(-mean);
    double sum = term;
    for (int k = 1; k <= events; k++) {
      term *= mean / k;
      sum += term;
    }
    return sum;
  }
}
