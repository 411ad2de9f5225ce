import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisPool;
import redis.clients.jedis.JedisPoolConfig;
import redis.clients.jedis.exceptions.JedisException;

/// A shop that keeps its carts in Redis through the library Jedis, one database a country; that of one
/// country is not there any more. Read README.md beside this file.
final class Carts {
  private static final int THERE = 1;
  private static final int NOT_THERE = 99;

  private final JedisPool pool;

  private Carts(int port, int database) {
    JedisPoolConfig config = new JedisPoolConfig();
    config.setMaxIdle(0); // a connection a visit
    config.setJmxEnabled(false);
    this.pool = new JedisPool(config, "127.0.0.1", port, 2000, null, database);
  }

  private void visit() {
    try (Jedis cart = pool.getResource()) { // PLANTED: in the package
      cart.set("cart", "tea");
    } catch (JedisException e) {
      // A country without a database is nothing new.
    }
  }

  /// As much of Redis as this shop needs, in a process of its own.
  static final class Redis {
    private Redis() {}

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

    /// A command is a line `*N` and for each of its N words a line with its length, and the word.
    private static void serve(Socket accepted) {
      try (accepted) {
        BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(accepted.getInputStream(), StandardCharsets.US_ASCII));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          String command = "";
          for (int words = Integer.parseInt(line.substring(1)); words > 0; words--) {
            lines.readLine();
            command += lines.readLine() + " ";
          }
          String answer =
              command.contains("SELECT " + NOT_THERE) ? "-ERR invalid DB index\r\n" : "+OK\r\n";
          accepted.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
          if (command.startsWith("QUIT")) {
            return;
          }
        }
      } catch (IOException e) {
        // The shop hung up: that is its business.
      }
    }
  }

  public static void main(String[] arguments) throws IOException {
    Plant plant = Plant.parse(arguments);
    Plant.Helper redis = plant.start(Redis.class);
    int port = Integer.parseInt(redis.said());
    Plant.every(plant.among(), new Carts(port, THERE)::visit);
    Plant.every(plant.perSecond(), new Carts(port, NOT_THERE)::visit);
    plant.ready("peer=127.0.0.1:" + port, "helpers=" + redis.pid());
  }
}
