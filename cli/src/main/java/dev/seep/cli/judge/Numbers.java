package dev.seep.cli.judge;

import java.nio.charset.StandardCharsets;

/// Numbers out of bytes. Nearly all are plain digits with a point at most; others go the long way.
final class Numbers {
  /// What no number is.
  static final long NONE = Long.MIN_VALUE;

  private static final double[] TENTHS = tenths();
  private static final int MOST_DIGITS = 15;

  private Numbers() {}

  private static double[] tenths() {
    double[] powers = new double[MOST_DIGITS + 1];
    powers[0] = 1;
    for (int i = 1; i < powers.length; i++) {
      powers[i] = powers[i - 1] * 10;
    }
    return powers;
  }

  /// A whole number that is not negative; [#NONE] for anything else.
  static long whole(byte[] bytes, int from, int to) {
    if (from >= to || to - from > 18) {
      return NONE;
    }
    long value = 0;
    for (int i = from; i < to; i++) {
      int digit = bytes[i] - '0';
      if (digit < 0 || digit > 9) {
        return NONE;
      }
      value = value * 10 + digit;
    }
    return value;
  }

  /// A decimal number; NaN for anything else. Exact for up to 15 digits: both the digits and the
  /// power of ten are doubles without error, and division rounds once.
  static double decimal(byte[] bytes, int from, int to) {
    long digits = 0;
    int places = -1;
    if (from >= to || to - from > MOST_DIGITS) {
      return longWay(bytes, from, to);
    }
    for (int i = from; i < to; i++) {
      byte b = bytes[i];
      if (b >= '0' && b <= '9') {
        digits = digits * 10 + (b - '0');
        places += places >= 0 ? 1 : 0;
      } else if (b == '.' && places < 0 && to - from > 1) {
        places = 0;
      } else {
        return longWay(bytes, from, to);
      }
    }
    return places <= 0 ? digits : digits / TENTHS[places];
  }

  private static double longWay(byte[] bytes, int from, int to) {
    if (to - from > 40) {
      return Double.NaN;
    }
    String text = new String(bytes, from, to - from, StandardCharsets.ISO_8859_1).strip();
    // Java's own suffixes and hexadecimal floats are no numbers of a recording.
    if (!text.matches("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d{1,3})?")) {
      return Double.NaN;
    }
    return Double.parseDouble(text);
  }
}
