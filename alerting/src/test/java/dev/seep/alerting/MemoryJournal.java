package dev.seep.alerting;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A journal that outlives the alerting that writes it, and can be told to fail.
public final class MemoryJournal implements AlertJournal {
  private final Map<String, Map<String, String>> kinds = new TreeMap<>();
  private boolean broken;

  synchronized void breakDown() {
    broken = true;
  }

  synchronized void mend() {
    broken = false;
  }

  private void check() {
    if (broken) {
      throw new IllegalStateException("disk full");
    }
  }

  @Override
  public synchronized void put(String kind, String id, String text) {
    check();
    kinds.computeIfAbsent(kind, _ -> new TreeMap<>()).put(id, text);
  }

  @Override
  public synchronized void delete(String kind, String id) {
    check();
    kinds.computeIfAbsent(kind, _ -> new TreeMap<>()).remove(id);
  }

  @Override
  public synchronized List<Entry> all(String kind) {
    check();
    return kinds.getOrDefault(kind, Map.of()).entrySet().stream()
        .map(entry -> new Entry(entry.getKey(), entry.getValue()))
        .toList();
  }
}
