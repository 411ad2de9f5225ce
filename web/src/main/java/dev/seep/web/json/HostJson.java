package dev.seep.web.json;

import dev.seep.contract.Json;
import dev.seep.contract.ProcessJson;
import dev.seep.contract.Timestamps;
import dev.seep.evidence.watch.HostReport;

/// `/api/v1/host`.
public final class HostJson {
  private HostJson() {}

  public static void write(Json json, HostReport host) {
    json.text("name", host.name())
        .text("kernel", host.kernel())
        .text("at", Timestamps.rfc3339(host.at()))
        .text("source", host.source().slug())
        .number("processes", host.processes())
        .number("unreadable", host.unreadable())
        .number("shortLived", host.shortLived())
        .begin("machine")
        .count("openFiles", host.machineOpen());
    ProcessJson.limit(json, "maxFiles", host.machineLimit());
    json.end();
  }
}
