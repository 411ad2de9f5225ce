import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.sql.DriverManager;
import java.sql.SQLException;

/// A service that asks PostgreSQL in two roles, through its JDBC driver; one role has used up its
/// connections. Read README.md beside this file.
final class Report {
  private static final String CROWDED = "crowded";
  private static final String OPTIONS =
      "?sslmode=disable&gssEncMode=disable&assumeMinServerVersion=9.4&preferQueryMode=simple";

  private Report() {}

  private static void ask(String port, String role) throws SQLException {
    String database = "jdbc:postgresql://127.0.0.1:" + port + "/shop" + OPTIONS;
    DriverManager.getConnection(database, role, "secret").close(); // PLANTED: in the package
  }

  private static void askInVain(String port) {
    try {
      ask(port, CROWDED);
    } catch (SQLException e) {
      // A role that has no connection left tries again a second later.
    }
  }

  /// As much of PostgreSQL as lets a client in, or not; in a process of its own.
  static final class Postgres {
    private Postgres() {}

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
        DataInputStream in = new DataInputStream(accepted.getInputStream());
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        String startup = text(in);
        if (startup.contains(CROWDED)) {
          say(answer, 'E', "SFATAL\0C53300\0Mtoo many connections for role\0\0");
          answer.writeTo(accepted.getOutputStream());
          return;
        }
        say(answer, 'R', "\0\0\0\0"); // welcome, without a password
        say(answer, 'S', "server_version\0" + "14.0\0");
        say(answer, 'S', "client_encoding\0UTF8\0");
        say(answer, 'S', "DateStyle\0ISO, MDY\0");
        say(answer, 'S', "standard_conforming_strings\0on\0");
        say(answer, 'Z', "I"); // ready
        answer.writeTo(accepted.getOutputStream());
        while (in.readByte() != 'X') {
          text(in);
        }
      } catch (IOException e) {
        // The client hung up: that is its business.
      }
    }

    /// A message is a kind, its length with that of the length, and a text.
    private static void say(ByteArrayOutputStream out, char kind, String text) throws IOException {
      DataOutputStream data = new DataOutputStream(out);
      data.writeByte(kind);
      data.writeInt(4 + text.length());
      data.write(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static String text(DataInputStream in) throws IOException {
      return new String(in.readNBytes(in.readInt() - 4), StandardCharsets.US_ASCII);
    }
  }

  public static void main(String[] arguments) throws IOException {
    Plant plant = Plant.parse(arguments);
    Plant.Helper postgres = plant.start(Postgres.class);
    Plant.every(plant.among(), () -> ask(postgres.said(), "reader"));
    Plant.every(plant.perSecond(), () -> askInVain(postgres.said()));
    plant.ready("peer=127.0.0.1:" + postgres.said(), "helpers=" + postgres.pid());
  }
}
