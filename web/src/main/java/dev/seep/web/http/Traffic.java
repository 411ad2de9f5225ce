package dev.seep.web.http;

import dev.seep.evidence.watch.Metric;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;

/// What went over the wire, counted.
public final class Traffic {
  private final Map<Integer, LongAdder> byStatus = new ConcurrentSkipListMap<>();
  private final LongAdder broken = new LongAdder();
  private final LongAdder slow = new LongAdder();

  void answered(int status) {
    byStatus.computeIfAbsent(status, _ -> new LongAdder()).increment();
  }

  void broken() {
    broken.increment();
  }

  void slow() {
    slow.increment();
  }

  public List<Metric> metrics() {
    List<Metric> metrics = new ArrayList<>();
    byStatus.forEach((status, count) ->
        metrics.add(
            Metric.of(
                Metric.Type.COUNTER,
                "seep_http_requests_total",
                "Requests answered, by status code.",
                (double) count.sum(),
                "code",
                Integer.toString(status))));
    metrics.add(
        Metric.of(
            Metric.Type.COUNTER,
            "seep_http_broken_total",
            "Requests whose client was gone before it had its answer.",
            (double) broken.sum()));
    metrics.add(
        Metric.of(
            Metric.Type.COUNTER,
            "seep_http_slow_total",
            "Connections closed as the client took too long to send or to read.",
            (double) slow.sum()));
    return metrics;
  }
}
