package dev.seep.web;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import dev.seep.evidence.Blind;
import dev.seep.evidence.Reading;
import dev.seep.evidence.watch.Metric;
import dev.seep.export.Exposition;
import dev.seep.web.api.Api;
import dev.seep.web.events.EventHub;
import dev.seep.web.http.AcceptFailures;
import dev.seep.web.http.Attempts;
import dev.seep.web.http.Deadlines;
import dev.seep.web.http.Front;
import dev.seep.web.http.Guard;
import dev.seep.web.http.Hosts;
import dev.seep.web.http.LoginPage;
import dev.seep.web.http.PageFiles;
import dev.seep.web.http.Route;
import dev.seep.web.http.TokenGate;
import dev.seep.web.http.Traffic;
import dev.seep.web.http.Workers;
import dev.seep.web.tls.ReloadingIdentity;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/// Serves the page, the API and the metrics, by the JDK's own server with a virtual thread for each
/// request.
public final class WatchServer implements AutoCloseable {
  static final int MOST_CONNECTIONS = 200;
  static final int MOST_EVENT_CLIENTS = 32;
  private static final int SHORTEST_TOKEN = 16;
  private static final int BACKLOG = 64;
  private static final Duration HEARTBEAT = Duration.ofSeconds(15);

  private final HttpServer server;
  private final boolean tls;
  private final Workers workers;
  private final Deadlines deadlines;
  private final EventHub events;
  private final Traffic traffic;
  private final Optional<ReloadingIdentity> identity;

  static {
    // jdk.httpserver reads these once, when its first class is loaded; what an administrator set
    // stays. The time limits are ours (see Deadlines).
    preset("jdk.httpserver.maxConnections", Math.min(MOST_CONNECTIONS, affordable()));
    preset("sun.net.httpserver.maxIdleConnections", 64);
    preset("sun.net.httpserver.idleInterval", 30);
    preset("sun.net.httpserver.maxReqHeaders", 100);
    preset("sun.net.httpserver.maxReqHeaderSize", 32 * 1024);
    // Without it an answer's last segment waits for the client's delayed acknowledgement.
    if (System.getProperty("sun.net.httpserver.nodelay") == null) {
      System.setProperty("sun.net.httpserver.nodelay", "true");
    }
  }

