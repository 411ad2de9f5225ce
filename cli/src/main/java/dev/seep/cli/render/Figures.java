package dev.seep.cli.render;

import dev.seep.evidence.DescriptorLimits;

/// Numbers as a person reads them. Hand-made, as `String.format` costs more than a whole table.
public final class Figures {
  private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};

  private Figures() {}

  /// `1,024`.
  public static String grouped(long value) {
    String digits = Long.toString(value);
    int first = value < 0 ? 1 : 0;
    if (digits.length() - first <= 3) {
      return digits;
    }
    StringBuilder text = new StringBuilder(digits.length() + 6);
    for (int i = 0; i < digits.length(); i++) {
      if (i > first && (digits.length() - i) % 3 == 0) {
        text.append(',');
      }
      text.append(digits.charAt(i));
    }
    return text.toString();
  }

  /// A limit: `1,024`, `no limit`, or `?` when it was not read.
  public static String limit(long value) {
    return value == DescriptorLimits.UNLIMITED ? "no limit" : value < 0 ? "?" : grouped(value);
  }

  /// `24.1 MiB`; `?` when it was not read.
  public static String bytes(long value) {
    if (value < 0) {
      return "?";
    }
    double scaled = value;
    int unit = 0;
    while (scaled >= 1024 && unit < UNITS.length - 1) {
      scaled /= 1024;
      unit++;
    }
    return decimal(scaled, unit == 0 || scaled >= 100 ? 0 : 1) + " " + UNITS[unit];
  }

  /// `24.1M`, for tables; `?` when it was not read.
  public static String shortBytes(long value) {
    String text = bytes(value);
    int space = text.indexOf(' ');
    return space < 0 ? text : text.substring(0, space) + text.charAt(space + 1);
  }

  /// Seconds as `0.4s`, `42s`, `2m05s`, `3h12m`, `5d04h`; `?` when not known.
  public static String span(double seconds) {
    if (!Double.isFinite(seconds) || seconds < 0) {
      return "?";
    }
    if (seconds < 9.95) {
      return decimal(seconds, 1) + "s";
    }
    long whole = Math.round(seconds);
    if (whole < 60) {
      return whole + "s";
    }
    if (whole < 3600) {
      return whole / 60 + "m" + twoDigits(whole % 60) + "s";
    }
    if (whole < 86_400) {
      return whole / 3600 + "h" + twoDigits(whole / 60 % 60) + "m";
    }
    return whole / 86_400 + "d" + twoDigits(whole / 3600 % 24) + "h";
  }

  /// A share of one as `79%`, as `0.3%` below ten, and never as 0 when it is more; `?` when not
  /// known.
  public static String percent(double share) {
    if (!Double.isFinite(share) || share < 0) {
      return "?";
    }
    double hundredfold = share * 100;
    if (hundredfold > 0 && hundredfold < 0.05) {
      return "<0.1%";
    }
    return decimal(hundredfold, hundredfold < 9.95 && hundredfold > 0 ? 1 : 0) + "%";
  }

  /// `13.2`, with grouped thousands before the point.
  public static String decimal(double value, int places) {
    if (!Double.isFinite(value) || Math.abs(value) > 1e15) {
      return "?";
    }
    long scale = 1;
    for (int i = 0; i < places; i++) {
      scale *= 10;
    }
    long scaled = Math.round(Math.abs(value) * scale);
    StringBuilder text = new StringBuilder(16);
    if (value < 0 && scaled > 0) {
      text.append('-');
    }
    text.append(grouped(scaled / scale));
    if (places > 0) {
      String fraction = Long.toString(scaled % scale);
      text.append('.').repeat('0', places - fraction.length()).append(fraction);
    }
    return text.toString();
  }

  /// A number with as many places as its size deserves: `1,204`, `13.2`, `0.25`.
  public static String fitting(double value) {
    double size = Math.abs(value);
    return decimal(value, size >= 100 ? 0 : size >= 1 || size == 0 ? 1 : 2);
  }

  /// How likely chance alone is: `p < 1e-9`, `p = 0.003`; empty when not computed.
  public static String probability(double p) {
    if (Double.isNaN(p)) {
      return "";
    }
    if (p < 1e-9) {
      return "p < 1e-9";
    }
    if (p >= 0.001) {
      return "p = " + decimal(p, 3);
    }
    int exponent = (int) Math.ceil(Math.log10(p) - 1e-9);
    return "p < 1e" + exponent;
  }

  private static String twoDigits(long value) {
    return value < 10 ? "0" + value : Long.toString(value);
  }
}
