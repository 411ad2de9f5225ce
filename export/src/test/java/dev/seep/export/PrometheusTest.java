package dev.seep.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.seep.evidence.watch.Metric;
import dev.seep.export.config.ExportSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Remote write to a real Prometheus, Debian's package of that name, which is asked afterwards.
@Timeout(120)
class PrometheusTest {
  private static final Path PROGRAM = Path.of("/usr/bin/prometheus");
  private static final String HOSTILE = "x\"} 1\n\u001b[2J\\ <b> ☃";

  @TempDir static Path folder;
  private static @Nullable Process prometheus;
  private static String base = "";

  @BeforeAll
  static void start() throws Exception {
    assumeTrue(Files.isExecutable(PROGRAM), "Debian's prometheus is not installed");
    Files.writeString(folder.resolve("prometheus.yml"), "scrape_configs: []\n");
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    base = "http://127.0.0.1:" + port;
    prometheus =
        new ProcessBuilder(
                PROGRAM.toString(),
                "--config.file=" + folder.resolve("prometheus.yml"),
                "--storage.tsdb.path=" + folder.resolve("data"),
                "--web.listen-address=127.0.0.1:" + port,
                "--web.enable-remote-write-receiver")
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    while (!isReady()) {
      assertThat(prometheus.isAlive()).as(Files.readString(folder.resolve("log"))).isTrue();
      Thread.sleep(50);
    }
  }

  @AfterAll
  static void stop() throws Exception {
    if (prometheus != null) {
      prometheus.destroy();
      if (!prometheus.waitFor(20, TimeUnit.SECONDS)) {
        prometheus.destroyForcibly().waitFor();
      }
    }
  }

  private static boolean isReady() throws Exception {
    try {
      return get(base + "/-/ready").statusCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  private static HttpResponse<String> get(String address) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(
          HttpRequest.newBuilder(URI.create(address)).timeout(Duration.ofSeconds(10)).build(),
          HttpResponse.BodyHandlers.ofString());
    }
  }

  private static String query(String expression, Instant at) throws Exception {
    return get(base
            + "/api/v1/query?query="
            + URLEncoder.encode(expression, StandardCharsets.UTF_8)
            + "&time="
            + at.getEpochSecond())
        .body();
  }

  private static Exporter.Health settled(Exporters exporters, long samples) throws Exception {
    while (true) {
      Exporter.Health health = exporters.health().getFirst();
      if (health.sent() + health.dropped() >= samples) {
        return health;
      }
      Thread.sleep(10);
    }
  }

  @Test
  void whatIsSentCanBeAskedForAndWhatEndsIsGoneAtOnce() throws Exception {
    Instant start = Instant.now().minusSeconds(60);
    List<Metric> look = new ArrayList<>();
    for (int i = 0; i < 5_000; i++) {
      look.add(Names.PROCESS_OPEN_FDS.metric(i, "unit:a" + i + ".service", "a", "0"));
    }
    look.add(Names.PROCESS_OPEN_FDS.metric(42, "unit:hostile", HOSTILE, "0"));
    look.add(Names.FINDING_SECONDS_TO_LIMIT.metric(Double.NaN, "unit:b", "b", "0", "c", "b-1"));
    List<Metric> later = List.copyOf(look.subList(1, look.size()));
    try (Exporters exporters =
        new Exporters(new Origin("host", "1.0", start), InstantSource.system())) {
      exporters.configure(
          List.of(ExportSettings.RemoteWrite.to(URI.create(base + "/api/v1/write"))));
      exporters.offer(start, () -> look);
      exporters.offer(start.plusSeconds(15), () -> later);
      Exporter.Health health = settled(exporters, 10_004);
      assertThat(health.lastError()).isEmpty();
      assertThat(health.sent()).isEqualTo(10_004);
    }
    Instant before = start.plusSeconds(1);
    Instant after = start.plusSeconds(20);
    assertThat(query("count(seep_process_open_fds)", before)).contains("\"5001\"");
    assertThat(query("count(seep_process_open_fds)", after)).contains("\"5000\"");
    assertThat(query("sum(seep_process_open_fds{workload=~\"unit:a.*\"})", after))
        .contains("\"12497500\"");
    assertThat(query("seep_process_open_fds{workload=\"unit:hostile\"}", after))
        .contains("\"42\"")
        .contains("x\\\"} 1\\\\n\\\\x1b[2J\\\\\\\\ ")
        .contains("☃");
    assertThat(query("seep_finding_seconds_to_limit", after)).contains("\"NaN\"");
  }

  @Test
  void whatPrometheusRefusesIsCountedAndDoesNotStopWhatFollows() throws Exception {
    Instant start = Instant.now().minusSeconds(30);
    Metric metric = Metric.of(Metric.Type.GAUGE, "set_back", "Time.", 1);
    try (Exporters exporters =
        new Exporters(new Origin("host", "1.0", start), InstantSource.system())) {
      exporters.configure(
          List.of(ExportSettings.RemoteWrite.to(URI.create(base + "/api/v1/write"))));
      exporters.offer(start, () -> List.of(metric));
      exporters.offer(start.minus(Duration.ofDays(365)), () -> List.of(metric));
      exporters.offer(start.plusSeconds(15), () -> List.of(metric));
      Exporter.Health health = settled(exporters, 3);
      assertThat(health.sent()).isEqualTo(2);
      assertThat(health.dropped()).isEqualTo(1);
      assertThat(health.lastError()).startsWith("HTTP 400 ");
    }
  }
}
