package dev.seep.web.json;

import dev.seep.contract.Json;
import dev.seep.contract.ProcessJson;
import dev.seep.evidence.Blind;
import dev.seep.evidence.watch.WatchedProcess;
import java.util.List;

/// One row of `/api/v1/processes`: as `seep ps --json` has it, and what the watch knows beyond.
public final class WatchedProcessJson {
  private WatchedProcessJson() {}

  /// Into the object that is open.
  public static void write(Json json, WatchedProcess row) {
    ProcessJson.process(json, row.process());
    if (row.lineage() != null) {
      Parts.lineage(json, row.lineage());
    }
    json.text("user", row.user()).begin("descriptors");
    ProcessJson.counts(json, row.open(), row.limits());
    double nearness = row.nearness();
    if (nearness >= 0) {
      json.real("nearness", nearness);
    }
    json.end().begin("memory").count("residentBytes", row.residentBytes()).end();
    json.number("threads", row.process().threads());
    json.beginList("classes");
    row.classes()
        .forEach((name, count) -> json.begin().text("class", name).number("count", count).end());
    json.endList().real("perMinute", row.perMinute()).text("standing", row.standing().slug());
    Parts.forecast(json, row.forecast());
    json.beginList("recent");
    for (int count : row.recent()) {
      if (count >= 0) {
        json.element(count);
      }
    }
    json.endList();
    Parts.textUnlessEmpty(json, "incident", row.incident());
    Blind blind = row.blind();
    if (blind != null) {
      json.blind(List.of(blind));
    }
  }
}
