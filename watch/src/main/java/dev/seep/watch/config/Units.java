package dev.seep.watch.config;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Spans of time as Prometheus writes them (`30s`, `5m`, `1h30m`, `7d`: units from the largest to
/// the smallest, each once;
/// https://prometheus.io/docs/prometheus/latest/configuration/configuration/), and sizes, where MB
/// is a million bytes and MiB is 2 to the 20th (IEC 80000-13).
final class Units {
  static final String DURATION_PATTERN =
      "^([0-9]{1,9}y)?([0-9]{1,9}w)?([0-9]{1,9}d)?([0-9]{1,9}h)?([0-9]{1,9}m)?([0-9]{1,9}s)?"
          + "([0-9]{1,9}ms)?$";
  static final String SIZE_PATTERN = "^[0-9]{1,12}(\\.[0-9]{1,6})? ?([kKMGT]i?)?B$";

  private static final long[] MILLIS = {
    365 * 86_400_000L, 7 * 86_400_000L, 86_400_000L, 3_600_000L, 60_000L, 1000L, 1L
  };
  private static final String[] NAMES = {"y", "w", "d", "h", "m", "s", "ms"};
  private static final Pattern DURATION = Pattern.compile(DURATION_PATTERN);
  private static final Pattern SIZE =
      Pattern.compile("([0-9]{1,12}(?:\\.[0-9]{1,6})?) ?([kKMGT]?)(i?)B");
  private static final String PREFIXES = "KMGT";

  private Units() {}

  /// Empty when it is none.
  static Optional<Duration> duration(String text) {
    Matcher matcher = DURATION.matcher(text);
    if (text.isEmpty() || !matcher.matches()) {
      return Optional.empty();
    }
    Duration sum = Duration.ZERO;
    for (int i = 0; i < MILLIS.length; i++) {
      String part = matcher.group(i + 1);
      if (part != null) {
        long number = Long.parseLong(part, 0, part.length() - NAMES[i].length(), 10);
        sum = sum.plusMillis(number * MILLIS[i]);
      }
    }
    return Optional.of(sum);
  }

  /// What [#duration] reads, without weeks and years: `1h30m`.
  static String text(Duration span) {
    long millis = span.toMillis();
    if (millis == 0) {
      return "0s";
    }
    StringBuilder text = new StringBuilder();
    for (int i = 2; i < MILLIS.length; i++) {
      if (millis >= MILLIS[i]) {
        text.append(millis / MILLIS[i]).append(NAMES[i]);
        millis %= MILLIS[i];
      }
    }
    return text.toString();
  }

  /// In bytes; empty when it is none, or part of a byte.
  static Optional<Long> size(String text) {
    Matcher matcher = SIZE.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String prefix = matcher.group(2);
    boolean binary = !matcher.group(3).isEmpty();
    if (binary && prefix.isEmpty()) {
      return Optional.empty();
    }
    int power =
        prefix.isEmpty() ? 0 : PREFIXES.indexOf(Character.toUpperCase(prefix.charAt(0))) + 1;
    BigDecimal unit = BigDecimal.valueOf(binary ? 1024 : 1000).pow(power);
    BigDecimal bytes = new BigDecimal(matcher.group(1)).multiply(unit).stripTrailingZeros();
    if (bytes.scale() > 0 || bytes.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0) {
      return Optional.empty();
    }
    return Optional.of(bytes.longValueExact());
  }

  /// The shortest that [#size] reads as the same: `512MiB`.
  static String text(long bytes) {
    String best = bytes + "B";
    long decimal = 1;
    long binary = 1;
    for (int i = 0; i < PREFIXES.length(); i++) {
      decimal *= 1000;
      binary *= 1024;
      best = shorter(best, bytes, decimal, PREFIXES.charAt(i) + "B");
      best = shorter(best, bytes, binary, PREFIXES.charAt(i) + "iB");
    }
    return best;
  }

  private static String shorter(String best, long bytes, long unit, String name) {
    String text = bytes / unit + name;
    return bytes > 0 && bytes % unit == 0 && text.length() <= best.length() ? text : best;
  }
}
