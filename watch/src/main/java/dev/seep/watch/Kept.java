package dev.seep.watch;

import dev.seep.evidence.ProcessIdentity;
import dev.seep.evidence.watch.Incident;
import dev.seep.evidence.watch.Lineage;
import dev.seep.store.Documents;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What must survive a restart of the watch beside its history: incidents and their evidence. A
/// disk that takes nothing is told by the history; the watch goes on from memory.
final class Kept {
  static final String INCIDENT = "incident";
  private static final String EVIDENCE = "evidence";
  private static final String ROLL = "roll";
  static final int MOST_INCIDENTS = 1_000;

  private Kept() {}

  /// Who is who, so that the processes of a role keep their series when the watch is started anew.
  static void roll(Documents documents, Map<ProcessIdentity, Lineage> known) {
    write(documents, ROLL, ROLL, RollText.write(known));
  }

  static Map<ProcessIdentity, Lineage> roll(Documents documents) {
    return documents.get(ROLL, ROLL).map(RollText::read).orElse(Map.of());
  }

  static void incident(Documents documents, Incident incident) {
    write(documents, INCIDENT, incident.id(), IncidentText.write(incident));
  }

  static void evidence(Documents documents, String incidentId, String report) {
    write(documents, EVIDENCE, incidentId, report);
  }

  private static void write(Documents documents, String kind, String id, String text) {
    try {
      documents.put(kind, id, text);
    } catch (Documents.NotWritten full) {
      // The history's own trouble says so, and the incident is changed and written again.
    }
  }

  static Optional<String> evidence(Documents documents, String incidentId) {
    return documents.get(EVIDENCE, incidentId);
  }

  static Optional<Incident> incident(Documents documents, String id) {
    return documents.get(INCIDENT, id).flatMap(IncidentText::read);
  }

  /// The newest first.
  static List<Incident> incidents(Documents documents) {
    List<Incident> incidents = new ArrayList<>();
    for (Documents.Document one : documents.newest(INCIDENT, MOST_INCIDENTS)) {
      IncidentText.read(one.text()).ifPresent(incidents::add);
    }
    return incidents;
  }
}
