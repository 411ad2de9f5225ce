package dev.seep.web.json;

import dev.seep.contract.Json;
import dev.seep.contract.ProcessJson;
import dev.seep.evidence.watch.Incident;

/// One of `/api/v1/findings`.
public final class IncidentJson {
  private IncidentJson() {}

  /// Into the object that is open.
  public static void write(Json json, Incident incident) {
    json.text("id", incident.id());
    Parts.lineage(json, incident.lineage());
    ProcessJson.process(json, incident.process());
    json.text("standing", incident.standing().slug()).text("severity", incident.severity().slug());
    if (incident.leakClass() != null) {
      json.text("class", incident.leakClass().slug());
    }
    json.text("resource", incident.resource().slug()).text("what", incident.what());
    Parts.textUnlessEmpty(json, "peer", incident.peer());
    Parts.textUnlessEmpty(json, "path", incident.path());
    Parts.frames(json, incident.frames());
    json.number("count", incident.count()).count("open", incident.open());
    ProcessJson.limit(json, "limit", incident.limit());
    json.real("perMinute", incident.rate().perMinute())
        .real("perMinuteLow", incident.rate().perMinuteLow())
        .real("perMinuteHigh", incident.rate().perMinuteHigh());
    Parts.forecast(json, incident.forecast());
    json.real("falseAlarmProbability", incident.falseAlarmProbability())
        .text("reason", incident.reason());
    Parts.textUnlessEmpty(json, "advice", incident.advice());
    Parts.texts(json, "evidence", incident.evidence());
    Parts.moment(json, "since", incident.since());
    Parts.moment(json, "openedAt", incident.openedAt());
    Parts.moment(json, "changedAt", incident.changedAt());
    Parts.moment(json, "resolvedAt", incident.resolvedAt());
    Parts.textUnlessEmpty(json, "resolution", incident.resolution());
    json.flag("hunted", incident.hunted());
  }
}
