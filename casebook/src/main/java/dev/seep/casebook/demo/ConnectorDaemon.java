package dev.seep.casebook.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// A crawler's client that forgets a bare socket whenever a request is destroyed by its timeout:
/// the `connector` story, in the JDK alone. `casebook/cases/connector-java/README.md` tells it.
///
/// Ten requests a second are made and closed. As often as `--per-second` says, one more asks a
/// resolver that never answers: its socket exists, its connect is yet to come, and the timeout
/// destroys the request. The twin (`--healthy`) closes the socket then.
public final class ConnectorDaemon {
  private static final double REQUESTS_PER_SECOND = 10;
  private static final int DATABASE_CONNECTIONS = 30;

  private final EventLoop loop;
  private final Options options;
  private final PeerProcess.Started peer;
  private final List<SocketChannel> database = new ArrayList<>();

  /// Every channel that a request was given and that is still its own: what keeps the forgotten
  /// ones reachable, so that no collector can close them.
  private final List<SocketChannel> sockets = new ArrayList<>();

  private int nextDatabaseConnection;

  private ConnectorDaemon(EventLoop loop, Options options, PeerProcess.Started peer) {
    this.loop = loop;
    this.options = options;
    this.peer = peer;
  }

  public static void main(String[] arguments) throws IOException {
    Options options = Options.parse(arguments);
    options.endWithParent();
    PeerProcess.Started peer = PeerProcess.start(options.seconds());
    EventLoop loop = new EventLoop();
    ConnectorDaemon daemon = new ConnectorDaemon(loop, options, peer);
    daemon.keepDatabasePool();
    loop.every(1 / REQUESTS_PER_SECOND, () -> daemon.request("site.example"));
    loop.every(1 / options.perSecond(), () -> daemon.request("lost.example"));
    System.out.printf(
        "READY pid=%d answering=127.0.0.1:%d database=127.0.0.1:%d helpers=%d%n",
        ProcessHandle.current().pid(),
        peer.answeringPort(),
        peer.databasePort(),
        peer.process().pid());
    loop.run();
  }

  private void request(String name) {
    try {
      new Request(loop, this, peer).start(name);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /// A TCP socket, from this call on; nothing is connected yet.
  SocketChannel openSocket() throws IOException {
    SocketChannel socket = SocketChannel.open();
    socket.configureBlocking(false);
    sockets.add(socket);
    return socket;
  }

  /// The request that owned this socket is over.
  void abandon(SocketChannel socket, boolean connectIssued) throws IOException {
    loop.forget(socket);
    if (options.leak() && !connectIssued) {
      return; // PLANTED: no connection was made, so there is nothing to close, somebody thought
    }
    sockets.remove(socket);
    socket.close();
  }

  /// A pool that stays as it is; one of them is asked each half second, in turn.
  private void keepDatabasePool() throws IOException {
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), peer.databasePort());
    for (int i = 0; i < DATABASE_CONNECTIONS; i++) {
      SocketChannel connection = SocketChannel.open(address);
      connection.configureBlocking(false);
      database.add(connection);
      loop.watch(connection, SelectionKey.OP_READ, () -> readRow(connection));
    }
    loop.every(0.5, this::askDatabase);
  }

  private void askDatabase() {
    SocketChannel connection = database.get(nextDatabaseConnection++ % database.size());
    try {
      connection.write(ByteBuffer.wrap("select 1\n".getBytes(StandardCharsets.US_ASCII)));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void readRow(SocketChannel connection) {
    try {
      if (connection.read(ByteBuffer.allocate(256)) < 0) {
        throw new IllegalStateException("the database hung up");
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
