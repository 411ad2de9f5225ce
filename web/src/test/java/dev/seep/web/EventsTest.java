package dev.seep.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class EventsTest {
  private static final JsonMapper JSON = new JsonMapper();

  private StagedWatch watch = new StagedWatch(100, Instant.parse("2026-03-04T05:06:07Z"));
  private WatchServer server = started();

  private WatchServer started() {
    return StagedServer.value(
        WatchServer.start(
            WebOptions.loopback(0),
            watch,
            StagedServer::text,
            new WatchServer.Setup("/dev/seep/web/page", Duration.ofMillis(300), Optional.empty())));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  /// One open stream.
  private final class Stream implements AutoCloseable {
    private final Socket socket;
    private final BufferedReader lines;

    /// By HTTP 1.0, so that the events come without the frames of chunks.
    Stream(String... headers) throws IOException {
      socket = new Socket(server.address().getAddress(), server.address().getPort());
      socket.setSoTimeout(20_000);
      String head =
          "GET /api/v1/events HTTP/1.0\r\nHost: localhost:" + server.address().getPort() + "\r\n";
      for (String header : headers) {
        head += header + "\r\n";
      }
      socket.getOutputStream().write((head + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
      lines =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    /// The next line that begins so, null at the end.
    String await(String prefix) throws IOException {
      String line = lines.readLine();
      while (line != null && !line.startsWith(prefix)) {
        line = lines.readLine();
      }
      return line == null ? "" : line;
    }

    JsonNode event() throws IOException {
      return JSON.readTree(await("data: ").substring(6));
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }

  private double clients() {
    return server.metrics().stream()
        .filter(metric -> metric.name().equals("seep_http_event_clients"))
        .findFirst()
        .orElseThrow()
        .value();
  }

  private void awaitClients(int wanted) throws InterruptedException {
    for (int i = 0; i < 400 && clients() != wanted; i++) {
      Thread.sleep(50);
    }
    assertThat(clients()).isEqualTo(wanted);
  }

  @Test
  void the_first_event_is_the_whole_and_the_next_are_changes() throws Exception {
    JsonNode document = JSON.readTree(WatchView.class.getResourceAsStream("openapi.json"));
    Shape shape = new Shape(document);
    try (Stream stream = new Stream()) {
      assertThat(stream.await("HTTP/1.1 ")).isEqualTo("HTTP/1.1 200 OK");
      JsonNode whole = stream.event();
      assertThat(whole.get("whole").asBoolean()).isTrue();
      assertThat(whole.get("processes").size()).isEqualTo(100);
      assertThat(whole.get("findings").size()).as("open ones").isEqualTo(3);
      assertThat(shape.errors(document.at("/components/schemas/Event"), whole)).isEmpty();

      watch.end(1010);
      watch.tick();
      JsonNode change = stream.event();
      assertThat(change.get("whole").asBoolean()).isFalse();
      assertThat(change.get("processes").size()).as("two of ten moved").isEqualTo(19);
      assertThat(change.get("gone").valueStream().map(JsonNode::asInt)).containsExactly(1010);
      assertThat(change.get("findings").size()).isZero();
      assertThat(change.get("sequence").asLong()).isEqualTo(whole.get("sequence").asLong() + 1);
      assertThat(change.at("/host/processes").asInt()).isEqualTo(99);
      assertThat(shape.errors(document.at("/components/schemas/Event"), change)).isEmpty();
    }
  }

  @Test
  void changes_upon_the_whole_give_what_the_api_has() throws Exception {
    try (Stream stream = new Stream()) {
      java.util.Map<Integer, Integer> open = new java.util.HashMap<>();
      for (int tick = 0; tick < 4; tick++) {
        JsonNode event = stream.event();
        for (JsonNode row : event.get("processes")) {
          open.put(row.at("/process/pid").asInt(), row.at("/descriptors/open").asInt(-1));
        }
        event.get("gone").forEach(pid -> open.remove(pid.asInt()));
        watch.end(1020 + tick);
        watch.tick();
      }
      JsonNode last = stream.event();
      for (JsonNode row : last.get("processes")) {
        open.put(row.at("/process/pid").asInt(), row.at("/descriptors/open").asInt(-1));
      }
      last.get("gone").forEach(pid -> open.remove(pid.asInt()));
      java.util.Map<Integer, Integer> now = new java.util.HashMap<>();
      watch.processes().forEach(row -> now.put(row.process().pid(), row.open()));
      assertThat(open).isEqualTo(now);
    }
  }

  @Test
  void whoever_comes_back_at_once_is_told_the_changes_alone() throws Exception {
    try (Stream keeper = new Stream()) {
      long sequence = keeper.event().get("sequence").asLong();
      watch.tick();
      keeper.event();
      try (Stream back = new Stream("Last-Event-ID: " + sequence)) {
        assertThat(back.event().get("whole").asBoolean()).isFalse();
      }
      try (Stream stranger = new Stream("Last-Event-ID: 7")) {
        assertThat(stranger.event().get("whole").asBoolean()).isTrue();
      }
    }
  }

  @Test
  void a_quiet_watch_is_heard_by_its_heartbeat() throws Exception {
    try (Stream stream = new Stream()) {
      stream.event();
      assertThat(stream.await(": ")).isEqualTo(": still here");
    }
  }

  @Test
  void there_is_room_for_so_many_and_no_more() throws Exception {
    List<Stream> streams = new ArrayList<>();
    try {
      for (int i = 0; i < WatchServer.MOST_EVENT_CLIENTS; i++) {
        Stream stream = new Stream();
        stream.await("retry:");
        streams.add(stream);
      }
      try (Stream further = new Stream()) {
        assertThat(further.await("HTTP/1.1 ")).startsWith("HTTP/1.1 503");
      }
      streams.removeLast().close();
      awaitClients(WatchServer.MOST_EVENT_CLIENTS - 1);
      try (Stream next = new Stream()) {
        assertThat(next.await("HTTP/1.1 ")).startsWith("HTTP/1.1 200");
      }
    } finally {
      for (Stream stream : streams) {
        stream.close();
      }
    }
    awaitClients(0);
  }

  @Test
  void a_client_that_reads_nothing_is_dropped_and_holds_nobody_up() throws Exception {
    server.close();
    watch = new StagedWatch(4000, Instant.parse("2026-03-04T05:06:07Z"));
    server = started();
    try (Stream slow = new Stream();
        Stream quick = new Stream()) {
      quick.event();
      awaitClients(2);
      // Some megabytes fill the buffers of the kernel; the slow one's last write then blocks.
      Thread ticking =
          Thread.ofVirtual()
              .start(() -> {
                try {
                  while (true) {
                    watch.tick();
                    Thread.sleep(20);
                  }
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
              });
      try {
        for (int i = 0; i < 600 && clients() == 2; i++) {
          assertThat(quick.event().get("sequence").asLong()).isPositive();
        }
        assertThat(clients()).isEqualTo(1);
      } finally {
        ticking.interrupt();
      }
      assertThat(slow.socket.isClosed()).isFalse();
    }
  }
}
