package dev.seep.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What a history must tell, kept as plain lists: the slow and obvious way.
final class Model {
  private static final long SILENCE_MILLIS = 120_000;

  private record Kept(long at, long value, int run) {}

  private final Map<SeriesKey, List<Kept>> samples = new HashMap<>();
  private final Map<SeriesKey, Long> live = new HashMap<>();
  private final List<Long> runEnds = new ArrayList<>();
  private long lastAt;
  private long usual;
  private boolean first = true;

  /// A writer was closed, or killed; the next one knows of nothing.
  void restart() {
    live.clear();
    first = true;
    usual = 0;
  }

  void tick(Instant instant, List<Point> changed) {
    long at = instant.toEpochMilli();
    boolean breaks = first || at < lastAt || at - lastAt > Math.max(SILENCE_MILLIS, 3 * usual);
    Map<SeriesKey, Long> moved = new HashMap<>();
    for (Point point : changed) {
      boolean gone = point.value() == Point.GONE;
      Long before = live.get(point.key());
      if (gone ? before != null : before == null || before != point.value()) {
        moved.put(point.key(), point.value());
      }
      if (gone) {
        live.remove(point.key());
      } else {
        live.put(point.key(), point.value());
      }
    }
    if (breaks) {
      runEnds.add(at);
      live.forEach(moved::putIfAbsent);
    }
    int run = runEnds.size() - 1;
    moved.forEach((key, value) ->
        samples.computeIfAbsent(key, _ -> new ArrayList<>()).add(new Kept(at, value, run)));
    runEnds.set(run, at);
    usual = first || at < lastAt ? usual : at - lastAt;
    first = false;
    lastAt = at;
  }

  Iterable<SeriesKey> series() {
    return samples.keySet();
  }

  /// With the ends where nobody watched any more, in order of time.
  List<Stores.Sample> samples(SeriesKey key, Instant from, Instant to) {
    List<Stores.Sample> found = new ArrayList<>();
    for (Span span : spans(key)) {
      found.add(new Stores.Sample(Instant.ofEpochMilli(span.from), span.value));
      if (span.cut && span.run < runEnds.size() - 1) {
        found.add(new Stores.Sample(Instant.ofEpochMilli(span.end), Point.GONE));
      }
    }
    for (Kept kept : samples.getOrDefault(key, List.of())) {
      if (kept.value == Point.GONE) {
        found.add(new Stores.Sample(Instant.ofEpochMilli(kept.at), Point.GONE));
      }
    }
    found.removeIf(sample -> sample.at().isBefore(from) || sample.at().isAfter(to));
    found.sort(Comparator.comparing(Stores.Sample::at).thenComparingLong(Stores.Sample::value));
    return found;
  }

  private record Span(long from, long end, long value, boolean cut, int run) {}

  private List<Span> spans(SeriesKey key) {
    List<Kept> kept = samples.getOrDefault(key, List.of());
    List<Span> spans = new ArrayList<>();
    for (int i = 0; i < kept.size(); i++) {
      Kept one = kept.get(i);
      boolean goesOn = i + 1 < kept.size() && kept.get(i + 1).run == one.run;
      if (one.value != Point.GONE) {
        long end = goesOn ? kept.get(i + 1).at : runEnds.get(one.run) + 1;
        spans.add(new Span(one.at, end, one.value, !goesOn, one.run));
      }
    }
    return spans;
  }

  /// Millisecond by millisecond would be slow: span by span, step by step.
  List<Track.Step> track(SeriesKey key, Instant from, long width, int count) {
    List<Track.Step> steps = new ArrayList<>();
    List<Span> spans = spans(key);
    for (int i = 0; i < count; i++) {
      long begin = from.toEpochMilli() + i * width;
      long last = Point.GONE;
      long low = Point.GONE;
      long high = Point.GONE;
      for (Span span : spans) {
        boolean meets = span.from < begin + width && Math.max(span.end, span.from + 1) > begin;
        if (meets) {
          low = last == Point.GONE ? span.value : Math.min(low, span.value);
          high = last == Point.GONE ? span.value : Math.max(high, span.value);
          last = span.value;
        }
      }
      steps.add(new Track.Step(Instant.ofEpochMilli(begin), last, low, high));
    }
    return steps;
  }
}
