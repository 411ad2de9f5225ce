package dev.seep.cli;

import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Spans of time as people type them: `90s`, `2m`, `1h30m`, `500ms`; a bare number is seconds.
final class Durations implements ITypeConverter<Duration> {
  private static final long LONGEST_DAYS = 365;

  @Override
  public Duration convert(String value) {
    long millis = 0;
    int i = 0;
    while (i < value.length()) {
      int start = i;
      while (i < value.length() && isDigit(value.charAt(i))) {
        i++;
      }
      int unitStart = i;
      while (i < value.length() && Character.isLetter(value.charAt(i))) {
        i++;
      }
      // Nine digits of days, in milliseconds, are far from the end of a long.
      if (unitStart == start || unitStart - start > 9 || (unitStart == i && i < value.length())) {
        throw refusal(value);
      }
      long number = Long.parseLong(value, start, unitStart, 10);
      millis += number * millisOf(value, value.substring(unitStart, i));
    }
    if (millis <= 0 || millis > Duration.ofDays(LONGEST_DAYS).toMillis()) {
      throw refusal(value);
    }
    return Duration.ofMillis(millis);
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static long millisOf(String value, String unit) {
    return switch (unit) {
      case "ms" -> 1;
      case "", "s" -> 1000;
      case "m", "min" -> 60_000;
      case "h" -> 3_600_000;
      case "d" -> 86_400_000;
      default -> throw refusal(value);
    };
  }

  private static TypeConversionException refusal(String value) {
    return new TypeConversionException("'" + value + "' is no span of time such as 90s, 2m, 1h30m");
  }
}
