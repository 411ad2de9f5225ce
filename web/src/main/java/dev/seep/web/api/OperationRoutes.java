package dev.seep.web.api;

import dev.seep.evidence.Blind;
import dev.seep.evidence.Reading;
import dev.seep.evidence.watch.Metric;
import dev.seep.export.Exposition;
import dev.seep.web.MetricsText;
import dev.seep.web.WatchView;
import dev.seep.web.http.Answer;
import dev.seep.web.http.Refusal;
import dev.seep.web.http.Request;
import dev.seep.web.http.Route;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// For other programs: metrics, probes, reload, and the API's own description.
final class OperationRoutes {
  private final WatchView view;
  private final Supplier<List<Metric>> own;
  private final MetricsText text;
  private final Heavy heavy;

  /// @param own the server's own figures
  OperationRoutes(WatchView view, Supplier<List<Metric>> own, MetricsText text, Heavy heavy) {
    this.view = view;
    this.own = own;
    this.text = text;
    this.heavy = heavy;
  }

  List<Route> routes() {
    return List.of(
        Route.get("/metrics", (request, _) -> metrics(request)),
        Route.get("/-/healthy", (_, _) -> Answer.text(200, "healthy\n")).openToAll(),
        Route.get("/-/ready", (_, _) -> ready()),
        Route.post("/-/reload", (_, _) -> reload()),
        Route.get("/api/v1/openapi.json", (_, _) -> openApi()));
  }

  private Answer metrics(Request request) {
    boolean openMetrics = Exposition.wantsOpenMetrics(request.header("Accept").orElse(""));
    List<Metric> all = new ArrayList<>(view.metrics());
    all.addAll(own.get());
    StringBuilder written = new StringBuilder(16 * 1024);
    byte[] bytes =
        heavy.run(() -> {
          try {
            text.write(written, all, openMetrics);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
          return written.toString().getBytes(StandardCharsets.UTF_8);
        });
    return Answer.of(200, openMetrics ? Exposition.OPEN_METRICS_TYPE : Exposition.TEXT_TYPE, bytes);
  }

  private Answer ready() {
    Optional<String> why = view.notReady();
    return why.isEmpty()
        ? Answer.json(json -> json.flag("ready", true))
        : Answer.error(
            503, new Blind("the watch", why.get(), "see Seep's own log and /api/v1/self"));
  }

  private Answer reload() {
    return switch (view.reload()) {
      case Reading.Seen<String>(String changed) ->
          Answer.json(json -> json.text("changed", changed));
      // As Prometheus answers it: the old configuration goes on.
      case Reading.Unseen<String>(Blind blind) -> Answer.error(500, blind);
    };
  }

  private static Answer openApi() {
    try (InputStream in = WatchView.class.getResourceAsStream("openapi.json")) {
      if (in == null) {
        throw Refusal.notFound("openapi.json", "it is not part of this build", "");
      }
      return Answer.of(200, Answer.JSON, in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
