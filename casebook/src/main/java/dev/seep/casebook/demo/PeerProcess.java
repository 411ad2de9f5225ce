package dev.seep.casebook.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// The other side of [ConnectorDaemon], in a process of its own: a service that answers every line,
/// a database that does so too, and a resolver that answers for every name but those that begin
/// with `lost`.
public final class PeerProcess {
  /// A started peer and where it listens, all on 127.0.0.1.
  record Started(Process process, int resolverPort, int answeringPort, int databasePort) {}

  private static final byte[] ANSWER = "20 text/gemini\r\n".getBytes(StandardCharsets.US_ASCII);

  private final EventLoop loop;

  private PeerProcess(EventLoop loop) {
    this.loop = loop;
  }

  /// Starts one with the `java` and the class path of this process.
  static Started start(double seconds) throws IOException {
    Process process =
        new ProcessBuilder(
                List.of(
                    ProcessHandle.current().info().command().orElse("java"),
                    "-Xmx32m",
                    "-XX:TieredStopAtLevel=1",
                    "-cp",
                    System.getProperty("java.class.path"),
                    PeerProcess.class.getName(),
                    "--seconds",
                    Double.toString(seconds)))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    var output =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII));
    String line = output.readLine();
    if (line == null) {
      throw new IOException("the peer process ended before it listened");
    }
    List<Integer> ports = List.of(line.split(" ", -1)).stream().map(Integer::parseInt).toList();
    return new Started(process, ports.get(0), ports.get(1), ports.get(2));
  }

  public static void main(String[] arguments) throws IOException {
    Options.parse(arguments).endWithParent();
    EventLoop loop = new EventLoop();
    PeerProcess peer = new PeerProcess(loop);
    System.out.println(peer.resolve() + " " + peer.answer() + " " + peer.answer());
    loop.run();
  }

  private static InetSocketAddress anyPort() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  private int resolve() throws IOException {
    DatagramChannel channel = DatagramChannel.open().bind(anyPort());
    channel.configureBlocking(false);
    ByteBuffer name = ByteBuffer.allocate(64);
    loop.watch(
        channel,
        SelectionKey.OP_READ,
        () -> {
          try {
            name.clear();
            SocketAddress from = channel.receive(name);
            if (from != null && !nameOf(name.flip()).startsWith("lost")) {
              channel.send(name, from);
            }
          } catch (IOException e) {
            throw new IllegalStateException(e);
          }
        });
    return channel.socket().getLocalPort();
  }

  private static String nameOf(ByteBuffer bytes) {
    return StandardCharsets.US_ASCII.decode(bytes.duplicate()).toString();
  }

  private int answer() throws IOException {
    ServerSocketChannel listener = ServerSocketChannel.open().bind(anyPort(), 128);
    listener.configureBlocking(false);
    loop.watch(
        listener,
        SelectionKey.OP_ACCEPT,
        () -> {
          try {
            SocketChannel accepted = listener.accept();
            if (accepted != null) {
              accepted.configureBlocking(false);
              loop.watch(accepted, SelectionKey.OP_READ, () -> answer(accepted));
            }
          } catch (IOException e) {
            throw new IllegalStateException(e);
          }
        });
    return listener.socket().getLocalPort();
  }

  private void answer(SocketChannel accepted) {
    try {
      if (accepted.read(ByteBuffer.allocate(256)) > 0) {
        accepted.write(ByteBuffer.wrap(ANSWER));
        return;
      }
    } catch (IOException _) {
      // The client went away: as good as its end of the stream.
    }
    loop.forget(accepted);
    try {
      accepted.close();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
