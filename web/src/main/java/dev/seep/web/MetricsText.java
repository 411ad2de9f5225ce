package dev.seep.web;

import dev.seep.evidence.watch.Metric;
import java.io.IOException;

/// Writes figures as text for Prometheus: `Exposition::write` of the module `export`.
@FunctionalInterface
public interface MetricsText {

  /// @param openMetrics OpenMetrics 1.0, else Prometheus' text format 0.0.4
  void write(Appendable to, Iterable<Metric> metrics, boolean openMetrics) throws IOException;
}
