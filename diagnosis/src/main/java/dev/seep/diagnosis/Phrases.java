package dev.seep.diagnosis;

import java.util.Locale;

/// Plain words for numbers.
final class Phrases {
  private static final String[] UNITS = {"bytes", "KiB", "MiB", "GiB", "TiB", "PiB"};

  private Phrases() {}

  /// `20 s`, `16 min`, `3 h 5 min`, `2 days`.
  static String time(double seconds) {
    if (seconds < 60) {
      return Math.round(seconds) + " s";
    }
    long minutes = Math.round(seconds / 60);
    if (minutes < 60) {
      return minutes + " min";
    }
    if (minutes < 48 * 60) {
      return minutes / 60 + " h" + (minutes % 60 == 0 ? "" : " " + minutes % 60 + " min");
    }
    return Math.round(minutes / (24 * 60.0)) + " days";
  }

  /// `812 bytes`, `1.4 MiB` (IEC 80000-13).
  static String bytes(long bytes) {
    double value = bytes;
    int unit = 0;
    while (value >= 1_024 && unit < UNITS.length - 1) {
      value /= 1_024;
      unit++;
    }
    return unit == 0 ? bytes + " bytes" : String.format(Locale.ROOT, "%.1f %s", value, UNITS[unit]);
  }

  /// `1 socket`, `791 sockets`.
  static String count(long n, String one) {
    return String.format(Locale.ROOT, "%,d %s%s", n, one, n == 1 ? "" : "s");
  }
}
