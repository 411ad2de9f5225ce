package dev.seep.web.json;

import dev.seep.contract.Json;
import dev.seep.contract.Timestamps;
import dev.seep.evidence.Forecast;
import dev.seep.evidence.Frame;
import dev.seep.evidence.watch.Lineage;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Parts that several shapes share.
final class Parts {
  private Parts() {}

  static void textUnlessEmpty(Json json, String name, String value) {
    if (!value.isEmpty()) {
      json.text(name, value);
    }
  }

  static void moment(Json json, String name, @Nullable Instant moment) {
    if (moment != null) {
      json.text(name, Timestamps.rfc3339(moment));
    }
  }

  static void texts(Json json, String name, List<String> texts) {
    json.beginList(name);
    texts.forEach(json::element);
    json.endList();
  }

  static void lineage(Json json, Lineage lineage) {
    json.begin("lineage")
        .text("id", lineage.id())
        .text("name", lineage.name())
        .number("slot", lineage.slot())
        .begin("workload")
        .text("id", lineage.workload().id())
        .text("kind", lineage.workload().kind().slug())
        .text("name", lineage.workload().name())
        .end()
        .end();
  }

  /// Absent means: never at this rate.
  static void forecast(Json json, Forecast forecast) {
    json.real("limitInSeconds", forecast.limitInSeconds())
        .real("limitInSecondsLow", forecast.lowSeconds())
        .real("limitInSecondsHigh", forecast.highSeconds());
  }

  static void frames(Json json, List<Frame> frames) {
    json.beginList("frames");
    for (Frame frame : frames) {
      json.begin().text("function", frame.function());
      textUnlessEmpty(json, "file", frame.file());
      if (frame.line() > 0) {
        json.number("line", frame.line());
      }
      textUnlessEmpty(json, "module", frame.module());
      textUnlessEmpty(json, "language", frame.language());
      json.end();
    }
    json.endList();
  }
}
