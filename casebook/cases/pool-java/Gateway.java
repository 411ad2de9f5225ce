import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/// A gateway that keeps a connection for each user, to be found again at the next request. Read
/// README.md beside this file.
final class Gateway {
  private static final int REGULARS = 5;
  private static final int MOST = 12;

  private final boolean leak;
  private final int port;

  /// By user, the one who was away for longest first.
  private final SequencedMap<String, Socket> pool = new LinkedHashMap<>(16, 0.75f, true);

  private Gateway(boolean leak, int port) {
    this.leak = leak;
    this.port = port;
  }

  private synchronized void request(String user) throws IOException {
    Socket connection = pool.get(user);
    if (connection == null) {
      connection = new Socket(InetAddress.getLoopbackAddress(), port); // OPENED
      pool.put(user, connection); // PLANTED: one for every user who ever came, and no bound
    }
    connection.getOutputStream().write((user + "\n").getBytes(StandardCharsets.US_ASCII));
    connection.getInputStream().readNBytes(3);
    if (pool.size() > MOST && !leak) {
      pool.pollFirstEntry().getValue().close();
    }
  }

  public static void main(String[] arguments) throws IOException {
    Plant plant = Plant.parse(arguments);
    Plant.Helper peer = plant.start(Peer.class);
    Gateway gateway = new Gateway(plant.leak(), Integer.parseInt(peer.said()));
    int[] guests = {0};
    int[] turn = {0};
    while (gateway.pool.size() < MOST) {
      gateway.request(
          guests[0] < MOST - REGULARS ? "guest-" + guests[0]++ : "regular-" + turn[0]++);
    }
    Plant.every(plant.among(), () -> gateway.request("regular-" + turn[0]++ % REGULARS));
    Plant.every(plant.perSecond(), () -> gateway.request("guest-" + guests[0]++));
    plant.ready("peer=127.0.0.1:" + peer.said(), "helpers=" + peer.pid());
  }
}
