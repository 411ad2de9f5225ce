package dev.seep.web.api;

import dev.seep.evidence.Blind;
import dev.seep.evidence.Reading;
import dev.seep.web.http.Refusal;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/// What the watch made of a wish.
final class Outcome {
  private Outcome() {}

  /// @throws Refusal with the status when it was not fulfilled
  static String value(Reading<String> reading, int status) {
    return switch (reading) {
      case Reading.Seen<String>(String value) -> value;
      case Reading.Unseen<String>(Blind blind) -> throw new Refusal(status, blind);
    };
  }

  static String encoded(String segment) {
    return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
