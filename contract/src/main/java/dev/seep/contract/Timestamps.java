package dev.seep.contract;

import java.time.Instant;

/// Moments in RFC 3339, UTC, to the millisecond. Hand-made, as a `DateTimeFormatter` costs more
/// time at the start than all else that is printed.
public final class Timestamps {
  private Timestamps() {}

  public static String rfc3339(Instant moment) {
    return rfc3339(moment.getEpochSecond(), moment.getNano() / 1_000_000);
  }

  public static String rfc3339(long epochSecond, int millis) {
    long days = Math.floorDiv(epochSecond, 86_400L);
    int second = (int) Math.floorMod(epochSecond, 86_400L);
    // Howard Hinnant, "chrono-compatible low-level date algorithms": years begin in March.
    long shifted = days + 719_468;
    long era = Math.floorDiv(shifted, 146_097L);
    long dayOfEra = shifted - era * 146_097;
    long yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
    long dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
    long shiftedMonth = (5 * dayOfYear + 2) / 153;
    long day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1;
    long month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
    long year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
    StringBuilder text = new StringBuilder(24);
    padded(text, year, 4).append('-');
    padded(text, month, 2).append('-');
    padded(text, day, 2).append('T');
    padded(text, second / 3600, 2).append(':');
    padded(text, second / 60 % 60, 2).append(':');
    padded(text, second % 60, 2).append('.');
    return padded(text, millis, 3).append('Z').toString();
  }

  private static StringBuilder padded(StringBuilder text, long value, int digits) {
    String shown = Long.toString(value);
    return text.repeat('0', Math.max(0, digits - shown.length())).append(shown);
  }
}
