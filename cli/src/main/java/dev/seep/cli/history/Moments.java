package dev.seep.cli.history;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/// Moments as people type and read them.
///
/// @param zone for those without one
public record Moments(ZoneId zone) {
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("MMM d HH:mm", Locale.ROOT);
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

  /// `2026-03-04T05:06:07Z`, `2026-03-04T05:06`, `2026-03-04 05:06`, `2026-03-04`, `now`; empty for
  /// anything else.
  public Optional<Instant> read(String text, Instant now) {
    String typed = text.strip().replace(' ', 'T');
    if (typed.equals("now")) {
      return Optional.of(now);
    }
    try {
      if (typed.endsWith("Z")) {
        return Optional.of(Instant.parse(typed));
      }
      LocalDateTime local =
          typed.indexOf('T') < 0
              ? LocalDate.parse(typed).atTime(LocalTime.MIDNIGHT)
              : LocalDateTime.parse(typed);
      return Optional.of(local.atZone(zone).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /// As short as the span that is drawn allows: `14:02`, `Mar 4 14:02`.
  public String shown(Instant moment, Duration span) {
    DateTimeFormatter format =
        span.compareTo(Duration.ofHours(20)) > 0
            ? DAY
            : span.compareTo(Duration.ofMinutes(10)) > 0 ? TIME : SECONDS;
    return format.format(moment.atZone(zone));
  }
}
