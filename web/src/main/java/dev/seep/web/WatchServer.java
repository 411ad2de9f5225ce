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
import dev.seep.web.http.Probe;
import dev.seep.web.http.Route;
import dev.seep.web.http.TokenGate;
import dev.seep.web.http.Traffic;
import dev.seep.web.http.Workers;
import dev.seep.web.tls.ReloadingIdentity;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/// Serves the page, the API and the metrics, by the JDK's own server with a virtual thread for each
/// request.
public final class WatchServer implements AutoCloseable {
  static final int MOST_CONNECTIONS = 200;
  static final int MOST_EVENT_CLIENTS = 32;
  private static final int SHORTEST_TOKEN = 16;
  private static final int BACKLOG = 64;
  private static final Duration RETRY = Duration.ofSeconds(1);
  private static final Duration HEARTBEAT = Duration.ofSeconds(15);

  private final Binding binding;
  private final Front front;
  private final InetSocketAddress address;
  private final Runnable heard;
  private final AtomicBoolean mending = new AtomicBoolean();
  private final Object replacing = new Object();
  private HttpServer server;
  private boolean closed;
  private final boolean tls;
  private final Workers workers;
  private final Deadlines deadlines;
  private final EventHub events;
  private final Traffic traffic;
  private final Optional<ReloadingIdentity> identity;

  static {
    // jdk.httpserver reads these once, when its first class is loaded; what an administrator set
    // stays. The time limits are ours (see Deadlines).
    preset("jdk.httpserver.maxConnections", MOST_CONNECTIONS);
    preset("sun.net.httpserver.maxIdleConnections", 64);
    preset("sun.net.httpserver.idleInterval", 30);
    preset("sun.net.httpserver.maxReqHeaders", 100);
    preset("sun.net.httpserver.maxReqHeaderSize", 32 * 1024);
    // Without it an answer's last segment waits for the client's delayed acknowledgement.
    if (System.getProperty("sun.net.httpserver.nodelay") == null) {
      System.setProperty("sun.net.httpserver.nodelay", "true");
    }
  }

  private WatchServer(
      Binding binding, WebOptions options, WatchView view, MetricsText text, Setup setup)
      throws IOException, GeneralSecurityException {
    this.binding = binding;
    this.server = binding.bind(options.listen());
    this.address = server.getAddress();
    this.tls = options.tls().isPresent();
    this.identity = setup.identity;
    this.traffic = new Traffic();
    this.deadlines = new Deadlines();
    this.workers = new Workers(deadlines);
    this.events =
        new EventHub(view, MOST_EVENT_CLIENTS, setup.heartbeat, System.currentTimeMillis() * 1000);
    TokenGate gate = new TokenGate(options.token(), new Attempts(System::nanoTime), tls);
    Hosts hosts = new Hosts(address, options.allowedHosts(), tls);
    List<Route> routes = new ArrayList<>(Api.routes(view, this::metrics, text));
    routes.add(events.route());
    routes.addAll(LoginPage.routes(gate));
    front =
        new Front(
            new Guard(hosts, tls, options.insecure()),
            gate,
            routes,
            new PageFiles(setup.pageFolder),
            traffic);
    heard = AcceptFailures.slowDown(_ -> mend());
    begin(server);
  }

  private void begin(HttpServer bound) {
    bound.createContext("/", front);
    bound.setExecutor(workers);
    bound.start();
  }

  /// Some server of this process may be stuck (see [AcceptFailures]): where it is this one, another
  /// takes its place at the same address, as soon as there are descriptors for it.
  private void mend() {
    if (mending.compareAndSet(false, true)) {
      Thread.ofPlatform().daemon().name("serve-anew").start(this::replaceUntilItAnswers);
    }
  }

  private void replaceUntilItAnswers() {
    try {
      while (!replaced()) {
        Thread.sleep(RETRY);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    } finally {
      mending.set(false);
    }
  }

  /// Whether it answers, or is closed.
  private boolean replaced() {
    try {
      if (Probe.answers(address)) {
        return true;
      }
    } catch (IOException notAsked) {
      // Refused: the one before is stopped already and the next was not bound.
    }
    synchronized (replacing) {
      if (closed) {
        return true;
      }
      server.stop(0);
      try {
        server = binding.bind(address);
        begin(server);
      } catch (IOException | GeneralSecurityException notYet) {
        // Out of descriptors still: tried again.
      }
      return false;
    }
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
      return bound(options, view, metrics, setup, at -> HttpServer.create(at, BACKLOG));
    }
    return switch (ReloadingIdentity.load(options.tls().get(), System::nanoTime)) {
      case Reading.Unseen<ReloadingIdentity>(Blind blind) -> new Reading.Unseen<>(blind);
      case Reading.Seen<ReloadingIdentity>(ReloadingIdentity loaded) ->
          bound(options, view, metrics, setup.with(loaded), at -> secure(at, loaded));
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
    HttpServer bind(InetSocketAddress at) throws IOException, GeneralSecurityException;
  }

  private static Reading<WatchServer> bound(
      WebOptions options, WatchView view, MetricsText metrics, Setup setup, Binding binding) {
    try {
      return Reading.seen(new WatchServer(binding, options, view, metrics, setup));
    } catch (IOException e) {
      return Reading.unseen(
          "serving on " + options.listen(),
          String.valueOf(e.getMessage()),
          "stop what listens there, or choose another address with --listen");
    } catch (GeneralSecurityException e) {
      return Reading.unseen("TLS for the page", String.valueOf(e.getMessage()), "");
    }
  }

  private static HttpServer secure(InetSocketAddress at, ReloadingIdentity identity)
      throws IOException, GeneralSecurityException {
    SSLContext context = identity.context();
    HttpsServer server = HttpsServer.create(at, BACKLOG);
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
    return address;
  }

  /// Where a browser on this machine finds the page.
  public URI uri() {
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
    heard.run();
    workers.awaitIdle(Duration.ofSeconds(1));
    synchronized (replacing) {
      closed = true;
      server.stop(0);
    }
    workers.close();
    deadlines.close();
  }
}
