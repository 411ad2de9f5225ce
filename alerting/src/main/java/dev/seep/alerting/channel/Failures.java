package dev.seep.alerting.channel;

import dev.seep.alerting.message.Cut;
import dev.seep.evidence.KernelText;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What an answer, or none, means for whether to try again.
final class Failures {
  private static final int LONGEST_DETAIL = 300;
  private static final Duration LONGEST_WAIT = Duration.ofHours(1);
  private static final Pattern DISCORD_WAIT =
      Pattern.compile("\"retry_after\"\\s*:\\s*(\\d{1,6}(?:\\.\\d{1,6})?)");

  private Failures() {}

  /// 2xx is yes; 408, 429 and 5xx may be yes later; all else is no (RFC 9110, section 15).
  static Outcome of(Response response, InstantSource clock) {
    int status = response.status();
    if (status >= 200 && status < 300) {
      return new Outcome.Accepted("HTTP " + status);
    }
    String detail = line("HTTP " + status + " " + response.body());
    if (status == 408 || status == 429 || status >= 500) {
      return new Outcome.Later(detail, retryAfter(response, clock));
    }
    if (status >= 300 && status < 400) {
      return new Outcome.Refused("HTTP " + status + ": redirects are not followed");
    }
    return new Outcome.Refused(detail);
  }

  static Outcome of(IOException e, Attempt attempt) {
    if (e instanceof Dialer.Forbidden) {
      return new Outcome.Refused(line(String.valueOf(e.getMessage())));
    }
    if (attempt.isExpired()) {
      return new Outcome.Later("no answer in time", Duration.ZERO);
    }
    return new Outcome.Later(line(said(e)), Duration.ZERO);
  }

  static String said(Throwable e) {
    String message = e.getMessage();
    return e.getClass().getSimpleName() + (message == null ? "" : ": " + message);
  }

  /// `Retry-After` in seconds or as a date (RFC 9110, section 10.2.3); Discord says it more exactly
  /// in its body.
  ///
  /// @see <a href="https://discord.com/developers/docs/topics/rate-limits">Discord</a>
  private static Duration retryAfter(Response response, InstantSource clock) {
    Matcher exact = DISCORD_WAIT.matcher(response.body());
    if (response.status() == 429 && exact.find()) {
      return bounded(Duration.ofMillis((long) Math.ceil(Double.parseDouble(exact.group(1)) * 1e3)));
    }
    String header = response.headers().getOrDefault("retry-after", "");
    if (header.matches("\\d{1,9}(\\.\\d{1,6})?")) {
      return bounded(Duration.ofMillis((long) Math.ceil(Double.parseDouble(header) * 1e3)));
    }
    try {
      Instant until = ZonedDateTime.parse(header, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      return bounded(Duration.between(clock.instant(), until));
    } catch (DateTimeParseException e) {
      return Duration.ZERO;
    }
  }

  private static Duration bounded(Duration wait) {
    if (wait.isNegative()) {
      return Duration.ZERO;
    }
    return wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
  }

  /// One printable line of bounded length: servers' answers are hostile text too.
  static String line(String text) {
    return Cut.to(KernelText.printable(text.strip()), LONGEST_DETAIL);
  }
}