  /// Connections for half of the descriptors that are left: one too many is accepted and closed, as
  /// long as there is a descriptor to accept it with. Out of descriptors jdk.httpserver may never
  /// look at its connections again (see [AcceptFailures]).
  private static int affordable() {
    try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
      for (String line : Files.readAllLines(Path.of("/proc/self/limits"))) {
        String[] words = line.split("\\s+", -1);
        if (line.startsWith("Max open files") && words.length > 3) {
          long limit = words[3].equals("unlimited") ? 1 << 20 : Long.parseLong(words[3]);
          return Math.clamp((limit - open.count()) / 2, 8, MOST_CONNECTIONS);
        }
      }
    } catch (IOException | NumberFormatException unread) {
      // Then the usual number is as good as any.
    }
    return MOST_CONNECTIONS;
  }

  private WatchServer(
      HttpServer server, WebOptions options, WatchView view, MetricsText text, Setup setup) {
    this.server = server;
    this.tls = options.tls().isPresent();
    this.identity = setup.identity;
    this.traffic = new Traffic();
    this.deadlines = new Deadlines();
    this.workers = new Workers(deadlines);
    this.events =
        new EventHub(view, MOST_EVENT_CLIENTS, setup.heartbeat, System.currentTimeMillis() * 1000);
    TokenGate gate = new TokenGate(options.token(), new Attempts(System::nanoTime), tls);
    Hosts hosts = new Hosts(server.getAddress(), options.allowedHosts(), tls);
    List<Route> routes = new ArrayList<>(Api.routes(view, this::metrics, text));
    routes.add(events.route());
    routes.addAll(LoginPage.routes(gate));
    server.createContext(
        "/",
        new Front(
            new Guard(hosts, tls, options.insecure()),
            gate,
            routes,
            new PageFiles(setup.pageFolder),
            traffic));
    server.setExecutor(workers);
    AcceptFailures.slowDown();
    server.start();
  }

  /// What tests set otherwise.
  record Setup(String pageFolder, Duration heartbeat, Optional<ReloadingIdentity> identity) {
    static final Setup USUAL = new Setup("/dev/seep/web/page", HEARTBEAT, Optional.empty());

    Setup with(ReloadingIdentity loaded) {
      return new Setup(pageFolder, heartbeat, Optional.of(loaded));
    }
  }

  /// @return unseen with the reason when it is not safe to serve so, or not possible
  public static Reading<WatchServer> start(WebOptions options, WatchView view) {
    return start(options, view, Exposition::write);
  }

  /// @param metrics how figures are written; to those of the view the server adds its own
  /// @return unseen with the reason when it is not safe to serve so, or not possible
  public static Reading<WatchServer> start(
      WebOptions options, WatchView view, MetricsText metrics) {
    return start(options, view, metrics, Setup.USUAL);
  }

  static Reading<WatchServer> start(
      WebOptions options, WatchView view, MetricsText metrics, Setup setup) {
    Optional<Blind> unsafe = unsafe(options);
    if (unsafe.isPresent()) {
      return new Reading.Unseen<>(unsafe.get());
    }
    if (options.tls().isEmpty()) {
      return bound(
          options, view, metrics, setup, () -> HttpServer.create(options.listen(), BACKLOG));
    }
    return switch (ReloadingIdentity.load(options.tls().get(), System::nanoTime)) {
      case Reading.Unseen<ReloadingIdentity>(Blind blind) -> new Reading.Unseen<>(blind);
      case Reading.Seen<ReloadingIdentity>(ReloadingIdentity loaded) ->
          bound(options, view, metrics, setup.with(loaded), () -> secure(options, loaded));
    };
  }

  private static Optional<Blind> unsafe(WebOptions options) {
    String what = "serving on " + options.listen();
    if (options.listen().isUnresolved()) {
      return Optional.of(
          new Blind(what, "the name has no address", "give an address of this machine"));
    }
    if (!options.isLoopback() && options.token().isEmpty()) {
      return Optional.of(
          new Blind(
              what,
              "others can connect there, and no token is set",
              "set token_file, or listen on 127.0.0.1"));
    }
    if (!options.isLoopback() && options.tls().isEmpty() && !options.insecure()) {
      return Optional.of(
          new Blind(
              what,
              "the token would cross the network readable by all, as there is no TLS",
              "set tls.cert_file and tls.key_file, or listen on 127.0.0.1"));
    }
    return options.token().flatMap(token -> weak(what, token));
  }

  private static Optional<Blind> weak(String what, Supplier<String> token) {
    try {
      return token.get().strip().length() >= SHORTEST_TOKEN
          ? Optional.empty()
          : Optional.of(
              new Blind(
                  what,
                  "the token has fewer than " + SHORTEST_TOKEN + " characters",
                  "openssl rand -hex 32 > the token's file"));
    } catch (RuntimeException e) {
      return Optional.of(new Blind(what, "the token cannot be read: " + e.getMessage(), ""));
    }
  }

  /// Binds a server.
  @FunctionalInterface
  private interface Binding {
    HttpServer bind() throws IOException, GeneralSecurityException;
  }

  private static Reading<WatchServer> bound(
      WebOptions options, WatchView view, MetricsText metrics, Setup setup, Binding binding) {
    try {
      return Reading.seen(new WatchServer(binding.bind(), options, view, metrics, setup));
    } catch (IOException e) {
      return Reading.unseen(
          "serving on " + options.listen(),
          String.valueOf(e.getMessage()),
          "stop what listens there, or choose another address with --listen");
    } catch (GeneralSecurityException e) {
      return Reading.unseen("TLS for the page", String.valueOf(e.getMessage()), "");
    }
  }

  private static HttpServer secure(WebOptions options, ReloadingIdentity identity)
      throws IOException, GeneralSecurityException {
    SSLContext context = identity.context();
    HttpsServer server = HttpsServer.create(options.listen(), BACKLOG);
    server.setHttpsConfigurator(
        new HttpsConfigurator(context) {
          @Override
          public void configure(HttpsParameters parameters) {
            SSLParameters ssl = context.getDefaultSSLParameters();
            ssl.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
            parameters.setSSLParameters(ssl);
          }
        });
    return server;
  }

  private static void preset(String name, int value) {
    if (System.getProperty(name) == null) {
      System.setProperty(name, Integer.toString(value));
    }
  }

  /// As bound, with the real port.
  public InetSocketAddress address() {
    return server.getAddress();
  }

  /// Where a browser on this machine finds the page.
  public URI uri() {
    InetSocketAddress address = address();
    String host = address.getAddress().getHostAddress();
    if (address.getAddress().isAnyLocalAddress()) {
      host = "127.0.0.1";
    } else if (host.indexOf(':') >= 0) {
      host = address.getAddress().isLoopbackAddress() ? "[::1]" : "[" + host + "]";
    }
    return URI.create((tls ? "https://" : "http://") + host + ":" + address.getPort() + "/");
  }

  /// The server's own figures; `/metrics` has them beside those of the view.
  public List<Metric> metrics() {
    List<Metric> all = new ArrayList<>(traffic.metrics());
    all.addAll(events.metrics());
    all.add(
        Metric.of(
            Metric.Type.GAUGE,
            "seep_http_requests_active",
            "Requests being served.",
            workers.active()));
    return all;
  }

  /// Why changed certificate files are not used, empty when all is well.
  public Optional<Blind> trouble() {
    return identity.flatMap(ReloadingIdentity::trouble);
  }

  /// Ends streams of events, gives other answers a second, and closes all connections.
  @Override
  public void close() {
    events.close();
    workers.awaitIdle(Duration.ofSeconds(1));
    server.stop(0);
    workers.close();
    deadlines.close();
  }
}
