package dev.seep.detector;

import java.util.Locale;

/// Plain words for numbers.
final class Words {
  private Words() {}

  /// `20 s`, `1 min 30 s`, `2 h 5 min`.
  static String time(double seconds) {
    if (seconds < 10) {
      return String.format(Locale.ROOT, "%.1f s", seconds).replace(".0 s", " s");
    }
    long whole = Math.round(seconds);
    if (whole < 60) {
      return whole + " s";
    }
    if (whole < 3_600) {
      return whole / 60 + " min" + (whole % 60 == 0 ? "" : " " + whole % 60 + " s");
    }
    long minutes = whole / 60 % 60;
    return whole / 3_600 + " h" + (minutes == 0 ? "" : " " + minutes + " min");
  }

  static String count(long n) {
    return String.format(Locale.ROOT, "%,d", n);
  }

  /// `p < 1e-9`, `p = 0.004`.
  static String chance(double probability) {
    if (probability < 1e-9) {
      return "p < 1e-9";
    }
    return probability < 1e-3
        ? String.format(Locale.ROOT, "p = %.0e", probability)
        : String.format(Locale.ROOT, "p = %.3f", probability);
  }

  static String wasOrWere(long n) {
    return n == 1 ? "1 was" : count(n) + " were";
  }
}
