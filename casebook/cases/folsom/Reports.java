import com.spotify.folsom.MemcacheClient;
import com.spotify.folsom.MemcacheClientBuilder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/// A service that looks figures up in memcached through the library folsom, with a client for each
/// report and one for its pages. Read README.md beside this file.
final class Reports {
  private Reports() {}

  private static MemcacheClient<String> connect(int port) throws Exception {
    MemcacheClient<String> client =
        MemcacheClientBuilder.newStringClient()
            .withAddress("127.0.0.1", port)
            .connectAscii(); // PLANTED: in the package
    client.awaitConnected(5, TimeUnit.SECONDS);
    return client;
  }

  private static void look(MemcacheClient<String> client) throws Exception {
    client.get("figure").toCompletableFuture().get(5, TimeUnit.SECONDS);
  }

  private static void report(int port) throws Exception {
    MemcacheClient<String> client = connect(port);
    look(client);
    client.shutdown();
    client.awaitDisconnected(5, TimeUnit.SECONDS);
  }

  /// As much of memcached as knows nothing, in a process of its own.
  static final class Memcached {
    private Memcached() {}

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
        while (lines.readLine() != null) {
          accepted.getOutputStream().write("END\r\n".getBytes(StandardCharsets.US_ASCII));
        }
      } catch (IOException e) {
        // The client hung up: that is its business.
      }
    }
  }

  public static void main(String[] arguments) throws Exception {
    Plant plant = Plant.parse(arguments);
    Plant.Helper memcached = plant.start(Memcached.class);
    int port = Integer.parseInt(memcached.said());
    MemcacheClient<String> pages = connect(port);
    Plant.every(plant.among(), () -> look(pages));
    Plant.every(plant.perSecond(), () -> report(port));
    plant.ready("memcached=127.0.0.1:" + port, "helpers=" + memcached.pid());
  }
}
