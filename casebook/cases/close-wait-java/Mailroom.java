import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// A server that remembers the requests it could not understand. Read README.md beside this file.
final class Mailroom {
  private record Failed(String request, Socket from) {}

  private final boolean leak;
  private final List<Failed> failed = Collections.synchronizedList(new ArrayList<>());

  private Mailroom(boolean leak) {
    this.leak = leak;
  }

  private void serve(ServerSocket listener) {
    while (true) {
      try {
        Socket client = listener.accept(); // OPENED
        Thread.startVirtualThread(() -> answer(client));
      } catch (IOException e) {
        System.err.println(e);
      }
    }
  }

  private void answer(Socket client) {
    try {
      String request =
          new BufferedReader(
                  new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII))
              .readLine();
      boolean understood = request != null && request.startsWith("letter");
      client.getOutputStream().write((understood ? "ok\n" : "what?\n").getBytes());
      if (!understood && leak) {
        failed.add(new Failed(request, client)); // PLANTED: and the socket with it
        return;
      }
      client.close();
    } catch (IOException e) {
      System.err.println(e);
    }
  }

  public static void main(String[] arguments) throws IOException {
    Plant plant = Plant.parse(arguments);
    ServerSocket listener = new ServerSocket(0, 128, InetAddress.getLoopbackAddress());
    Mailroom mailroom = new Mailroom(plant.leak());
    Thread.ofPlatform().name("accept").start(() -> mailroom.serve(listener));
    String port = Integer.toString(listener.getLocalPort());
    Plant.Helper clients =
        plant.start(
            Clients.class,
            port,
            Double.toString(plant.among()),
            Double.toString(plant.perSecond()));
    plant.ready("listening=127.0.0.1:" + port, "helpers=" + clients.pid());
  }

  /// The clients, in a process of their own: each says a line, reads the answer and hangs up.
  static final class Clients {
    private Clients() {}

    public static void main(String[] arguments) throws IOException {
      Plant.helper();
      int port = Integer.parseInt(arguments[0]);
      Plant.every(Double.parseDouble(arguments[1]), () -> say(port, "letter to Bath"));
      Plant.every(Double.parseDouble(arguments[2]), () -> say(port, "lettre à Bath"));
      System.out.println("started");
    }

    private static void say(int port, String line) throws IOException {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        socket.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
        socket.getInputStream().read(new byte[16]);
      }
    }
  }
}
