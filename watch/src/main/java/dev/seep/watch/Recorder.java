package dev.seep.watch;

import dev.seep.evidence.watch.Lineage;
import dev.seep.store.Mark;
import dev.seep.store.Point;
import dev.seep.store.SeriesKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Picks what has changed since the tick before, which is all that the history is given.
final class Recorder {
  static final String HOST = "host";
  static final String SEEP = "seep";

  /// The largest classes of a process; the rest is one series, so that the number of series has a
  /// bound.
  private static final int MOST_CLASSES = 12;

  /// Memory moves all the time; a change of less is no news.
  private static final long MEMORY_STEP = 256 << 10;

  private final Map<String, Map<SeriesKey, Long>> written = new HashMap<>();
  private List<Point> points = new ArrayList<>();
  private List<Mark> marks = new ArrayList<>();
  private int series;

  int series() {
    return series;
  }

  void number(String owner, String metric, long value) {
    put(new SeriesKey(owner, metric), value);
  }

  void bytes(String owner, String metric, long value) {
    number(owner, metric, value < 0 ? Point.GONE : value / MEMORY_STEP * MEMORY_STEP);
  }

  private void put(SeriesKey key, long value) {
    Map<SeriesKey, Long> of = written.computeIfAbsent(key.owner(), o -> new HashMap<>());
    Long before = of.get(key);
    if (before == null ? value == Point.GONE : before == value) {
      return;
    }
    if (before == null) {
      series++;
    }
    of.put(key, value);
    points.add(new Point(key, value));
  }

  /// The descriptors of a process by class, the largest first.
  void classes(String owner, Map<String, Integer> counts) {
    Map<String, Integer> told = new LinkedHashMap<>();
    Map<SeriesKey, Long> of = written.getOrDefault(owner, Map.of());
    // What has a series keeps it, so that a graph's bands do not come and go.
    counts.forEach((name, count) -> {
      if (of.containsKey(new SeriesKey(owner, "class", name))) {
        told.put(name, count);
      }
    });
    int other = 0;
    for (Map.Entry<String, Integer> entry : counts.entrySet()) {
      if (told.containsKey(entry.getKey())) {
        continue;
      }
      if (told.size() < MOST_CLASSES) {
        told.put(entry.getKey(), entry.getValue());
      } else {
        other += entry.getValue();
      }
    }
    if (other > 0 || of.containsKey(new SeriesKey(owner, "class", "other"))) {
      told.put("other", other);
    }
    for (SeriesKey key : List.copyOf(of.keySet())) {
      if (key.metric().equals("class") && !told.containsKey(key.label())) {
        put(key, 0);
      }
    }
    told.forEach((name, count) -> put(new SeriesKey(owner, "class", name), count));
  }

  /// Its process has ended.
  void gone(Lineage lineage) {
    Map<SeriesKey, Long> of = written.getOrDefault(lineage.id(), Map.of());
    for (SeriesKey key : of.keySet()) {
      if (of.get(key) != Point.GONE) {
        points.add(Point.gone(key));
      }
    }
    of.replaceAll((key, value) -> Point.GONE);
  }

  /// Nobody will continue it.
  void forget(Lineage lineage) {
    Map<SeriesKey, Long> of = written.remove(lineage.id());
    series -= of == null ? 0 : of.size();
  }

  void mark(Instant at, String owner, String kind, String text) {
    marks.add(new Mark(at, owner, kind, text));
  }

  List<Point> takePoints() {
    List<Point> taken = points;
    points = new ArrayList<>();
    return taken;
  }

  List<Mark> takeMarks() {
    List<Mark> taken = marks;
    marks = new ArrayList<>();
    return taken;
  }
}
