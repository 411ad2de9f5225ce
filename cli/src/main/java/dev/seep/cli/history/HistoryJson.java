package dev.seep.cli.history;

import dev.seep.contract.Json;
import dev.seep.contract.Timestamps;
import dev.seep.store.Mark;
import dev.seep.store.Track;
import java.util.List;

/// `seep history --json`.
public final class HistoryJson {
  private HistoryJson() {}

  /// Into the object that is open.
  public static void write(Json json, List<Chronicle> chronicles) {
    json.beginList("histories");
    for (Chronicle chronicle : chronicles) {
      json.begin().text("owner", chronicle.owner());
      chronicle.lastLimit().ifPresent(limit -> json.number("softLimit", limit));
      track(json, chronicle.track(), true);
      json.beginList("marks");
      for (Mark mark : chronicle.marks()) {
        json.begin().text("at", Timestamps.rfc3339(mark.at())).text("kind", mark.kind());
        json.text("text", mark.text()).end();
      }
      json.endList().beginList("classes");
      for (Track each : chronicle.classes()) {
        json.begin().text("class", each.key().label());
        track(json, each, false);
        json.end();
      }
      json.endList().end();
    }
    json.endList();
  }

  /// What the history knows: `{ "owner", "metric", "last", … }` of each.
  public static void writeList(Json json, List<Track> tracks) {
    json.beginList("owners");
    for (Track track : tracks) {
      json.begin().text("owner", track.key().owner());
      track(json, track, false);
      json.end();
    }
    json.endList();
  }

  private static void track(Json json, Track track, boolean steps) {
    json.text("metric", track.key().metric());
    json.text("from", Timestamps.rfc3339(track.from())).text("to", Timestamps.rfc3339(track.to()));
    Course course = Course.of(track);
    if (course != null) {
      json.number("first", course.first()).text("firstAt", Timestamps.rfc3339(course.firstAt()));
      json.number("last", course.last()).text("lastAt", Timestamps.rfc3339(course.lastAt()));
      json.number("low", course.low()).number("high", course.high());
      json.text("highAt", Timestamps.rfc3339(course.highAt()));
      json.real("perMinute", course.perMinute());
    }
    if (steps) {
      json.beginList("steps");
      for (Track.Step step : track.steps()) {
        json.begin().text("at", Timestamps.rfc3339(step.at()));
        if (!step.isGap()) {
          json.number("last", step.last()).number("low", step.low()).number("high", step.high());
        }
        json.end();
      }
      json.endList();
    }
  }
}
