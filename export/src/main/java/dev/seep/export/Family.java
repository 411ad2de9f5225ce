package dev.seep.export;

import dev.seep.evidence.watch.Metric;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// Figures of one name that differ in their labels' values.
///
/// @param name as Prometheus has it, unit last
/// @param help one sentence, shown by every monitor that shows the figure
/// @param labels names, in the order in which [#metric] takes their values
/// @param otel its name in OpenTelemetry: of the semantic conventions where they have one
/// @param unit in OpenTelemetry's writing (UCUM): `By`, `s`, `{file_descriptor}`, `1`
public record Family(
    String name, Metric.Type type, String help, List<String> labels, String otel, String unit) {
  public Family {
    labels = List.copyOf(labels);
    if ((type == Metric.Type.COUNTER) != name.endsWith("_total")) {
      throw new IllegalArgumentException("a counter's name ends in _total: " + name);
    }
  }

  /// @param values of the labels, in their order
  public Metric metric(double value, String... values) {
    if (values.length != labels.size()) {
      throw new IllegalArgumentException(
          name + " has " + labels.size() + " labels, not " + values.length);
    }
    SortedMap<String, String> named = new TreeMap<>();
    for (int i = 0; i < values.length; i++) {
      named.put(labels.get(i), values[i]);
    }
    return new Metric(name, type, help, named, value);
  }
}
