import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/// A client that connects with a time limit, by a selector of its own for each request. Read
/// README.md beside this file.
final class Dialer {
  private static final long CONNECT_MILLIS = 2_000;

  private final boolean leak;
  private final InetSocketAddress peer;

  private Dialer(boolean leak, int port) {
    this.leak = leak;
    this.peer = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  private boolean ask(String question) throws IOException {
    Selector selector = Selector.open(); // OPENED
    try (SocketChannel channel = SocketChannel.open()) {
      connect(channel, selector);
      channel.write(ByteBuffer.wrap(question.getBytes(StandardCharsets.US_ASCII)));
      ByteBuffer answer = ByteBuffer.allocate(3);
      channel.read(answer);
      if (answer.get(0) == 'n' && leak) {
        return false; // PLANTED: refused, and the selector stays open
      }
    }
    selector.close();
    return true;
  }

  /// Waits for the connection, then takes the channel off the selector: only so can it block.
  private void connect(SocketChannel channel, Selector selector) throws IOException {
    channel.configureBlocking(false);
    if (!channel.connect(peer)) {
      SelectionKey key = channel.register(selector, SelectionKey.OP_CONNECT);
      if (selector.select(CONNECT_MILLIS) == 0 || !channel.finishConnect()) {
        throw new IOException("no connection within " + CONNECT_MILLIS + " ms");
      }
      key.cancel();
      selector.selectNow();
    }
    channel.configureBlocking(true);
  }

  public static void main(String[] arguments) throws IOException {
    Plant plant = Plant.parse(arguments);
    Plant.Helper peer = plant.start(Peer.class);
    Dialer dialer = new Dialer(plant.leak(), Integer.parseInt(peer.said()));
    Plant.every(plant.among(), () -> dialer.ask("how are you?\n"));
    Plant.every(plant.perSecond(), () -> dialer.ask("refuse me\n"));
    plant.ready("peer=127.0.0.1:" + peer.said(), "helpers=" + peer.pid());
  }
}
