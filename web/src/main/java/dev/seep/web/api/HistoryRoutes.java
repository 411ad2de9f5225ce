package dev.seep.web.api;

import dev.seep.contract.Timestamps;
import dev.seep.evidence.KernelText;
import dev.seep.evidence.watch.Incident;
import dev.seep.evidence.watch.Lineage;
import dev.seep.evidence.watch.WatchedProcess;
import dev.seep.store.HistoryReader;
import dev.seep.store.Mark;
import dev.seep.store.SeriesKey;
import dev.seep.store.Track;
import dev.seep.web.WatchView;
import dev.seep.web.http.Answer;
import dev.seep.web.http.Query;
import dev.seep.web.http.Refusal;
import dev.seep.web.http.Request;
import dev.seep.web.http.Route;
import dev.seep.web.json.TracksJson;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/// What was: tracks for graphs, marks, and everything for export.
final class HistoryRoutes {
  private static final int SHOWN_CLASSES = 12;
  private static final int MOST_CLASSES = 500;
  private static final int MOST_SERIES = 20_000;
  private static final int RANKING_STEPS = 16;
  private static final int USUAL_STEPS = 300;
  private static final int MOST_STEPS = 2000;

  private final WatchView view;
  private final Heavy heavy;

  HistoryRoutes(WatchView view, Heavy heavy) {
    this.view = view;
    this.heavy = heavy;
  }

  List<Route> routes() {
    return List.of(
        Route.get("/api/v1/history", (request, _) -> history(request)),
        Route.get("/api/v1/history/series", (request, _) -> series(request)),
        Route.get("/api/v1/history/export", (request, _) -> export(request)),
        Route.get("/api/v1/marks", (request, _) -> marks(request)));
  }

  /// The span asked for: the last hour when nothing else is.
  private record Span(Instant from, Instant to) {}

  private Span span(Query query) {
    Instant now = view.host().at();
    Instant to = query.moment("to", now, now);
    Instant from = query.moment("from", now, to.minus(Duration.ofHours(1)));
    if (!to.isAfter(from)) {
      throw Refusal.parameter("to", "is not after from", "");
    }
    return new Span(from, to);
  }

  /// The owner as the store has it: bytes that are no UTF-8 are shown as `\\xNN`, and what was
  /// shown is what comes back.
  private String owner(String shown) {
    if (!shown.contains("\\x")) {
      return shown;
    }
    return Stream.concat(
            view.processes().stream().map(WatchedProcess::lineage),
            view.incidents().stream().map(Incident::lineage))
        .filter(Objects::nonNull)
        .map(Lineage::id)
        .filter(id -> KernelText.wellFormed(id).equals(shown))
        .findFirst()
        .orElse(shown);
  }

  private SeriesKey key(String owner, String metric, String shown, Span span) {
    SeriesKey plain = new SeriesKey(owner, metric, shown);
    if (!shown.contains("\\x")) {
      return plain;
    }
    return view.history().series(owner, span.from, span.to).stream()
        .filter(key -> key.metric().equals(metric))
        .filter(key -> KernelText.wellFormed(key.label()).equals(shown))
        .findFirst()
        .orElse(plain);
  }

  private Answer history(Request request) {
    Query query = request.query();
    String owner = owner(query.needed("owner"));
    String metric = query.needed("metric");
    int steps = query.number("steps", USUAL_STEPS, 1, MOST_STEPS);
    Span span = span(query);
    boolean all = metric.equals("class") && query.text("label").isEmpty();
    byte[] json =
        heavy.run(() ->
            all
                ? classes(owner, span, steps)
                : one(key(owner, metric, query.text("label", ""), span), span, steps));
    return Answer.of(200, Answer.JSON, json);
  }

  private byte[] one(SeriesKey key, Span span, int steps) {
    Track track = view.history().track(key, span.from, span.to, steps);
    return TracksJson.write(key.owner(), key.metric(), span.from, span.to, List.of(track), 0, 0);
  }

