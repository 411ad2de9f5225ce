package dev.seep.web.json;

import dev.seep.store.Point;
import dev.seep.store.SeriesKey;
import dev.seep.store.Track;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToLongFunction;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// `/api/v1/history`: tracks as columns over common times, `null` for a gap, as graphs want them.
public final class TracksJson {
  private static final JsonFactory FACTORY = new JsonFactory();

  /// Series that are drawn as one, each figure the sum of theirs; the extremes are bounds, as those
  /// of the parts need not fall together.
  public static final class Folded {
    private final Map<Instant, long[]> sums = new TreeMap<>();
    private int members;

    public void add(Track track) {
      members++;
      for (Track.Step step : track.steps()) {
        if (!step.isGap()) {
          long[] sum = sums.computeIfAbsent(step.at(), _ -> new long[3]);
          sum[0] += step.last();
          sum[1] += step.low();
          sum[2] += step.high();
        }
      }
    }

    public int members() {
      return members;
    }

    /// @param like whose owner, metric and span it has
    public Track track(Track like, String label) {
      return new Track(
          new SeriesKey(like.key().owner(), like.key().metric(), label),
          like.from(),
          like.to(),
          sums.entrySet().stream()
              .map(sum ->
                  new Track.Step(
                      sum.getKey(), sum.getValue()[0], sum.getValue()[1], sum.getValue()[2]))
              .toList());
    }
  }

  private TracksJson() {}

  /// @param folded how many series the last track stands for, 0 when it is one
  /// @param leftOut series that there was no room for
  public static byte[] write(
      String owner,
      String metric,
      Instant from,
      Instant to,
      List<Track> tracks,
      int folded,
      int leftOut) {
    NavigableSet<Instant> times = new TreeSet<>();
    tracks.forEach(track -> track.steps().forEach(step -> times.add(step.at())));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(4096);
    try (JsonGenerator out = FACTORY.createGenerator(ObjectWriteContext.empty(), bytes)) {
      out.writeStartObject();
      text(out, "owner", owner);
      text(out, "metric", metric);
      out.writeNumberProperty("fromSeconds", seconds(from));
      out.writeNumberProperty("toSeconds", seconds(to));
      out.writeArrayPropertyStart("times");
      times.forEach(time -> out.writeNumber(seconds(time)));
      out.writeEndArray();
      out.writeArrayPropertyStart("tracks");
      for (int i = 0; i < tracks.size(); i++) {
        boolean last = i == tracks.size() - 1;
        track(out, tracks.get(i), times, last ? folded : 0);
      }
      out.writeEndArray();
      if (leftOut > 0) {
        out.writeNumberProperty("leftOut", leftOut);
      }
      out.writeEndObject();
    }
    return bytes.toByteArray();
  }

  private static void track(
      JsonGenerator out, Track track, NavigableSet<Instant> times, int folded) {
    out.writeStartObject();
    text(out, "label", track.key().label());
    if (folded > 0) {
      out.writeNumberProperty("folded", folded);
    }
    Track.Step[] aligned = aligned(track, times);
    column(out, "last", aligned, Track.Step::last);
    column(out, "low", aligned, Track.Step::low);
    column(out, "high", aligned, Track.Step::high);
    out.writeEndObject();
  }

  private static Track.Step[] aligned(Track track, NavigableSet<Instant> times) {
    Map<Instant, Track.Step> steps = new TreeMap<>();
    track.steps().forEach(step -> steps.put(step.at(), step));
    Track.Step[] aligned = new Track.Step[times.size()];
    int i = 0;
    for (Instant time : times) {
      Track.Step step = steps.get(time);
      aligned[i++] = step == null ? new Track.Step(time, Point.GONE, Point.GONE, Point.GONE) : step;
    }
    return aligned;
  }

  private static void column(
      JsonGenerator out, String name, Track.Step[] steps, ToLongFunction<Track.Step> figure) {
    out.writeArrayPropertyStart(name);
    for (Track.Step step : Arrays.asList(steps)) {
      if (step.isGap()) {
        out.writeNull();
      } else {
        out.writeNumber(figure.applyAsLong(step));
      }
    }
    out.writeEndArray();
  }

  private static void text(JsonGenerator out, String name, String value) {
    out.writeStringProperty(name, dev.seep.evidence.KernelText.wellFormed(value));
  }

  private static double seconds(Instant moment) {
    return moment.toEpochMilli() / 1000.0;
  }
}
