package dev.seep.alerting.config;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Everything the user says about alerts. Make sure that [#problems] is empty before it is used.
///
/// @param route root of the routing tree
/// @param timeIntervals by name; a name holds when one of its intervals does
public record AlertingConfig(
    Route route, List<Receiver> receivers, Map<String, List<TimeInterval>> timeIntervals) {
  public AlertingConfig {
    receivers = List.copyOf(receivers);
    Map<String, List<TimeInterval>> copy = new TreeMap<>();
    timeIntervals.forEach((name, intervals) -> copy.put(name, List.copyOf(intervals)));
    timeIntervals = java.util.Collections.unmodifiableMap(copy);
  }

  /// Nobody is told; the alert log alone has it.
  public static AlertingConfig none() {
    return new AlertingConfig(Route.nobody(), List.of(), Map.of());
  }

  /// What is wrong, each as `place: what, and what to do`; empty for a configuration that works.
  public List<String> problems() {
    return new Check(this).problems();
  }
}
