package dev.seep.export.config;

import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// What settings have in common: checks whose message names the setting.
final class Limits {
  private static final Duration LONGEST = Duration.ofDays(1);

  /// RFC 9110's token, of which a field's name is made.
  private static final String TOKEN_MARKS = "!#$%&'*+-.^_`|~";

  /// Set by the exporters themselves or by the connection.
  private static final Set<String> OURS =
      Set.of(
          "authorization",
          "content-encoding",
          "content-length",
          "content-type",
          "connection",
          "expect",
          "host",
          "transfer-encoding",
          "upgrade",
          "x-prometheus-remote-write-version");

  private Limits() {}

  static void positive(String name, Duration duration) {
    if (duration.compareTo(Duration.ofMillis(1)) < 0 || duration.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          name + " must be between 1 ms and 1 day, not " + duration.toString());
    }
  }

  static void http(String name, URI address) {
    String scheme = address.getScheme();
    boolean known = scheme != null && (scheme.equals("http") || scheme.equals("https"));
    if (!known || address.getHost() == null) {
      throw new IllegalArgumentException(name + " must be an http or https address with a host");
    }
    if (address.getRawUserInfo() != null) {
      throw new IllegalArgumentException(
          name + " must not hold a user or password: say them in basic_auth");
    }
    if (address.getRawFragment() != null) {
      throw new IllegalArgumentException(name + " must not hold a fragment (#)");
    }
  }

  static void headers(Map<String, String> headers) {
    headers.forEach((name, value) -> {
      if (name.isEmpty() || !name.chars().allMatch(Limits::isToken)) {
        throw new IllegalArgumentException("headers: `" + name + "` is no name of a header");
      }
      if (OURS.contains(name.toLowerCase(Locale.ROOT))) {
        throw new IllegalArgumentException(
            "headers: " + name + " is set by Seep and cannot be set here");
      }
      if (!value.chars().allMatch(c -> c == '\t' || (c >= 0x20 && c < 0x7f))) {
        throw new IllegalArgumentException(
            "headers: the value of " + name + " holds characters that no header can");
      }
    });
  }

  private static boolean isToken(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || TOKEN_MARKS.indexOf(c) >= 0;
  }
}
