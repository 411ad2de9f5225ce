import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/// Asks a peer how it is. The collector runs about once a second beside it. Read README.md beside
/// this file.
final class Probe {
  /// Of one question: a second of them fills the young generation.
  private static final int GARBAGE_BYTES = 512 * 1024;

  private final boolean leak;
  private final InetSocketAddress peer;

  /// Read by nobody, but the compiler cannot know: garbage that nobody sees is never made.
  private volatile byte[] scratch = {};

  private Probe(boolean leak, int port) {
    this.leak = leak;
    this.peer = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  private boolean ask(String question) throws IOException {
    SocketChannel channel = SocketChannel.open(peer); // OPENED
    scratch = new byte[GARBAGE_BYTES];
    channel.write(ByteBuffer.wrap(question.getBytes(StandardCharsets.US_ASCII)));
    ByteBuffer answer = ByteBuffer.allocate(3);
    channel.read(answer);
    if (answer.get(0) == 'n' && leak) {
      return false; // PLANTED: dropped; the object is collected, and its descriptor stays
    }
    channel.close();
    return true;
  }

  public static void main(String[] arguments) throws IOException {
    Plant plant = Plant.parse(arguments);
    Plant.Helper peer = plant.start(Peer.class);
    Probe probe = new Probe(plant.leak(), Integer.parseInt(peer.said()));
    Plant.every(plant.among(), () -> probe.ask("how are you?\n"));
    Plant.every(plant.perSecond(), () -> probe.ask("refuse me\n"));
    plant.ready("peer=127.0.0.1:" + peer.said(), "helpers=" + peer.pid());
  }
}
