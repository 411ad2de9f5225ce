import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.Type;

/// A mail server that asks two blocklists about its senders, through the library dnsjava; one of the
/// lists is down. Read README.md beside this file.
final class Blocklist {
  private final SimpleResolver list;

  private Blocklist(int port) {
    this.list = new SimpleResolver(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
  }

  private void ask() throws IOException {
    Name sender = Name.fromString("sender.blocklist.");
    Record question = Record.newRecord(sender, Type.A, DClass.IN);
    list.send(Message.newQuery(question)); // PLANTED: in the package
  }

  private void askInVain() {
    try {
      ask();
    } catch (IOException e) {
      // A list that is down lets the mail pass.
    }
  }

  /// The lists, in a process of their own. One says of each sender that he is not on it.
  static final class Lists {
    private static final int FLAGS = 2;
    private static final byte ANSWER = (byte) 0x80;

    private Lists() {}

    public static void main(String[] arguments) throws IOException {
      Plant.helper();
      try (DatagramSocket up = new DatagramSocket(0, InetAddress.getLoopbackAddress());
          DatagramSocket down = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
        // A port that is taken, and refuses: it listens to one sender, from whom nothing comes.
        down.connect(up.getLocalSocketAddress());
        System.out.println(up.getLocalPort() + " " + down.getLocalPort());
        DatagramPacket packet = new DatagramPacket(new byte[512], 512);
        while (true) {
          packet.setLength(512);
          up.receive(packet);
          packet.getData()[FLAGS] |= ANSWER;
          up.send(packet);
        }
      }
    }
  }

  public static void main(String[] arguments) throws IOException {
    Plant plant = Plant.parse(arguments);
    Plant.Helper lists = plant.start(Lists.class);
    String[] ports = lists.said().split(" ");
    Plant.every(plant.among(), new Blocklist(Integer.parseInt(ports[0]))::ask);
    Plant.every(plant.perSecond(), new Blocklist(Integer.parseInt(ports[1]))::askInVain);
    plant.ready("peer=127.0.0.1:" + ports[1], "helpers=" + lists.pid());
  }
}
