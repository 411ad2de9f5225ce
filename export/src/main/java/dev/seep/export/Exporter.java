package dev.seep.export;

import dev.seep.evidence.watch.Metric;
import dev.seep.export.config.ExportSettings;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Sends figures to one receiver. It never delays whoever offers them, whatever the receiver does.
public interface Exporter extends AutoCloseable {

  /// @return whether the interval since the last offered look is over, or the clock was set back
  boolean due(Instant at);

  /// Takes one look: it is encoded at once and sent later, by a thread of the exporter's own. Does
  /// nothing when it is not due.
  void offer(Instant at, List<Metric> metrics);

  Health health();

  /// What is said from the next request on; what waits is kept.
  ///
  /// @throws IllegalArgumentException when the settings are those of another protocol
  void reconfigure(ExportSettings settings);

  /// Gives up what waits, ends the running request and its connection.
  @Override
  void close();

  /// How it goes.
  ///
  /// @param name `remote_write http://host:9090/api/v1/write`, unique among exporters
  /// @param queued samples that wait
  /// @param sent samples that the receiver accepted
  /// @param dropped samples that it never got: refused, or given way to newer ones
  /// @param failedRequests tries that failed
  /// @param failuresInARow 0 when the last request was accepted
  /// @param sentAt when it last accepted one, null for never
  /// @param lastError the latest failure in plain words, empty for none; it may be long mended
  record Health(
      String name,
      long queued,
      long sent,
      long dropped,
      long failedRequests,
      int failuresInARow,
      @Nullable Instant sentAt,
      String lastError) {

    public boolean isFailing() {
      return failuresInARow > 0;
    }
  }
}
