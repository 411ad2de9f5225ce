import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/// Asks a name server over UDP, with a socket of its own for each question. Read README.md beside
/// this file.
final class Resolver {
  private static final int PATIENCE_MILLIS = 200;

  private final boolean leak;
  private final InetSocketAddress server;

  /// Questions whose answer may still come, by the port it would come to.
  private final Map<Integer, DatagramSocket> late = new HashMap<>();

  private Resolver(boolean leak, int port) {
    this.leak = leak;
    this.server = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  private void lookUp(String name) throws IOException {
    DatagramSocket socket = new DatagramSocket(); // OPENED
    socket.connect(server);
    socket.setSoTimeout(PATIENCE_MILLIS);
    byte[] question = name.getBytes(StandardCharsets.US_ASCII);
    socket.send(new DatagramPacket(question, question.length));
    try {
      socket.receive(new DatagramPacket(new byte[64], 64));
    } catch (SocketTimeoutException e) {
      if (leak) {
        late.put(socket.getLocalPort(), socket); // PLANTED: for a late answer that nobody reads
        return;
      }
    }
    socket.close();
  }

  public static void main(String[] arguments) throws IOException {
    Plant plant = Plant.parse(arguments);
    Plant.Helper server = plant.start(NameServer.class);
    Resolver resolver = new Resolver(plant.leak(), Integer.parseInt(server.said()));
    Plant.every(plant.among(), () -> resolver.lookUp("bath.example"));
    Plant.every(plant.perSecond(), () -> resolver.lookUp("lost.example"));
    plant.ready("peer=127.0.0.1:" + server.said(), "helpers=" + server.pid());
  }

  /// The other side, in a process of its own: answers every question but those for `lost` names.
  static final class NameServer {
    private NameServer() {}

    public static void main(String[] arguments) throws IOException {
      Plant.helper();
      try (DatagramSocket socket =
          new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
        System.out.println(socket.getLocalPort());
        while (true) {
          DatagramPacket question = new DatagramPacket(new byte[64], 64);
          socket.receive(question);
          if (question.getData()[0] != 'l') {
            socket.send(question);
          }
        }
      }
    }
  }
}
