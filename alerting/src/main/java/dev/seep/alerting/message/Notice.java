package dev.seep.alerting.message;

import dev.seep.evidence.watch.Severity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// One telling of one receiver, of one incident or of a group of them.
///
/// @param id unique; the same at every try of sending it
public record Notice(String id, String receiver, Instant at, List<Item> items) {

  /// @param labelsBefore those of the incident when this receiver was last told of it; empty when
  ///   it never was
  public record Item(Kind kind, Message message, Map<String, String> labelsBefore) {
    public Item {
      labelsBefore = Map.copyOf(labelsBefore);
    }

    public boolean isResolved() {
      return message.endedAt() != null;
    }
  }

  public Notice {
    items = List.copyOf(items);
  }

  /// Whether nobody is to worry any more about any of them.
  public boolean isResolved() {
    return items.stream().allMatch(Item::isResolved);
  }

  /// Of what is open; WARNING when nothing is.
  public Severity severity() {
    Severity worst = Severity.WARNING;
    for (Item item : items) {
      if (!item.isResolved() && item.message().severity().compareTo(worst) > 0) {
        worst = item.message().severity();
      }
    }
    return worst;
  }

  public boolean isOnly(Kind kind) {
    return items.stream().allMatch(item -> item.kind() == kind);
  }

  public Map<String, Object> toJson() {
    List<Object> all = new ArrayList<>();
    for (Item item : items) {
      all.add(
          Json.object(
              "kind", item.kind().slug(),
              "message", item.message().toJson(),
              "labels_before", item.labelsBefore()));
    }
    return Json.object("id", id, "receiver", receiver, "at", at, "items", all);
  }

  /// @throws RuntimeException when it is none
  public static Notice fromJson(Map<String, Object> json) {
    List<Item> items = new ArrayList<>();
    for (Map<String, Object> item : Json.objects(json, "items")) {
      items.add(
          new Item(
              Kind.of(Json.text(item, "kind")),
              Message.fromJson(Json.within(item, "message")),
              Json.texts(item, "labels_before")));
    }
    return new Notice(
        Json.text(json, "id"),
        Json.text(json, "receiver"),
        Instant.parse(Json.text(json, "at")),
        items);
  }
}
