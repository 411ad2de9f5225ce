package dev.seep.watch;

import dev.seep.contract.Json;
import dev.seep.contract.JsonTree;
import dev.seep.evidence.Frame;
import dev.seep.evidence.LeakClass;
import dev.seep.evidence.ProcessFacts;
import dev.seep.evidence.ProcessIdentity;
import dev.seep.evidence.ResourceKind;
import dev.seep.evidence.watch.Incident;
import dev.seep.evidence.watch.Lineage;
import dev.seep.evidence.watch.Severity;
import dev.seep.evidence.watch.Standing;
import dev.seep.evidence.watch.Workload;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Incidents as they are kept in the store.
final class IncidentText {
  private IncidentText() {}

  static String write(Incident incident) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (Json json = new Json(bytes)) {
      json.text("id", incident.id());
      lineage(json, incident.lineage());
      process(json, incident.process());
      json.text("standing", incident.standing().name());
      json.text("severity", incident.severity().name());
      LeakClass leakClass = incident.leakClass();
      json.textUnlessEmpty("class", leakClass == null ? "" : leakClass.slug());
      json.text("resource", incident.resource().slug()).text("what", incident.what());
      json.text("peer", incident.peer()).text("path", incident.path());
      frames(json, incident.frames());
      json.number("count", incident.count()).number("open", incident.open());
      json.number("limit", incident.limit());
      json.real("perMinute", incident.rate().perMinute());
      json.real("perMinuteLow", incident.rate().perMinuteLow());
      json.real("perMinuteHigh", incident.rate().perMinuteHigh());
      json.real("limitInSeconds", incident.forecast().limitInSeconds());
      json.real("limitInSecondsLow", incident.forecast().lowSeconds());
      json.real("limitInSecondsHigh", incident.forecast().highSeconds());
      json.real("falseAlarmProbability", incident.falseAlarmProbability());
      json.text("reason", incident.reason()).text("advice", incident.advice());
      json.beginList("evidence");
      incident.evidence().forEach(json::element);
      json.endList();
      json.number("since", incident.since().toEpochMilli());
      json.number("openedAt", incident.openedAt().toEpochMilli());
      json.number("changedAt", incident.changedAt().toEpochMilli());
      Instant resolvedAt = incident.resolvedAt();
      json.number("resolvedAt", resolvedAt == null ? -1 : resolvedAt.toEpochMilli());
      json.text("resolution", incident.resolution()).flag("hunted", incident.hunted());
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private static void lineage(Json json, Lineage lineage) {
    json.begin("lineage").text("kind", lineage.workload().kind().name());
    json.text("workload", lineage.workload().name()).text("name", lineage.name());
    json.number("slot", lineage.slot()).end();
  }

  private static void process(Json json, ProcessFacts process) {
    json.begin("process").number("pid", process.pid());
    json.number("startTicks", process.identity().startTicks());
    json.number("parent", process.parentPid()).text("name", process.name());
    json.beginList("command");
    process.command().forEach(json::element);
    json.endList().number("uid", process.uid());
    json.number("startedAt", process.startedAt().toEpochMilli());
    json.number("threads", process.threads()).end();
  }

  private static void frames(Json json, List<Frame> frames) {
    json.beginList("frames");
    for (Frame frame : frames) {
      json.begin().text("function", frame.function()).text("file", frame.file());
      json.number("line", frame.line()).text("module", frame.module());
      json.text("language", frame.language()).end();
    }
    json.endList();
  }

  /// @return empty when the text is damaged
  static Optional<Incident> read(String text) {
    try {
      return JsonTree.parse(text).map(IncidentText::incident);
    } catch (IllegalArgumentException unknownWord) {
      return Optional.empty();
    }
  }

  private static Incident incident(JsonTree tree) {
    JsonTree lineage = tree.at("lineage");
    long resolvedAt = tree.whole("resolvedAt");
    return new Incident(
        tree.text("id"),
        new Lineage(
            new Workload(Workload.Kind.valueOf(lineage.text("kind")), lineage.text("workload")),
            lineage.text("name"),
            (int) lineage.whole("slot")),
        process(tree.at("process")),
        Standing.valueOf(tree.text("standing")),
        Severity.valueOf(tree.text("severity")),
        HuntDigest.leakClass(tree.text("class")).orElse(null),
        ResourceKind.valueOf(tree.text("resource").toUpperCase(Locale.ROOT)),
        tree.text("what"),
        tree.text("peer"),
        tree.text("path"),
        HuntDigest.frames(tree),
        tree.whole("count"),
        (int) tree.whole("open"),
        tree.whole("limit"),
        HuntDigest.rate(tree),
        HuntDigest.forecast(tree),
        tree.real("falseAlarmProbability"),
        tree.text("reason"),
        tree.text("advice"),
        tree.texts("evidence"),
        Instant.ofEpochMilli(tree.whole("since")),
        Instant.ofEpochMilli(tree.whole("openedAt")),
        Instant.ofEpochMilli(tree.whole("changedAt")),
        resolvedAt < 0 ? null : Instant.ofEpochMilli(resolvedAt),
        tree.text("resolution"),
        tree.flag("hunted"));
  }

  private static ProcessFacts process(JsonTree tree) {
    return new ProcessFacts(
        new ProcessIdentity((int) tree.whole("pid"), tree.whole("startTicks")),
        (int) tree.whole("parent"),
        tree.text("name"),
        tree.texts("command"),
        (int) tree.whole("uid"),
        Instant.ofEpochMilli(tree.whole("startedAt")),
        'S',
        (int) tree.whole("threads"));
  }
}
