package dev.seep.cli.daemon;

import dev.seep.evidence.Blind;
import dev.seep.evidence.Reading;
import dev.seep.store.HistoryReader;
import dev.seep.store.Mark;
import dev.seep.store.Point;
import dev.seep.store.SeriesKey;
import dev.seep.store.Track;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The history of a running `seep watch`, by its API.
///
/// What it does not answer is told by an [Unanswered], as a reader of a history has no other way.
public final class DaemonHistory implements HistoryReader {
  /// The API takes no more.
  private static final int MOST_STEPS = 2000;

  private final DaemonClient daemon;

  /// The watch did not answer.
  public static final class Unanswered extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Blind blind;

    Unanswered(Blind blind) {
      super(blind.what() + ": " + blind.why());
      this.blind = blind;
    }

    public Blind blind() {
      return blind;
    }
  }

  /// @param daemon closed with this
  public DaemonHistory(DaemonClient daemon) {
    this.daemon = daemon;
  }

  /// The lineage of a process that runs now; empty for one too young to be followed.
  public String lineageOf(int pid) {
    return got("/api/v1/processes/" + pid).at("row", "lineage", "id").text();
  }

  private JsonTree got(String path) {
    return switch (daemon.get(path)) {
      case Reading.Seen<JsonTree>(JsonTree tree) -> tree;
      case Reading.Unseen<JsonTree>(Blind blind) -> throw new Unanswered(blind);
    };
  }

  private static String span(Instant from, Instant to) {
    return "from=" + encoded(from.toString()) + "&to=" + encoded(to.toString());
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  @Override
  public List<SeriesKey> series(Instant from, Instant to) {
    return keys(got("/api/v1/history/series?" + span(from, to)));
  }

  @Override
  public List<SeriesKey> series(String owner, Instant from, Instant to) {
    return keys(got("/api/v1/history/series?owner=" + encoded(owner) + "&" + span(from, to)));
  }

  private static List<SeriesKey> keys(JsonTree answer) {
    List<SeriesKey> keys = new ArrayList<>();
    for (JsonTree key : answer.at("series").items()) {
      keys.add(
          new SeriesKey(key.at("owner").text(), key.at("metric").text(), key.at("label").text()));
    }
    return keys;
  }

  @Override
  public Track track(SeriesKey key, Instant from, Instant to, int steps) {
    JsonTree answer =
        got(
            "/api/v1/history?"
                + ofKey(key)
                + "&label="
                + encoded(key.label())
                + "&steps="
                + Math.clamp(steps, 1, MOST_STEPS)
                + "&"
                + span(from, to));
    List<JsonTree> tracks = answer.at("tracks").items();
    if (tracks.isEmpty()) {
      return new Track(key, from, to, List.of());
    }
    List<JsonTree> times = answer.at("times").items();
    List<JsonTree> last = tracks.getFirst().at("last").items();
    List<JsonTree> low = tracks.getFirst().at("low").items();
    List<JsonTree> high = tracks.getFirst().at("high").items();
    List<Track.Step> all = new ArrayList<>();
    int number = Math.min(Math.min(times.size(), last.size()), Math.min(low.size(), high.size()));
    for (int i = 0; i < number; i++) {
      all.add(
          new Track.Step(
              Instant.ofEpochMilli(Math.round(times.get(i).real(0) * 1000)),
              last.get(i).number(Point.GONE),
              low.get(i).number(Point.GONE),
              high.get(i).number(Point.GONE)));
    }
    return new Track(key, from, to, all);
  }

  private static String ofKey(SeriesKey key) {
    return "owner=" + encoded(key.owner()) + "&metric=" + encoded(key.metric());
  }

  /// By the daemon's export of all labels of the metric, which comes as CSV.
  @Override
  public void samples(SeriesKey key, Instant from, Instant to, SampleSink sink) {
    String path = "/api/v1/history/export?format=csv&" + ofKey(key) + "&" + span(from, to);
    String csv =
        switch (daemon.getText(path)) {
          case Reading.Seen<String>(String text) -> text;
          case Reading.Unseen<String>(Blind blind) -> throw new Unanswered(blind);
        };
    for (List<String> row : CsvText.rows(csv)) {
      if (row.size() == 5 && row.get(3).equals(key.label()) && !row.getFirst().equals("at")) {
        sample(row, sink);
      }
    }
  }

  private static void sample(List<String> row, SampleSink sink) {
    try {
      String value = row.getLast();
      sink.sample(
          Instant.parse(row.getFirst()), value.isEmpty() ? Point.GONE : Long.parseLong(value));
    } catch (DateTimeException | NumberFormatException e) {
      throw new Unanswered(new Blind("the watch's history", "a sample cannot be read: " + row, ""));
    }
  }

  @Override
  public List<Mark> marks(String owner, Instant from, Instant to) {
    List<Mark> marks = new ArrayList<>();
    JsonTree answer = got("/api/v1/marks?owner=" + encoded(owner) + "&" + span(from, to));
    for (JsonTree mark : answer.at("marks").items()) {
      marks.add(
          new Mark(
              WatchJson.moment(mark.at("at")),
              mark.at("owner").text(),
              mark.at("kind").text(),
              mark.at("text").text()));
    }
    return marks;
  }

  @Override
  public Optional<Span> span() {
    JsonTree answer = got("/api/v1/history/series");
    return answer.at("firstAt").isMissing()
        ? Optional.empty()
        : Optional.of(
            new Span(
                WatchJson.moment(answer.at("firstAt")), WatchJson.moment(answer.at("lastAt"))));
  }

  /// Its samples are not counted by the API.
  @Override
  public Size size() {
    JsonTree self = got("/api/v1/self");
    return new Size(self.at("storeBytes").number(-1), self.at("storeLimitBytes").number(-1), -1);
  }

  @Override
  public void close() {
    daemon.close();
  }
}
