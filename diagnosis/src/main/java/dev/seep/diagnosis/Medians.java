package dev.seep.diagnosis;

import java.util.Arrays;

/// The middle of a few numbers.
final class Medians {
  private Medians() {}

  /// The upper median, as one that occurs; NaN of none.
  static double of(double[] values) {
    if (values.length == 0) {
      return Double.NaN;
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
