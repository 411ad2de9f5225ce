package dev.seep.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seep.evidence.watch.Metric;
import dev.seep.export.Receiver.Answer;
import dev.seep.export.config.Authorization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The watcher of leaks does not leak by what it sends.
@Timeout(120)
class ExporterLeakTest {
  private static final Instant AT = Instant.parse("2026-03-01T12:00:00Z");

  private static void awaitFailures(Exporters exporters, long wanted) throws InterruptedException {
    while (exporters.health().getFirst().failedRequests() < wanted) {
      Thread.sleep(2);
    }
  }

  @Test
  void aThousandFailuresLeaveNoDescriptorAndNoThreadBehind() throws Exception {
    try (Receiver receiver =
            new Receiver((n, body) -> {
              switch (n % 4) {
                case 0 -> {
                  return Answer.of(503);
                }
                case 1 -> throw new IOException("closes the connection");
                case 2 -> Thread.sleep(20);
                default -> {
                  return new Answer(429, "x".repeat(100_000), Map.of("Retry-After", "0"));
                }
              }
              return Answer.of(500);
            });
        Exporters exporters =
            new Exporters(new Origin("host", "1.0", AT), InstantSource.fixed(AT))) {
      exporters.configure(
          List.of(
              ExporterTest.remote(
                  receiver.at("/w"),
                  new Authorization.None(),
                  ExporterTest.impatient(1_000, Duration.ofMillis(10)))));
      exporters.offer(AT, () -> List.of(Metric.of(Metric.Type.GAUGE, "tick", "Tick.", 1)));
      awaitFailures(exporters, 50);
      long descriptors = settled(ExporterLeakTest::descriptors);
      long threads = settled(ExporterLeakTest::threads);
      awaitFailures(exporters, 1_050);
      assertThat(settled(ExporterLeakTest::descriptors)).isLessThanOrEqualTo(descriptors + 4);
      assertThat(settled(ExporterLeakTest::threads)).isLessThanOrEqualTo(threads + 4);
      assertThat(exporters.health().getFirst().queued()).isEqualTo(1);
    }
  }

  private interface Count {
    long now() throws Exception;
  }

  /// The least of several counts, as requests come and go meanwhile.
  private static long settled(Count count) throws Exception {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 50; i++) {
      least = Math.min(least, count.now());
      Thread.sleep(5);
    }
    return least;
  }

  private static long descriptors() throws IOException {
    try (var files = Files.list(Path.of("/proc/self/fd"))) {
      return files.count();
    }
  }

  private static long threads() throws IOException {
    try (var tasks = Files.list(Path.of("/proc/self/task"))) {
      return tasks.count();
    }
  }
}
