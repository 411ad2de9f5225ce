package dev.seep.alerting;

import java.util.List;

/// A journal that never throws: what it could not keep is counted and told.
final class Keeper {
  private final AlertJournal journal;
  private long failures;
  private String error = "";

  Keeper(AlertJournal journal) {
    this.journal = journal;
  }

  void put(String kind, String id, String text) {
    guarded(() -> journal.put(kind, id, text));
  }

  void delete(String kind, String id) {
    guarded(() -> journal.delete(kind, id));
  }

  List<AlertJournal.Entry> all(String kind) {
    try {
      return journal.all(kind);
    } catch (RuntimeException e) {
      failed(e);
      return List.of();
    }
  }

  private void guarded(Runnable change) {
    try {
      change.run();
      succeeded();
    } catch (RuntimeException e) {
      failed(e);
    }
  }

  private synchronized void succeeded() {
    error = "";
  }

  private synchronized void failed(RuntimeException e) {
    failures++;
    error = "alerts are kept in memory alone: " + e.getMessage();
  }

  /// An entry that cannot be read back.
  synchronized void damaged(String kind, String id, RuntimeException e) {
    failures++;
    error = kind + " " + id + " cannot be read: " + e.getMessage();
  }

  synchronized long failures() {
    return failures;
  }

  /// Empty when the last change was kept.
  synchronized String error() {
    return error;
  }
}
