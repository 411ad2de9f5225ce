package dev.seep.evidence.watch;

import java.util.SortedMap;
import java.util.TreeMap;

/// One figure for other monitors.
///
/// @param name after OpenMetrics, unit last: `seep_process_open_fds`
/// @param type what may be done with it
/// @param help one sentence
/// @param labels name to value; values may hold any text
public record Metric(
    String name, Type type, String help, SortedMap<String, String> labels, double value) {

  /// OpenMetrics' types, as far as they are used here.
  public enum Type {
    GAUGE,
    /// Never falls but to 0; its name ends in `_total`.
    COUNTER
  }

  /// @param labels name, value, name, value, …
  public static Metric of(Type type, String name, String help, double value, String... labels) {
    if (labels.length % 2 != 0) {
      throw new IllegalArgumentException("a label of " + name + " has no value");
    }
    SortedMap<String, String> named = new TreeMap<>();
    for (int i = 0; i < labels.length; i += 2) {
      named.put(labels[i], labels[i + 1]);
    }
    return new Metric(name, type, help, named, value);
  }
}
