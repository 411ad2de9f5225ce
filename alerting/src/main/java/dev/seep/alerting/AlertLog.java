package dev.seep.alerting;

import dev.seep.alerting.message.Json;
import dev.seep.evidence.watch.AlertEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// The last thousand lines of what became of telling, one for each incident, channel and notice.
/// For several threads.
final class AlertLog {
  static final String KIND = "alert-log";
  private static final int MOST = 1_000;

  private final Keeper keeper;
  private final TreeMap<Long, AlertEntry> entries = new TreeMap<>();
  private long nextId = 1;

  AlertLog(Keeper keeper) {
    this.keeper = keeper;
    for (AlertJournal.Entry each : keeper.all(KIND)) {
      try {
        AlertEntry entry = read(Json.parse(each.text()));
        entries.put(entry.id(), entry);
        nextId = Math.max(nextId, entry.id() + 1);
      } catch (RuntimeException e) {
        keeper.damaged(KIND, each.id(), e);
      }
    }
    trim();
  }

  /// @param entry its id is not looked at
  /// @return the id it was given
  synchronized long add(AlertEntry entry) {
    long id = nextId++;
    keep(withId(entry, id));
    trim();
    return id;
  }

  synchronized void update(long id, String outcome, String detail, int attempts) {
    AlertEntry old = entries.get(id);
    if (old == null) {
      return;
    }
    boolean same = old.outcome().equals(outcome) && old.detail().equals(detail);
    AlertEntry changed =
        new AlertEntry(
            id,
            old.at(),
            old.incident(),
            old.subject(),
            old.receiver(),
            old.channel(),
            old.kind(),
            outcome,
            detail,
            attempts);
    if (same) {
      // The number of attempts alone is not worth a write to the disk.
      entries.put(id, changed);
    } else {
      keep(changed);
    }
  }

  /// Newest first.
  synchronized List<AlertEntry> newest(int most) {
    List<AlertEntry> found = new ArrayList<>();
    for (AlertEntry each : entries.descendingMap().values()) {
      if (found.size() >= most) {
        break;
      }
      found.add(each);
    }
    return Collections.unmodifiableList(found);
  }

  private void keep(AlertEntry entry) {
    entries.put(entry.id(), entry);
    keeper.put(KIND, key(entry.id()), Json.write(json(entry)));
  }

  private synchronized void trim() {
    while (entries.size() > MOST) {
      keeper.delete(KIND, key(entries.firstKey()));
      entries.pollFirstEntry();
    }
  }

  private static String key(long id) {
    return String.format(Locale.ROOT, "%019d", id);
  }

  private static AlertEntry withId(AlertEntry e, long id) {
    return new AlertEntry(
        id,
        e.at(),
        e.incident(),
        e.subject(),
        e.receiver(),
        e.channel(),
        e.kind(),
        e.outcome(),
        e.detail(),
        e.attempts());
  }

  private static Map<String, Object> json(AlertEntry entry) {
    return Json.object(
        "id", entry.id(),
        "at", entry.at(),
        "incident", entry.incident(),
        "subject", entry.subject(),
        "receiver", entry.receiver(),
        "channel", entry.channel(),
        "kind", entry.kind(),
        "outcome", entry.outcome(),
        "detail", entry.detail(),
        "attempts", entry.attempts());
  }

  private static AlertEntry read(Map<String, Object> json) {
    return new AlertEntry(
        Json.number(json, "id"),
        Instant.parse(Json.text(json, "at")),
        Json.text(json, "incident"),
        Json.text(json, "subject"),
        Json.text(json, "receiver"),
        Json.text(json, "channel"),
        Json.text(json, "kind"),
        Json.text(json, "outcome"),
        Json.text(json, "detail"),
        (int) Json.number(json, "attempts"));
  }
}
