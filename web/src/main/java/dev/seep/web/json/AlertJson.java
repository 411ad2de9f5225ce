package dev.seep.web.json;

import dev.seep.contract.Json;
import dev.seep.evidence.watch.AlertEntry;
import dev.seep.evidence.watch.Silence;

/// The alert log and the silences.
public final class AlertJson {
  private AlertJson() {}

  public static void entry(Json json, AlertEntry entry) {
    json.number("id", entry.id());
    Parts.moment(json, "at", entry.at());
    json.text("incident", entry.incident())
        .text("subject", entry.subject())
        .text("receiver", entry.receiver())
        .text("channel", entry.channel())
        .text("kind", entry.kind())
        .text("outcome", entry.outcome());
    Parts.textUnlessEmpty(json, "detail", entry.detail());
    json.number("attempts", entry.attempts());
  }

  public static void silence(Json json, Silence silence) {
    json.text("id", silence.id()).begin("matchers");
    silence.matchers().entrySet().stream()
        .sorted(java.util.Map.Entry.comparingByKey())
        .forEach(matcher -> json.text(matcher.getKey(), matcher.getValue()));
    json.end();
    Parts.moment(json, "from", silence.from());
    Parts.moment(json, "until", silence.until());
    json.text("by", silence.by()).text("comment", silence.comment());
  }
}
