package dev.seep.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seep.evidence.watch.Metric;
import dev.seep.export.Receiver.Answer;
import dev.seep.export.config.Authorization;
import dev.seep.export.config.ExportSettings;
import dev.seep.export.config.Queue;
import dev.seep.export.config.Secret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class ExporterTest {
  private static final Instant AT = Instant.parse("2026-03-01T12:00:00Z");
  private static final Duration LONG = Duration.ofSeconds(20);

  private final Exporters exporters =
      new Exporters(new Origin("host", "1.0", AT), InstantSource.fixed(AT));

  @AfterEach
  void close() {
    exporters.close();
  }

  private static Queue impatient(int capacity, Duration timeout) {
    return new Queue(capacity, 100, timeout, Duration.ofMillis(1), Duration.ofMillis(5));
  }

  private static ExportSettings remote(URI url, Authorization who, Queue queue) {
    return new ExportSettings.RemoteWrite(
        url, Map.of("X-Scope-OrgID", "ops"), who, Map.of(), Duration.ofSeconds(5), queue);
  }

  private static ExportSettings remote(URI url) {
    return remote(url, new Authorization.None(), impatient(1_000, LONG));
  }

  private void offer(int tick) {
    Metric metric = Metric.of(Metric.Type.GAUGE, "tick", "Tick.", tick);
    exporters.offer(AT.plusSeconds(5L * tick), () -> List.of(metric));
  }

  private Exporter.Health await(Predicate<Exporter.Health> wanted) throws InterruptedException {
    while (true) {
      Exporter.Health health = exporters.health().getFirst();
      if (wanted.test(health)) {
        return health;
      }
      Thread.sleep(2);
    }
  }

  private static List<Double> values(Receiver receiver) {
    List<Double> values = new ArrayList<>();
    receiver.accepted.forEach(
        body -> WriteRequest.decode(body).forEach(series -> values.add(series.value())));
    return values;
  }

  @Test
  void looksArriveInOrderOnOneConnectionWithTheProtocolsHeaders() throws Exception {
    try (Receiver receiver = new Receiver((n, body) -> new Answer(200, "ok", Map.of()))) {
      exporters.configure(List.of(remote(receiver.at("/api/v1/write"))));
      for (int tick = 0; tick < 5; tick++) {
        offer(tick);
        receiver.awaitRequests(1);
      }
      Exporter.Health health = await(h -> h.sent() == 5);
      assertThat(health.isFailing()).isFalse();
      assertThat(health.sentAt()).isEqualTo(AT);
      assertThat(values(receiver)).containsExactly(0.0, 1.0, 2.0, 3.0, 4.0);
      assertThat(receiver.requests)
          .extracting(Receiver.Got::fromPort)
          .containsOnly(receiver.requests.getFirst().fromPort());
      assertThat(receiver.requests.getFirst().headers())
          .containsEntry("Content-encoding", List.of("snappy"))
          .containsEntry("Content-type", List.of("application/x-protobuf"))
          .containsEntry("X-prometheus-remote-write-version", List.of("0.1.0"))
          .containsEntry("X-scope-orgid", List.of("ops"))
          .containsEntry("User-agent", List.of("Seep/1.0"));
    }
  }

  @Test
  void serverErrorsAreTriedAgainUntilTheyEnd() throws Exception {
    try (Receiver receiver =
        new Receiver((n, body) ->
            n < 7 ? new Answer(500, "\u001b[31mbroken\n", Map.of()) : Answer.of(204))) {
      exporters.configure(List.of(remote(receiver.at("/w"))));
      offer(1);
      Exporter.Health health = await(h -> h.sent() == 1);
      assertThat(health.failedRequests()).isEqualTo(7);
      assertThat(health.failuresInARow()).isZero();
      assertThat(health.dropped()).isZero();
      assertThat(health.lastError()).isEqualTo("HTTP 500 \\x1b[31mbroken");
    }
  }

  @Test
  void aRefusedRequestIsGivenUpAndTheNextOneSent() throws Exception {
    try (Receiver receiver =
        new Receiver(
            (n, body) -> n == 0 ? new Answer(400, "out of order", Map.of()) : Answer.of(200))) {
      exporters.configure(List.of(remote(receiver.at("/w"))));
      offer(1);
      offer(2);
      Exporter.Health health = await(h -> h.sent() == 1);
      assertThat(health.dropped()).isEqualTo(1);
      assertThat(health.lastError()).isEqualTo("HTTP 400 out of order");
      assertThat(receiver.requests).hasSize(2);
    }
  }

  @Test
  void aRedirectIsNotFollowed() throws Exception {
    try (Receiver receiver =
        new Receiver((n, body) -> new Answer(307, "", Map.of("Location", "/elsewhere")))) {
      exporters.configure(List.of(remote(receiver.at("/w"))));
      offer(1);
      await(h -> h.dropped() == 1);
      assertThat(receiver.requests).extracting(Receiver.Got::path).containsExactly("/w");
    }
  }

  @Test
  void retryAfterIsKeptUntilTheSettingsChange() throws Exception {
    try (Receiver receiver =
        new Receiver((n, body) ->
            n == 0 ? new Answer(429, "", Map.of("Retry-After", "86400")) : Answer.of(200))) {
      exporters.configure(List.of(remote(receiver.at("/w"))));
      offer(1);
      await(h -> h.failuresInARow() == 1);
      // Its own back-off is at most 5 ms: had it been taken, the second request would be here.
      Thread.sleep(100);
      assertThat(receiver.requests).hasSize(1);
      exporters.configure(
          List.of(remote(receiver.at("/w"), new Authorization.None(), impatient(500, LONG))));
      await(h -> h.sent() == 1);
    }
  }

  @Test
  void aReceiverThatHangsCostsTheDeadlineAndNoLookIsDelayed() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    try (Receiver receiver =
        new Receiver((n, body) -> {
          if (n == 0) {
            end.await();
          }
          return Answer.of(200);
        })) {
      exporters.configure(
          List.of(
              remote(
                  receiver.at("/w"),
                  new Authorization.None(),
                  impatient(1_000, Duration.ofMillis(200)))));
      offer(1);
      Exporter.Health health = await(h -> h.sent() == 1);
      assertThat(health.lastError()).isEqualTo("no full answer within 0.2 s");
      end.countDown();
    }
  }

  @Test
  void anAnswerThatDripsEndsAtTheDeadlineToo() throws Exception {
    try (ServerSocket dripping = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Thread.startVirtualThread(() -> drip(dripping));
      exporters.configure(
          List.of(
              remote(
                  URI.create("http://127.0.0.1:" + dripping.getLocalPort() + "/w"),
                  new Authorization.None(),
                  impatient(1_000, Duration.ofMillis(200)))));
      offer(1);
      assertThat(await(h -> h.failedRequests() >= 2).lastError())
          .isEqualTo("no full answer within 0.2 s");
    }
  }

  private static void drip(ServerSocket server) {
    while (true) {
      try {
        Socket socket = server.accept();
        Thread.startVirtualThread(() -> {
          try (socket) {
            var out = socket.getOutputStream();
            out.write(
                "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII));
            while (true) {
              out.write('x');
              Thread.sleep(20);
            }
          } catch (IOException | InterruptedException e) {
            // The other side has closed it, as it should.
          }
        });
      } catch (IOException e) {
        return;
      }
    }
  }

  @Test
  void whenTheQueueIsFullTheOldestGiveWayAndAreCounted() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    try (Receiver receiver =
        new Receiver((n, body) -> {
          go.await();
          return Answer.of(200);
        })) {
      exporters.configure(
          List.of(remote(receiver.at("/w"), new Authorization.None(), impatient(3, LONG))));
      offer(0);
      while (receiver.requests.isEmpty()) {
        Thread.sleep(2);
      }
      for (int tick = 1; tick < 10; tick++) {
        offer(tick);
      }
      assertThat(exporters.health().getFirst().queued()).isEqualTo(3);
      assertThat(exporters.health().getFirst().dropped()).isEqualTo(7);
      go.countDown();
      await(h -> h.sent() == 3);
      // The one on its way is not taken back.
      assertThat(values(receiver)).containsExactly(0.0, 8.0, 9.0);
    }
  }

  @Test
  void whatComesBeforeTheIntervalIsOverIsNotEvenComputed() {
    exporters.configure(List.of(remote(URI.create("http://127.0.0.1:1/w"))));
    offer(1);
    exporters.offer(
        AT.plusSeconds(7),
        () -> {
          throw new AssertionError("asked for a look that nobody wants");
        });
    // A clock that was set back a year is no reason to wait a year.
    exporters.offer(AT.minusSeconds(31_536_000), List::of);
  }

  @Test
  void passwordsAndTokensComeFromFilesAndAreReadAnew(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("token");
    Files.writeString(file, "first\n");
    try (Receiver receiver = new Receiver((n, body) -> Answer.of(200))) {
      URI url = receiver.at("/w");
      exporters.configure(
          List.of(
              remote(
                  url, new Authorization.Bearer(new Secret.InFile(file)), impatient(1_000, LONG))));
      offer(1);
      receiver.awaitRequests(1);
      Files.writeString(file, "second\n");
      offer(2);
      receiver.awaitRequests(1);
      exporters.configure(
          List.of(
              remote(
                  url,
                  new Authorization.Basic("seep", new Secret.Inline("s3cret")),
                  impatient(1_000, LONG))));
      offer(3);
      receiver.awaitRequests(1);
      assertThat(receiver.requests)
          .extracting(
              got -> got.headers().getOrDefault("Authorization", List.of("none")).getFirst())
          .containsExactly("Bearer first", "Bearer second", "Basic c2VlcDpzM2NyZXQ=");
    }
  }

  @Test
  void aMissingSecretIsToldByItsPathAndTriedAgain(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("token");
    try (Receiver receiver = new Receiver((n, body) -> Answer.of(200))) {
      exporters.configure(
          List.of(
              remote(
                  receiver.at("/w"),
                  new Authorization.Bearer(new Secret.InFile(file)),
                  impatient(1_000, LONG))));
      offer(1);
      assertThat(await(Exporter.Health::isFailing).lastError()).contains(file.toString());
      Files.writeString(file, "late");
      await(h -> h.sent() == 1);
    }
  }

  @Test
  void noSettingAndNoErrorShowsASecret() throws Exception {
    var settings =
        remote(
            URI.create("http://127.0.0.1:1/w"),
            new Authorization.Bearer(new Secret.Inline("hush hush")),
            impatient(1_000, LONG));
    assertThat(settings.toString() + settings.authorization()).doesNotContain("hush");
    exporters.configure(List.of(settings));
    offer(1);
    assertThat(await(Exporter.Health::isFailing).lastError()).doesNotContain("hush");
  }

  @Test
  void aReceiverThatLeavesTheConfigurationIsLeftAloneAndANewOneServed() throws Exception {
    try (Receiver one = new Receiver((n, body) -> Answer.of(200));
        Receiver two = new Receiver((n, body) -> Answer.of(200))) {
      exporters.configure(List.of(remote(one.at("/w"))));
      offer(1);
      one.awaitRequests(1);
      exporters.configure(List.of(remote(two.at("/w"))));
      offer(2);
      two.awaitRequests(1);
      assertThat(one.requests).hasSize(1);
      assertThat(exporters.health())
          .extracting(Exporter.Health::name)
          .containsExactly("remote_write " + two.at("/w"));
    }
  }

  @Test
  void settingsThatCannotBeAreRefusedByTheirName() {
    assertThatThrownBy(() -> ExportSettings.RemoteWrite.to(URI.create("ftp://host/")))
        .hasMessageContaining("remote_write: url");
    assertThatThrownBy(() -> ExportSettings.RemoteWrite.to(URI.create("http://u:p@host/")))
        .hasMessageContaining("basic_auth")
        .hasMessageNotContaining("u:p");
    assertThatThrownBy(() -> new Queue(0, 1, LONG, LONG, LONG)).hasMessageContaining("capacity");
    assertThatThrownBy(() -> new Authorization.Basic("a:b", new Secret.Inline("")))
        .hasMessageContaining("colon");
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
        })) {
      exporters.configure(
          List.of(
              remote(
                  receiver.at("/w"),
                  new Authorization.None(),
                  impatient(1_000, Duration.ofMillis(10)))));
      offer(1);
      await(h -> h.failedRequests() >= 50);
      long descriptors = settled(ExporterTest::descriptors);
      long threads = settled(ExporterTest::threads);
      await(h -> h.failedRequests() >= 1_050);
      assertThat(settled(ExporterTest::descriptors)).isLessThanOrEqualTo(descriptors + 4);
      assertThat(settled(ExporterTest::threads)).isLessThanOrEqualTo(threads + 4);
      assertThat(await(h -> true).queued()).isEqualTo(1);
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
