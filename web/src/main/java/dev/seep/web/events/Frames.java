package dev.seep.web.events;

import dev.seep.contract.Json;
import dev.seep.evidence.watch.HostReport;
import dev.seep.evidence.watch.Incident;
import dev.seep.evidence.watch.SelfReport;
import dev.seep.evidence.watch.WatchedProcess;
import dev.seep.web.WatchView;
import dev.seep.web.json.HostJson;
import dev.seep.web.json.IncidentJson;
import dev.seep.web.json.SelfJson;
import dev.seep.web.json.WatchedProcessJson;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Looks at the watch and says what changed since it last looked. For one thread.
final class Frames {
  private final WatchView view;
  private Map<Integer, WatchedProcess> rows = Map.of();
  private Map<String, Incident> incidents = Map.of();
  private long sequence;

  /// @param firstSequence differs from run to run, so that a client of the run before is told all
  Frames(WatchView view, long firstSequence) {
    this.view = view;
    this.sequence = firstSequence;
  }

  Frame next() {
    HostReport host = view.host();
    SelfReport self = view.self();
    Map<Integer, WatchedProcess> nowRows = new HashMap<>();
    view.processes().forEach(row -> nowRows.put(row.process().pid(), row));
    Map<String, Incident> nowIncidents = new LinkedHashMap<>();
    view.incidents().forEach(incident -> nowIncidents.put(incident.id(), incident));

    List<WatchedProcess> changed = new ArrayList<>();
    nowRows.forEach((pid, row) -> {
      if (!isSame(rows.get(pid), row)) {
        changed.add(row);
      }
    });
    List<Integer> gone = rows.keySet().stream().filter(pid -> !nowRows.containsKey(pid)).toList();
    List<Incident> told =
        nowIncidents.values().stream()
            .filter(incident -> !incident.equals(incidents.get(incident.id())))
            .toList();
    rows = nowRows;
    incidents = nowIncidents;
    sequence++;
    long number = sequence;
    List<Incident> open = nowIncidents.values().stream().filter(Incident::isOpen).toList();
    return new Frame(
        number,
        event(number, false, host, self, changed, gone, told),
        () -> event(number, true, host, self, nowRows.values(), List.of(), open));
  }

  /// The counts of the last ticks do not make a row a changed one: where nothing else changed they
  /// go on with the last of them.
  private static boolean isSame(
      @org.jspecify.annotations.Nullable WatchedProcess before, WatchedProcess now) {
    return before != null && without(before).equals(without(now));
  }

  private static WatchedProcess without(WatchedProcess row) {
    return new WatchedProcess(
        row.lineage(),
        row.process(),
        row.user(),
        row.open(),
        row.limits(),
        row.residentBytes(),
        row.classes(),
        row.perMinute(),
        row.standing(),
        row.forecast(),
        List.of(),
        row.incident(),
        row.blind());
  }

  /// An event after the HTML standard (server-sent events): JSON without line breaks is one line of
  /// data.
  private static byte[] event(
      long sequence,
      boolean whole,
      HostReport host,
      SelfReport self,
      Collection<WatchedProcess> rows,
      List<Integer> gone,
      List<Incident> incidents) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(4096);
    out.writeBytes(("id: " + sequence + "\nevent: tick\ndata: ").getBytes(StandardCharsets.UTF_8));
    try (Json json = new Json(out)) {
      json.number("sequence", sequence).flag("whole", whole);
      HostJson.write(json.begin("host"), host);
      json.end().beginList("processes");
      for (WatchedProcess row : rows) {
        WatchedProcessJson.write(json.begin(), row);
        json.end();
      }
      json.endList().beginList("gone");
      gone.forEach(pid -> json.element((long) pid));
      json.endList().beginList("findings");
      for (Incident incident : incidents) {
        IncidentJson.write(json.begin(), incident);
        json.end();
      }
      json.endList();
      SelfJson.write(json.begin("self"), self);
      json.end();
    }
    out.write('\n');
    return out.toByteArray();
  }
}
