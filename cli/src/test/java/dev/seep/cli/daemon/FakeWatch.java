package dev.seep.cli.daemon;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// A server on loopback that gives fixed answers in the shapes of the watch's API.
public final class FakeWatch implements AutoCloseable {
  private record Answer(int status, String body) {}

  private final HttpServer server;
  private final Map<String, Answer> answers = new ConcurrentHashMap<>();
  private final List<String> asked = new ArrayList<>();

  public FakeWatch() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  /// @param request `GET /api/v1/host`; the query does not count
  public FakeWatch on(String request, int status, String body) {
    answers.put(request, new Answer(status, body.replace('\'', '"')));
    return this;
  }

  public URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /// `POST /api/v1/hunts X-Seep=1 token=… {"pid":7}`, in order.
  public List<String> asked() {
    synchronized (asked) {
      return List.copyOf(asked);
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      String request = exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
      synchronized (asked) {
        asked.add(
            request
                + " X-Seep="
                + exchange.getRequestHeaders().getFirst("X-Seep")
                + " "
                + exchange.getRequestHeaders().getFirst("Authorization")
                + " "
                + body);
      }
      Answer answer = answers.getOrDefault(request, new Answer(404, "{}"));
      byte[] bytes = answer.body.getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(answer.status, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
