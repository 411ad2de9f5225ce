package dev.seep.casebook.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/// One request: gets its socket, asks the resolver, connects, writes, reads the answer, closes; or
/// is destroyed by its timeout, wherever it has got to.
final class Request {
  private static final double TIMEOUT_SECONDS = 0.1;

  private final EventLoop loop;
  private final ConnectorDaemon owner;
  private final PeerProcess.Started peer;
  private final SocketChannel socket;
  private final DatagramChannel resolver;
  private boolean connectIssued;
  private boolean over;

  Request(EventLoop loop, ConnectorDaemon owner, PeerProcess.Started peer) throws IOException {
    this.loop = loop;
    this.owner = owner;
    this.peer = peer;
    this.socket = owner.openSocket();
    this.resolver = DatagramChannel.open();
  }

  void start(String name) throws IOException {
    loop.after(TIMEOUT_SECONDS, this::end);
    resolver.configureBlocking(false);
    resolver.send(
        ByteBuffer.wrap(name.getBytes(StandardCharsets.US_ASCII)), loopback(peer.resolverPort()));
    loop.watch(resolver, SelectionKey.OP_READ, step(this::connect));
  }

  private void connect() throws IOException {
    closeResolver();
    connectIssued = true;
    if (socket.connect(loopback(peer.answeringPort()))) {
      write();
    } else {
      loop.watch(socket, SelectionKey.OP_CONNECT, step(this::write));
    }
  }

  private void write() throws IOException {
    socket.finishConnect();
    socket.write(ByteBuffer.wrap("gemini://localhost/\r\n".getBytes(StandardCharsets.US_ASCII)));
    loop.watch(socket, SelectionKey.OP_READ, this::end);
  }

  /// Answered, failed or timed out: what it owns goes with it.
  private void end() {
    if (over) {
      return;
    }
    over = true;
    try {
      closeResolver();
      owner.abandon(socket, connectIssued);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private void closeResolver() throws IOException {
    loop.forget(resolver);
    resolver.close();
  }

  private interface Step {
    void run() throws IOException;
  }

  private EventLoop.Handler step(Step step) {
    return () -> {
      try {
        step.run();
      } catch (IOException _) {
        end();
      }
    };
  }

  private static InetSocketAddress loopback(int port) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }
}
