package dev.seep.web;

import dev.seep.evidence.Reading;
import dev.seep.evidence.watch.Metric;
import java.io.IOException;
import java.time.Instant;

/// Serves a staged watch that ticks, for whoever looks at the page: `StagedServer [PORT]
/// [PROCESSES] [MILLISECONDS A TICK]`. Its first line of output is the address.
public final class StagedServer {
  private StagedServer() {}

  public static void main(String[] arguments) throws InterruptedException {
    int port = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 0;
    int processes = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 500;
    long tickMillis = arguments.length > 2 ? Long.parseLong(arguments[2]) : 5000;
    StagedWatch watch = new StagedWatch(processes, Instant.now());
    try (WatchServer server = started(WebOptions.loopback(port), watch)) {
      System.out.println(server.uri());
      while (true) {
        Thread.sleep(tickMillis);
        watch.tick();
      }
    }
  }

  /// @throws IllegalStateException with the reason when it does not start
  public static WatchServer started(WebOptions options, WatchView view) {
    return value(WatchServer.start(options, view, StagedServer::text));
  }

  static WatchServer value(Reading<WatchServer> reading) {
    return switch (reading) {
      case Reading.Seen<WatchServer>(WatchServer server) -> server;
      case Reading.Unseen<WatchServer> unseen ->
          throw new IllegalStateException(unseen.blind().toString());
    };
  }

  /// Enough of the text format to tell the two apart.
  static void text(Appendable to, Iterable<Metric> metrics, boolean openMetrics)
      throws IOException {
    for (Metric metric : metrics) {
      to.append(metric.name()).append(' ').append(Double.toString(metric.value())).append('\n');
    }
    if (openMetrics) {
      to.append("# EOF\n");
    }
  }
}
