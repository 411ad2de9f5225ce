package dev.seep.alerting;

import dev.seep.alerting.message.Json;
import dev.seep.alerting.message.Message;
import dev.seep.evidence.watch.Incident;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One incident as alerting follows it: who was told what of it, and whether somebody answered.
final class Case {
  final String id;

  /// As last composed; after a restart all that is known until the watch tells of it again.
  Message message;

  /// Null after a restart, until the watch tells of it again.
  @Nullable Incident incident;

  Map<String, String> labels;

  /// Whether it is worth telling now: at least a warning, and a leak or an exhaustion.
  boolean notable = true;

  boolean resolved;
  String acknowledgedBy = "";
  final Map<String, Telling> tellings = new LinkedHashMap<>();

  Case(String id, Message message) {
    this.id = id;
    this.message = message;
    this.labels = message.labels();
  }

  /// What one receiver knows of it.
  static final class Telling {
    Destination destination;
    @Nullable Instant firstAt;
    @Nullable Instant lastAt;
    Map<String, String> labels = Map.of();
    final boolean escalated;

    Telling(Destination destination, boolean escalated) {
      this.destination = destination;
      this.escalated = escalated;
    }

    boolean isTold() {
      return firstAt != null;
    }
  }

  boolean isToldToAnyone() {
    return tellings.values().stream().anyMatch(Telling::isTold);
  }

  /// When the first of those who are told by the tree, not by escalation, was told.
  @Nullable Instant firstToldAt() {
    Instant first = null;
    for (Telling each : tellings.values()) {
      if (!each.escalated
          && each.firstAt != null
          && (first == null || each.firstAt.isBefore(first))) {
        first = each.firstAt;
      }
    }
    return first;
  }

  Map<String, Object> toJson() {
    List<Object> told = new ArrayList<>();
    tellings.forEach((receiver, telling) -> {
      if (telling.isTold()) {
        told.add(
            Json.object(
                "receiver", receiver,
                "first_at", telling.firstAt,
                "last_at", telling.lastAt,
                "labels", telling.labels,
                "escalated", telling.escalated));
      }
    });
    return Json.object(
        "message", message.toJson(),
        "resolved", resolved,
        "acknowledged_by", acknowledgedBy,
        "told", told);
  }

  /// @throws RuntimeException when it is none
  static Case fromJson(String id, Map<String, Object> json, Routes routes) {
    Case found = new Case(id, Message.fromJson(Json.within(json, "message")));
    found.resolved = Json.truth(json, "resolved");
    found.acknowledgedBy = Json.text(json, "acknowledged_by");
    for (Map<String, Object> told : Json.objects(json, "told")) {
      String receiver = Json.text(told, "receiver");
      Telling telling =
          new Telling(routes.of(receiver, found.labels), Json.truth(told, "escalated"));
      telling.firstAt = Instant.parse(Json.text(told, "first_at"));
      telling.lastAt = Instant.parse(Json.text(told, "last_at"));
      telling.labels = Json.texts(told, "labels");
      found.tellings.put(receiver, telling);
    }
    return found;
  }
}
