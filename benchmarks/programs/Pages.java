import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Executors;

/// A small HTTP server on loopback that reads a file for every request. Prints its port.
class Pages {
  public static void main(String[] arguments) throws Exception {
    Path page = Files.writeString(Files.createTempFile("page", ".txt"), "x".repeat(1024));
    page.toFile().deleteOnExit();
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    HttpServer server = HttpServer.create(address, 256);
    server.setExecutor(Executors.newFixedThreadPool(16));
    server.createContext("/", exchange -> {
      byte[] body = Files.readAllBytes(page);
      exchange.sendResponseHeaders(200, body.length);
      try (var out = exchange.getResponseBody()) {
        out.write(body);
      }
    });
    server.start();
    System.out.println(server.getAddress().getPort());
  }
}
