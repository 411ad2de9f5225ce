package dev.seep.alerting.channel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/// A server that takes connections and behaves badly on them.
final class BadServer implements AutoCloseable {
  private final ServerSocket server;
  private final Manner manner;
  private final List<Socket> open = new CopyOnWriteArrayList<>();
  final AtomicInteger connections = new AtomicInteger();

  /// What it does with a connection.
  interface Manner {
    void serve(Socket socket) throws IOException, InterruptedException;
  }

  BadServer(Manner manner) {
    this.manner = manner;
    try {
      server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(this::accept);
  }

  static BadServer silent() {
    return new BadServer(_ -> Thread.sleep(60_000));
  }

  static BadServer closing() {
    return new BadServer(socket -> socket.getInputStream().read());
  }

  /// One byte each 50 ms, for ever.
  static BadServer dripping(String first) {
    return new BadServer(socket -> {
      socket.getOutputStream().write(first.getBytes(StandardCharsets.US_ASCII));
      while (true) {
        Thread.sleep(50);
        socket.getOutputStream().write('x');
      }
    });
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        connections.incrementAndGet();
        open.add(socket);
        Thread.ofVirtual().start(() -> serve(socket));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      manner.serve(socket);
    } catch (IOException e) {
      open.remove(socket);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      open.remove(socket);
    }
  }

  int port() {
    return server.getLocalPort();
  }

  String url() {
    return "http://127.0.0.1:" + port();
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket each : open) {
      each.close();
    }
  }
}
