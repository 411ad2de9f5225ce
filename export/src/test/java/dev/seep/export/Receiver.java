package dev.seep.export;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/// A real HTTP server on loopback that keeps what it gets and answers as a test wants.
final class Receiver implements AutoCloseable {

  record Got(Map<String, List<String>> headers, String path, int bytes, int fromPort) {}

  record Answer(int status, String body, Map<String, String> headers) {
    static Answer of(int status) {
      return new Answer(status, "", Map.of());
    }
  }

  /// Decides on the answer to a request by its number from 0 and its body.
  interface Behaviour {
    Answer answer(int number, byte[] body) throws Exception;
  }

  final List<Got> requests = new CopyOnWriteArrayList<>();
  final List<byte[]> accepted = new CopyOnWriteArrayList<>();
  private final Semaphore arrivals = new Semaphore(0);
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpServer server;
  private volatile Behaviour behaviour;

  Receiver(Behaviour behaviour) throws IOException {
    this.behaviour = behaviour;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  URI at(String path) {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
  }

  void behave(Behaviour wanted) {
    behaviour = wanted;
  }

  void awaitRequests(int n) throws InterruptedException {
    arrivals.acquire(n);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      int number;
      synchronized (this) {
        number = requests.size();
        requests.add(
            new Got(
                Map.copyOf(exchange.getRequestHeaders()),
                exchange.getRequestURI().getPath(),
                body.length,
                exchange.getRemoteAddress().getPort()));
      }
      Answer answer = behaviour.answer(number, body);
      if (answer.status() / 100 == 2) {
        accepted.add(body);
      }
      answer.headers().forEach(exchange.getResponseHeaders()::set);
      byte[] said = answer.body().getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(answer.status(), said.length == 0 ? -1 : said.length);
      if (said.length > 0) {
        exchange.getResponseBody().write(said);
      }
    } catch (IOException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException(e);
    } finally {
      arrivals.release();
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