  /// The largest classes one by one and the rest as one, read one after the other.
  private byte[] classes(String owner, Span span, int steps) {
    HistoryReader history = view.history();
    List<SeriesKey> keys =
        history.series(owner, span.from, span.to).stream()
            .filter(key -> key.metric().equals("class"))
            .toList();
    List<SeriesKey> ranked =
        ranked(history, keys.subList(0, Math.min(MOST_CLASSES, keys.size())), span);
    List<Track> tracks = new ArrayList<>();
    TracksJson.Folded rest = new TracksJson.Folded();
    for (SeriesKey key : ranked) {
      Track track = history.track(key, span.from, span.to, steps);
      if (tracks.size() < SHOWN_CLASSES) {
        tracks.add(track);
      } else {
        rest.add(track);
      }
    }
    if (rest.members() > 0) {
      tracks.add(rest.track(tracks.getFirst(), "other"));
    }
    int leftOut = keys.size() - ranked.size();
    return TracksJson.write(owner, "class", span.from, span.to, tracks, rest.members(), leftOut);
  }

  private static List<SeriesKey> ranked(HistoryReader history, List<SeriesKey> keys, Span span) {
    record Ranked(SeriesKey key, double size) {}
    return keys.stream()
        .map(key -> new Ranked(key, size(history.track(key, span.from, span.to, RANKING_STEPS))))
        .sorted(Comparator.comparingDouble(Ranked::size).reversed())
        .map(Ranked::key)
        .toList();
  }

  private static double size(Track track) {
    return track.steps().stream().filter(step -> !step.isGap()).mapToDouble(Track.Step::last).sum();
  }

  private Answer series(Request request) {
    Span span = span(request.query());
    List<SeriesKey> keys = keys(request.query(), span);
    int shown = Math.min(MOST_SERIES, keys.size());
    return Answer.json(json -> {
      json.beginList("series");
      for (SeriesKey key : keys.subList(0, shown)) {
        json.begin().text("owner", key.owner()).text("metric", key.metric());
        json.text("label", key.label()).end();
      }
      json.endList();
      if (shown < keys.size()) {
        json.number("leftOut", keys.size() - shown);
      }
      view.history()
          .span()
          .ifPresent(known ->
              json.text("firstAt", Timestamps.rfc3339(known.first()))
                  .text("lastAt", Timestamps.rfc3339(known.last())));
    });
  }

  private List<SeriesKey> keys(Query query, Span span) {
    String owner = owner(query.text("owner", ""));
    HistoryReader history = view.history();
    return owner.isEmpty()
        ? history.series(span.from, span.to)
        : history.series(owner, span.from, span.to);
  }

  private Answer marks(Request request) {
    Span span = span(request.query());
    String owner = owner(request.query().text("owner", ""));
    return Answer.json(json -> {
      json.beginList("marks");
      for (Mark mark : view.history().marks(owner, span.from, span.to)) {
        json.begin().text("at", Timestamps.rfc3339(mark.at())).text("owner", mark.owner());
        json.text("kind", mark.kind()).text("text", mark.text()).end();
      }
      json.endList();
    });
  }

  private Answer export(Request request) {
    Query query = request.query();
    Span span = span(query);
    String metric = query.text("metric", "");
    boolean csv =
        switch (query.text("format", "csv")) {
          case "csv" -> true;
          case "openmetrics" -> false;
          default -> throw Refusal.parameter("format", "is not known", "csv or openmetrics");
        };
    List<SeriesKey> keys =
        keys(query, span).stream()
            .filter(key -> metric.isEmpty() || key.metric().equals(metric))
            .sorted(
                Comparator.comparing(SeriesKey::metric)
                    .thenComparing(SeriesKey::owner)
                    .thenComparing(SeriesKey::label))
            .toList();
    HistoryExport export = new HistoryExport(view.history(), span.from, span.to);
    return csv
        ? Answer.streamed("text/csv; charset=utf-8; header=present", to -> export.csv(keys, to))
            .with("Content-Disposition", "attachment; filename=\"seep-history.csv\"")
        : Answer.streamed(
            "application/openmetrics-text; version=1.0.0; charset=utf-8",
            to -> export.openMetrics(keys, to));
  }
}
