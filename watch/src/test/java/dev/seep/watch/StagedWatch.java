package dev.seep.watch;

import dev.seep.evidence.watch.Incident;
import dev.seep.evidence.watch.Standing;
import dev.seep.evidence.watch.Workload;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// An engine on a staged host, and everything it told.
final class StagedWatch {
  final StagedHost host = new StagedHost();
  final MemoryHistory history = new MemoryHistory();
  final List<Incident> told = new ArrayList<>();
  final Engine engine;
  final Hunts hunts;

  StagedWatch(HuntRunner runner) {
    hunts = new Hunts(runner, Hunts.HuntSettings.STANDARD);
    engine =
        new Engine(
            new Engine.EngineParts(
                host,
                process -> new Workload(Workload.Kind.UNIT, process.name() + ".service"),
                hunts,
                history,
                row -> true,
                1,
                500,
                Engine.Resources.ALL));
  }

  void tick(double seconds) {
    Moment now = host.after(seconds);
    for (Incident incident : engine.tick(now)) {
      Kept.incident(history.documents(), incident);
      told.add(incident);
    }
    history.tick(now.wall(), engine.takePoints(), engine.takeMarks());
  }

  /// Every incident as it was last told, the oldest first.
  List<Incident> incidents() {
    Map<String, Incident> last = new LinkedHashMap<>();
    told.forEach(one -> last.put(one.id(), one));
    return List.copyOf(last.values());
  }

  /// Those that somebody would have been woken for.
  List<Incident> alarms() {
    return told.stream().filter(one -> one.standing().compareTo(Standing.LEAK) >= 0).toList();
  }
}
