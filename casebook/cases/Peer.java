import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/// The other side of the plants that ask one peer: answers "ok" to every line and keeps the
/// connection, but to a line that begins with "refuse" it answers "no" and hangs up. Prints its
/// port.
final class Peer {
  private Peer() {}

  public static void main(String[] arguments) throws IOException {
    Plant.helper();
    try (ServerSocket listener = new ServerSocket(0, 128, InetAddress.getLoopbackAddress())) {
      System.out.println(listener.getLocalPort());
      while (true) {
        Socket accepted = listener.accept();
        Thread.startVirtualThread(() -> serve(accepted));
      }
    }
  }

  private static void serve(Socket accepted) {
    try (accepted) {
      BufferedReader lines =
          new BufferedReader(
              new InputStreamReader(accepted.getInputStream(), StandardCharsets.US_ASCII));
      OutputStream answers = accepted.getOutputStream();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        boolean refused = line.startsWith("refuse");
        answers.write((refused ? "no\n" : "ok\n").getBytes(StandardCharsets.US_ASCII));
        if (refused) {
          return;
        }
      }
    } catch (IOException e) {
      // The plant hung up: that is its business.
    }
  }
}
