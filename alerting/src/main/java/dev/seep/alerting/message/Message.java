package dev.seep.alerting.message;

import dev.seep.evidence.watch.Severity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What is said about one incident, fit for any reader. Every text in it is one printable line
/// (`KernelText.printable`), but may still hold any markup: whoever shows it escapes it.
///
/// @param incident its id, which is the dedup key
/// @param subject the diagnosis in one line, without the kind
/// @param fields the diagnosis in parts, in the order in which they are shown
/// @param lines why this is said, and what else was seen
/// @param link to the finding's page, empty for none
/// @param labels for routing, silences and Alertmanager
/// @param since when it was first said
/// @param endedAt null while it is open
public record Message(
    String incident,
    Severity severity,
    String subject,
    List<Field> fields,
    List<String> lines,
    String link,
    Map<String, String> labels,
    Instant since,
    @Nullable Instant endedAt) {

  /// @param key for templates and machines: `opened_by`
  /// @param name for people: "opened by"
  public record Field(String key, String name, String value) {}

  public Message {
    fields = List.copyOf(fields);
    lines = List.copyOf(lines);
    labels = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(labels));
  }

  /// The value of a field, empty for none.
  public String field(String key) {
    return fields.stream().filter(f -> f.key.equals(key)).map(Field::value).findFirst().orElse("");
  }

  public String label(String name) {
    return labels.getOrDefault(name, "");
  }

  public Map<String, Object> toJson() {
    List<Object> parts = new ArrayList<>();
    fields.forEach(f -> parts.add(Json.object("key", f.key, "name", f.name, "value", f.value)));
    return Json.object(
        "incident", incident,
        "severity", severity.slug(),
        "subject", subject,
        "fields", parts,
        "lines", String.join("\n", lines),
        "link", link,
        "labels", labels,
        "since", since,
        "ended_at", endedAt);
  }

  /// @throws RuntimeException when it is none
  public static Message fromJson(Map<String, Object> json) {
    List<Field> fields = new ArrayList<>();
    for (Map<String, Object> part : Json.objects(json, "fields")) {
      fields.add(
          new Field(Json.text(part, "key"), Json.text(part, "name"), Json.text(part, "value")));
    }
    String lines = Json.text(json, "lines");
    String ended = Json.text(json, "ended_at");
    return new Message(
        Json.text(json, "incident"),
        severity(Json.text(json, "severity")),
        Json.text(json, "subject"),
        fields,
        lines.isEmpty() ? List.of() : List.of(lines.split("\n", -1)),
        Json.text(json, "link"),
        Json.texts(json, "labels"),
        Instant.parse(Json.text(json, "since")),
        ended.isEmpty() ? null : Instant.parse(ended));
  }

  static Severity severity(String slug) {
    for (Severity severity : Severity.values()) {
      if (severity.slug().equals(slug)) {
        return severity;
      }
    }
    throw new IllegalArgumentException("no severity: " + slug);
  }
}
