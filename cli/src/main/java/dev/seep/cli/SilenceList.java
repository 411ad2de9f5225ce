package dev.seep.cli;

import dev.seep.cli.render.Figures;
import dev.seep.evidence.KernelText;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Silences for people: one a line.
final class SilenceList {
  private SilenceList() {}

  static String of(String json, Instant now) {
    StringBuilder text = new StringBuilder();
    for (Object one : JsonText.list(JsonText.object(json).orElse(Map.of()), "silences")) {
      if (one instanceof Map<?, ?> silence) {
        text.append(line(silence, now)).append('\n');
      }
    }
    return text.isEmpty() ? "no silences\n" : text.toString();
  }

  /// The id in an answer, empty for none.
  static String id(String json) {
    return JsonText.text(JsonText.object(json).orElse(Map.of()), "id");
  }

  private static String line(Map<?, ?> silence, Instant now) {
    List<String> matchers = new ArrayList<>();
    JsonText.map(silence, "matchers").forEach((label, value) -> matchers.add(label + "=" + value));
    String by = JsonText.text(silence, "by");
    String comment = JsonText.text(silence, "comment");
    return KernelText.printable(
        JsonText.text(silence, "id")
            + "  "
            + when(silence, now)
            + "  "
            + String.join(" ", matchers)
            + (by.isEmpty() ? "" : "  by " + by)
            + (comment.isEmpty() ? "" : "  (" + comment + ")"));
  }

  private static String when(Map<?, ?> silence, Instant now) {
    try {
      Instant from = Instant.parse(JsonText.text(silence, "from"));
      Instant until = Instant.parse(JsonText.text(silence, "until"));
      if (from.isAfter(now)) {
        return "in " + span(now, from) + " for " + span(from, until);
      }
      return until.isAfter(now) ? span(now, until) + " left" : "over";
    } catch (DateTimeException e) {
      return "?";
    }
  }

  private static String span(Instant from, Instant until) {
    return Figures.span(Duration.between(from, until).toMillis() / 1000.0);
  }
}
