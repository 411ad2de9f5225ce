package dev.seep.testkit.lifetimes;

import static dev.seep.testkit.lifetimes.LifetimeFamily.healthy;
import static dev.seep.testkit.lifetimes.LifetimeTier.FILE;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;

/// Healthy: open files.
final class FileFamilies {
  private static final double HOUR = 3_600;

  private FileFamilies() {}

  static List<LifetimeFamily> all() {
    return List.of(leastRecentlyUsed(), logRotation(), compaction());
  }

  /// A cache of 100–4,000 open files over 3–20 times as many, whose popularity falls with their
  /// rank (Zipf); the one that was not used for longest makes room. Some never leave.
  static LifetimeFamily leastRecentlyUsed() {
    return healthy(
        "lru-files",
        FILE,
        8,
        "a cache of open files that evicts the least recently used",
        (stage, draws) -> {
          int capacity = (int) draws.logUniform(100, 4_000);
          int files = (int) (capacity * draws.logUniform(3, 20));
          double perSecond = draws.logUniform(0.05, 0.5);
          Load load = Load.daily(draws.uniform(0, 0.8), draws.uniform(0, 24));
          SequencedMap<Integer, Double> open = new LinkedHashMap<>(capacity * 2, 0.75f, true);
          Traffic.arrivals(
              stage,
              draws,
              perSecond,
              load,
              at -> use(stage, open, capacity, popular(draws, files), at));
          open.values().forEach(stage::leak);
        });
  }

  /// A file's rank under a density of 1/rank.
  private static int popular(Draws draws, int files) {
    return (int) draws.logUniform(1, files + 1.0);
  }

  private static void use(
      Stage stage, SequencedMap<Integer, Double> open, int capacity, int file, double at) {
    if (open.get(file) != null) {
      return;
    }
    if (open.size() == capacity) {
      Map.Entry<Integer, Double> idle = Objects.requireNonNull(open.pollFirstEntry());
      stage.live(idle.getValue(), at - idle.getValue());
    }
    open.put(file, at);
  }

  /// A log shipper: each of 3–60 logs is rotated every 1–24 hours, and the file that was rotated
  /// away is kept open until its retention of 2–36 hours has passed. (A retention of a week would
  /// be a week of growth that nothing tells from a leak before it ends.)
  static LifetimeFamily logRotation() {
    return healthy(
        "log-rotation",
        FILE,
        8,
        "a log shipper that holds rotated files until their retention is over",
        (stage, draws) -> {
          int logs = (int) draws.logUniform(3, 60);
          double every = draws.logUniform(HOUR, 24 * HOUR);
          double retention = draws.logUniform(2 * HOUR, 36 * HOUR);
          Traffic.operations(stage, draws, draws.logUniform(0.01, 1), Load.even());
          for (int log = 0; log < logs; log++) {
            double at = draws.uniform(0, 60);
            double rotated = draws.uniform(0, every);
            while (at < stage.seconds()) {
              stage.live(at, rotated - at + retention * draws.uniform(0.9, 1.1));
              at = rotated;
              rotated += every * draws.uniform(0.9, 1.1);
            }
          }
        });
  }

  /// A store of sorted files: one is flushed every 2–20 minutes, and when a level has 4–10 of them
  /// they are merged into one of the next level, four levels deep. The last level is merged into
  /// itself, and what is read beside is closed at once.
  static LifetimeFamily compaction() {
    return healthy(
        "compaction",
        FILE,
        9,
        "a store that merges its files level by level",
        (stage, draws) -> {
          int fanOut = draws.whole(4, 10);
          double every = draws.logUniform(120, 1_200);
          Traffic.operations(stage, draws, draws.logUniform(0.1, 5), Load.even());
          List<List<Double>> levels = new ArrayList<>();
          for (int level = 0; level < 4; level++) {
            levels.add(new ArrayList<>());
          }
          for (double at = 0; at < stage.seconds(); at += draws.exponential(every)) {
            levels.getFirst().add(at);
            merge(stage, levels, fanOut, at);
          }
          levels.forEach(level -> level.forEach(stage::leak));
        });
  }

  private static void merge(Stage stage, List<List<Double>> levels, int fanOut, double at) {
    for (int level = 0; level < levels.size() && levels.get(level).size() >= fanOut; level++) {
      levels.get(level).forEach(openedAt -> stage.live(openedAt, at - openedAt));
      levels.get(level).clear();
      levels.get(Math.min(level + 1, levels.size() - 1)).add(at);
    }
  }
}
