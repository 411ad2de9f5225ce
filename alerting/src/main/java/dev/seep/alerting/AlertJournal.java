package dev.seep.alerting;

import java.util.List;

/// Where alerting keeps what must survive a restart: texts by kind and id, each replaced as a
/// whole. For several threads. Any method may throw; alerting then goes on from memory and says so
/// in its [Health].
public interface AlertJournal {

  /// One text.
  record Entry(String id, String text) {}

  /// Durable once it returned.
  void put(String kind, String id, String text);

  void delete(String kind, String id);

  /// In no order.
  List<Entry> all(String kind);
}
