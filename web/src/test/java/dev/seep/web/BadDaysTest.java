package dev.seep.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class BadDaysTest {
  private final StagedWatch watch = new StagedWatch(300, Instant.parse("2026-03-04T05:06:07Z"));
  private final WatchServer server = StagedServer.started(WebOptions.loopback(0), watch);

  @AfterEach
  void stop() {
    server.close();
  }

  private InetSocketAddress at() {
    return server.address();
  }

  private Socket sent(String request) throws IOException {
    Socket socket = new Socket(at().getAddress(), at().getPort());
    socket.setSoTimeout(30_000);
    socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
    return socket;
  }

  private static long descriptors() throws IOException {
    try (Stream<Path> all = Files.list(Path.of("/proc/self/fd"))) {
      return all.count();
    }
  }

  private double figure(String name) {
    return server.metrics().stream()
        .filter(metric -> metric.name().equals(name))
        .findFirst()
        .orElseThrow()
        .value();
  }

  @Test
  void a_thousand_broken_connections_leave_nothing_behind() throws Exception {
    String host = " HTTP/1.1\r\nHost: localhost:" + at().getPort() + "\r\n";
    List<String> requests =
        List.of(
            "GET /api/v1/pro",
            "GET /api/v1/processes" + host + "\r\n",
            "POST /api/v1/hunts" + host + "X-Seep: 1\r\nContent-Length: 100\r\n\r\n{",
            "GET /api/v1/events" + host + "\r\n",
            "HEAD /api/v1/processes" + host + "Content-Length: 9\r\n\r\n",
            "GET /api/v1/processes/1200?all=true" + host + "\r\n");
    Wire.get(at(), "/api/v1/host");
    long before = descriptors();
    for (int i = 0; i < 1000; i++) {
      try (Socket socket = sent(requests.get(i % requests.size()))) {
        socket.setSoLinger(i % 2 == 0, 0);
      }
      watch.tick();
    }
    // Those that the server forgot to let go of would fill its 200 places: then nothing answers.
    for (int i = 0;
        i < 600 && (descriptors() > before + 8 || figure("seep_http_event_clients") > 0);
        i++) {
      watch.tick();
      Thread.sleep(50);
    }
    assertThat(descriptors()).isLessThanOrEqualTo(before + 8);
    assertThat(figure("seep_http_event_clients")).isZero();
    List<Socket> many = new ArrayList<>();
    try {
      for (int i = 0; i < WatchServer.MOST_CONNECTIONS - 10; i++) {
        many.add(sent(""));
      }
      assertThat(Wire.get(at(), "/api/v1/host").status()).isEqualTo(200);
    } finally {
      for (Socket socket : many) {
        socket.close();
      }
    }
  }

  @Test
  void more_connections_than_allowed_are_closed_and_the_server_answers_afterwards()
      throws Exception {
    List<Socket> many = new ArrayList<>();
    int closed = 0;
    try {
      for (int i = 0; i < WatchServer.MOST_CONNECTIONS + 50; i++) {
        many.add(sent(""));
      }
      // Accepted in their order: once the last is closed, all are decided.
      assertThat(end(many.getLast())).isTrue();
      for (Socket socket : many) {
        socket.setSoTimeout(20);
        try {
          closed += socket.getInputStream().read() < 0 ? 1 : 0;
        } catch (java.net.SocketTimeoutException e) {
          // It has its place.
        }
      }
    } finally {
      for (Socket socket : many) {
        socket.close();
      }
    }
    assertThat(closed).isEqualTo(50);
    int status = 0;
    for (int i = 0; i < 100 && status != 200; i++) {
      Thread.sleep(50);
      status = Wire.get(at(), "/api/v1/host").status();
    }
    assertThat(status).isEqualTo(200);
  }

  @Test
  void whoever_sends_by_drips_is_cut_off() throws Exception {
    String head = "POST /api/v1/hunts HTTP/1.1\r\nHost: localhost:" + at().getPort() + "\r\n";
    try (Socket headers = sent("GET /api/v1/host HTTP/1.1\r\nX-A: ");
        Socket body = sent(head + "X-Seep: 1\r\nContent-Length: 5000\r\n\r\n{")) {
      Thread dripping =
          Thread.ofVirtual()
              .start(() -> {
                try {
                  while (true) {
                    Thread.sleep(200);
                    headers.getOutputStream().write('x');
                    body.getOutputStream().write(' ');
                  }
                } catch (IOException | InterruptedException e) {
                  // Cut off, or over.
                }
              });
      assertThat(end(headers)).isTrue();
      assertThat(end(body)).isTrue();
      dripping.interrupt();
    }
    // The connection ends before the thread that served it.
    for (int i = 0; i < 100 && figure("seep_http_requests_active") > 0; i++) {
      Thread.sleep(50);
    }
    assertThat(figure("seep_http_requests_active")).isZero();
  }

  private static boolean end(Socket socket) {
    try {
      return socket.getInputStream().read() < 0;
    } catch (java.net.SocketTimeoutException e) {
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  @Test
  void out_of_descriptors_the_server_lives_on_and_does_not_spin() throws Exception {
    Process process =
        new ProcessBuilder(
                "bash",
                "-c",
                "ulimit -n 100; exec \"$0\" -cp \"$1\" dev.seep.web.StagedServer 0 20 60000",
                ProcessHandle.current().info().command().orElseThrow(),
                System.getProperty("java.class.path"))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (java.io.BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
      java.net.URI uri = java.net.URI.create(output.readLine());
      InetSocketAddress child = new InetSocketAddress(uri.getHost(), uri.getPort());
      assertThat(Wire.get(child, "/api/v1/host").status()).isEqualTo(200);
      List<Socket> many = new ArrayList<>();
      for (int i = 0; i < 130; i++) {
        many.add(new Socket(child.getAddress(), child.getPort()));
      }
      Thread.sleep(1000);
      Duration before = process.toHandle().info().totalCpuDuration().orElseThrow();
      Thread.sleep(3000);
      Duration after = process.toHandle().info().totalCpuDuration().orElseThrow();
      for (Socket socket : many) {
        socket.close();
      }
      assertThat(after.minus(before)).as("of three seconds").isLessThan(Duration.ofSeconds(1));
      int status = 0;
      for (int i = 0; i < 100 && status != 200; i++) {
        Thread.sleep(50);
        status = Wire.get(child, "/api/v1/host").status();
      }
      assertThat(status).isEqualTo(200);
    } finally {
      process.destroyForcibly();
      process.waitFor();
    }
  }
}
