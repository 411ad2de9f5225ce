package dev.seep.contract;

import dev.seep.evidence.Blind;
import dev.seep.evidence.Census;
import dev.seep.evidence.ProcessRow;
import dev.seep.evidence.SocketState;
import java.util.List;
import java.util.Map;

/// `seep ps --json`.
public final class CensusJson {
  private static final SocketState[] STATES = SocketState.values();

  private CensusJson() {}

  /// @param rows those of the census to write, in their order
  public static void write(Json json, Census census, List<ProcessRow> rows) {
    json.text("takenAt", Timestamps.rfc3339(census.takenAt()));
    json.text("source", census.source().slug());
    json.begin("machine").count("openFiles", census.machineOpen());
    ProcessJson.limit(json, "maxFiles", census.machineLimit());
    json.end().beginList("processes");
    for (ProcessRow row : rows) {
      json.begin();
      row(json, row);
      json.end();
    }
    json.endList().blind(census.blind());
  }

  private static void row(Json json, ProcessRow row) {
    ProcessJson.process(json, row.process());
    json.begin("descriptors");
    ProcessJson.counts(json, row.open(), row.limits());
    json.end();
    if (row.open() >= 0) {
      byState(json.begin("sockets"), row.sockets());
      json.end();
    }
    json.begin("memory").count("residentBytes", row.residentBytes()).end();
    json.number("threads", row.process().threads()).text("user", row.user());
    Blind blind = row.blind();
    if (blind != null) {
      json.blind(List.of(blind));
    }
  }

  public static void byState(Json json, Map<SocketState, Integer> counts) {
    json.begin("byState");
    for (SocketState state : STATES) {
      int count = counts.getOrDefault(state, 0);
      if (count > 0) {
        json.number(state.slug(), count);
      }
    }
    json.end();
  }
}
