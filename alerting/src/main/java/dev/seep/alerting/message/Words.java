package dev.seep.alerting.message;

import java.time.Duration;
import java.util.Locale;

/// Figures as people say them.
final class Words {
  private static final long MINUTE = 60;
  private static final long HOUR = 60 * MINUTE;
  private static final long DAY = 24 * HOUR;

  private Words() {}

  /// "40 s", "16 min", "3 h 12 min", "2 days 4 h"; "for ever" when there is no end.
  static String duration(double seconds) {
    if (Double.isInfinite(seconds) || Double.isNaN(seconds)) {
      return "for ever";
    }
    long s = Math.max(0, Math.round(seconds));
    if (s < 2 * MINUTE) {
      return s + " s";
    }
    if (s < HOUR) {
      return s / MINUTE + " min";
    }
    if (s < DAY) {
      return s / HOUR + " h" + (s % HOUR < MINUTE ? "" : " " + s % HOUR / MINUTE + " min");
    }
    long days = s / DAY;
    long hours = s % DAY / HOUR;
    return days
        + (days == 1 ? " day" : " days")
        + (hours == 0 || days > 13 ? "" : " " + hours + " h");
  }

  static String duration(Duration duration) {
    return duration((double) duration.toSeconds());
  }

  static String count(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  /// "1.4 GiB".
  static String bytes(double bytes) {
    String[] units = {"B", "KiB", "MiB", "GiB", "TiB"};
    int unit = 0;
    double value = bytes;
    while (Math.abs(value) >= 1024 && unit < units.length - 1) {
      value /= 1024;
      unit++;
    }
    return String.format(Locale.ROOT, unit == 0 ? "%.0f %s" : "%.1f %s", value, units[unit]);
  }

  static String decimal(double value) {
    if (!Double.isFinite(value)) {
      return "?";
    }
    return String.format(Locale.ROOT, Math.abs(value) >= 100 ? "%,.0f" : "%.3g", value)
        .replaceFirst("^(-?\\d+\\.\\d*?)0+$", "$1")
        .replaceFirst("\\.$", "");
  }
}
