import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// A server that waits for what its clients say, however long that takes them. Read README.md
/// beside this file.
final class Library {
  private static final int PATIENCE_MILLIS = 2_000;

  private final boolean leak;

  private Library(boolean leak) {
    this.leak = leak;
  }

  private void serve(ServerSocket listener) {
    while (true) {
      try {
        Socket reader = listener.accept(); // OPENED
        Thread.startVirtualThread(() -> answer(reader));
      } catch (IOException e) {
        System.err.println(e);
      }
    }
  }

  private void answer(Socket reader) {
    try (reader) {
      if (!leak) {
        reader.setSoTimeout(PATIENCE_MILLIS);
      }
      BufferedReader lines =
          new BufferedReader(
              new InputStreamReader(reader.getInputStream(), StandardCharsets.US_ASCII));
      String title = lines.readLine(); // PLANTED: no time limit, for whoever never speaks
      reader.getOutputStream().write((title + ": shelf 7\n").getBytes(StandardCharsets.US_ASCII));
    } catch (SocketTimeoutException e) {
      // Closed, as whoever does not speak wants nothing.
    } catch (IOException e) {
      System.err.println(e);
    }
  }

  public static void main(String[] arguments) throws IOException {
    Plant plant = Plant.parse(arguments);
    ServerSocket listener = new ServerSocket(0, 128, InetAddress.getLoopbackAddress());
    Library library = new Library(plant.leak());
    Thread.ofPlatform().name("accept").start(() -> library.serve(listener));
    String port = Integer.toString(listener.getLocalPort());
    Plant.Helper readers =
        plant.start(
            Readers.class,
            port,
            Double.toString(plant.among()),
            Double.toString(plant.perSecond()));
    plant.ready("listening=127.0.0.1:" + port, "helpers=" + readers.pid());
  }

  /// The clients, in a process of their own. Those that never speak stay, whatever happens.
  static final class Readers {
    private static final List<Socket> SILENT = new ArrayList<>();

    private Readers() {}

    public static void main(String[] arguments) throws IOException {
      Plant.helper();
      int port = Integer.parseInt(arguments[0]);
      Plant.every(Double.parseDouble(arguments[1]), () -> ask(port));
      Plant.every(
          Double.parseDouble(arguments[2]),
          () -> SILENT.add(new Socket(InetAddress.getLoopbackAddress(), port)));
      System.out.println("started");
    }

    private static void ask(int port) throws IOException {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        socket.getOutputStream().write("Persuasion\n".getBytes(StandardCharsets.US_ASCII));
        socket.getInputStream().readAllBytes();
      }
    }
  }
}
