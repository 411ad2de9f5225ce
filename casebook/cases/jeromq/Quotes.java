import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/// A desk that follows the prices of two exchanges through the library JeroMQ; one of them is down
/// for good. Read README.md beside this file.
final class Quotes {
  private Quotes() {}

  /// Follows an exchange, on a thread of its own, and asks anew when nobody answers.
  private static void follow(ZContext context, int port, int reconnectMillis) {
    ZMQ.Socket prices = context.createSocket(SocketType.SUB);
    prices.setReconnectIVL(reconnectMillis);
    prices.subscribe("");
    prices.connect("tcp://127.0.0.1:" + port); // PLANTED: in the package
    Thread.ofPlatform()
        .start(() -> {
          while (true) {
            prices.recv();
          }
        });
  }

  /// A port on which nobody listens any more.
  private static int portOfTheOneThatIsDown() throws IOException {
    try (ServerSocket gone = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return gone.getLocalPort();
    }
  }

  /// The exchange that is up, in a process of its own.
  static final class Exchange {
    private Exchange() {}

    public static void main(String[] arguments) throws IOException {
      Plant.helper();
      double perSecond = Double.parseDouble(arguments[0]);
      ZMQ.Socket prices = new ZContext().createSocket(SocketType.PUB);
      System.out.println(prices.bindToRandomPort("tcp://127.0.0.1"));
      Plant.every(perSecond, () -> prices.send("SEEP 42.00"));
    }
  }

  public static void main(String[] arguments) throws IOException {
    Plant plant = Plant.parse(arguments);
    Plant.Helper exchange = plant.start(Exchange.class, Double.toString(plant.among()));
    ZContext context = new ZContext();
    follow(context, Integer.parseInt(exchange.said()), 1000);
    // JeroMQ waits so long on the average: between not at all and twice as long, by chance.
    follow(context, portOfTheOneThatIsDown(), (int) (1000 / plant.perSecond()));
    plant.ready("exchange=127.0.0.1:" + exchange.said(), "helpers=" + exchange.pid());
  }
}
