import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// Delivers messages over HTTP, each with a ticket that is good for one delivery. Read README.md
/// beside this file.
final class Courier {
  private static final String ONE_FOR_ALL = "";

  private final boolean leak;
  private final URI office;
  private final ExecutorService workers = Executors.newFixedThreadPool(2);
  private final Map<String, HttpClient> clients = new ConcurrentHashMap<>();

  private Courier(boolean leak, String address) {
    this.leak = leak;
    this.office = URI.create("http://" + address + "/");
  }

  private int deliver(String ticket, String message) throws IOException, InterruptedException {
    // PLANTED: a client for each ticket, and a ticket never comes again
    HttpClient client = clients.computeIfAbsent(leak ? ticket : ONE_FOR_ALL, key -> client());
    HttpRequest request =
        HttpRequest.newBuilder(office)
            .header("Authorization", "Bearer " + ticket)
            .POST(HttpRequest.BodyPublishers.ofString(message))
            .build();
    return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
  }

  private HttpClient client() {
    return HttpClient.newBuilder()
        .executor(workers)
        .version(HttpClient.Version.HTTP_1_1)
        .build(); // OPENED
  }

  public static void main(String[] arguments) throws IOException {
    Plant plant = Plant.parse(arguments);
    Plant.Helper office = plant.start(Office.class);
    String address = "127.0.0.1:" + office.said();
    Courier courier = new Courier(plant.leak(), address);
    int[] turn = {0};
    Plant.every(plant.among(), () -> courier.deliver("of the day", "a parcel"));
    Plant.every(plant.perSecond(), () -> courier.deliver("single " + turn[0]++, "a letter"));
    plant.ready("peer=" + address, "helpers=" + office.pid());
  }

  /// The other side, in a process of its own. It keeps its connections for as long as it can.
  static final class Office {
    private Office() {}

    public static void main(String[] arguments) throws IOException {
      Plant.helper();
      System.setProperty("sun.net.httpserver.idleInterval", "3600");
      System.setProperty("sun.net.httpserver.maxIdleConnections", "100000");
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 128);
      server.createContext(
          "/",
          exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
          });
      server.start();
      System.out.println(server.getAddress().getPort());
    }
  }
}
