package dev.seep.export;

import dev.seep.evidence.watch.Metric;
import dev.seep.export.config.ExportSettings;
import java.net.http.HttpClient;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// All receivers of figures, as the configuration has them. Without any it costs nothing: the HTTP
/// client comes with the first.
public final class Exporters implements AutoCloseable {
  private final Origin origin;
  private final InstantSource clock;
  private final Map<String, Exporter> running = new LinkedHashMap<>();
  private @Nullable HttpClient client;

  /// @param clock for dates in answers and in [Exporter.Health]
  public Exporters(Origin origin, InstantSource clock) {
    this.origin = origin;
    this.clock = clock;
  }

  /// Starts what is new, ends what is gone, and tells the rest of their settings. A receiver is the
  /// same when protocol and address are; of two that are the same the later settings hold.
  public synchronized void configure(List<? extends ExportSettings> wanted) {
    Map<String, ExportSettings> byName = new LinkedHashMap<>();
    wanted.forEach(settings -> byName.put(HttpExporter.name(settings), settings));
    running
        .entrySet()
        .removeIf(entry -> {
          boolean gone = !byName.containsKey(entry.getKey());
          if (gone) {
            entry.getValue().close();
          }
          return gone;
        });
    byName.forEach((name, settings) -> {
      Exporter old = running.get(name);
      if (old == null) {
        running.put(name, HttpExporter.start(settings, origin, client(), clock));
      } else {
        old.reconfigure(settings);
      }
    });
  }

  /// Offers a look to each that is due.
  ///
  /// @param metrics asked once, and only when one is
  public synchronized void offer(Instant at, Supplier<List<Metric>> metrics) {
    List<Exporter> due = running.values().stream().filter(exporter -> exporter.due(at)).toList();
    if (due.isEmpty()) {
      return;
    }
    List<Metric> look = metrics.get();
    due.forEach(exporter -> exporter.offer(at, look));
  }

  public synchronized List<Exporter.Health> health() {
    return running.values().stream().map(Exporter::health).toList();
  }

  /// The exporters' own figures, `seep_export_…`.
  public List<Metric> metrics() {
    List<Metric> metrics = new ArrayList<>();
    for (Exporter.Health health : health()) {
      String name = health.name();
      metrics.add(Names.EXPORT_QUEUED_SAMPLES.metric((double) health.queued(), name));
      metrics.add(Names.EXPORT_SENT_SAMPLES_TOTAL.metric((double) health.sent(), name));
      metrics.add(Names.EXPORT_DROPPED_SAMPLES_TOTAL.metric((double) health.dropped(), name));
      metrics.add(
          Names.EXPORT_FAILED_REQUESTS_TOTAL.metric((double) health.failedRequests(), name));
    }
    return metrics;
  }

  @Override
  public synchronized void close() {
    running.values().forEach(Exporter::close);
    running.clear();
    if (client != null) {
      client.shutdownNow();
      client = null;
    }
  }

  private HttpClient client() {
    HttpClient made = client;
    if (made == null) {
      made = Post.client();
      client = made;
    }
    return made;
  }
}
