package dev.seep.testkit.lifetimes;

import static dev.seep.testkit.lifetimes.LifetimeTier.FILE;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;

/// Healthy: open files.
final class FileFamilies {
  private FileFamilies() {}

  /// A cache of 100–4,000 open files over 2,000–60,000 whose popularity falls with their rank
  /// (Zipf); the one that was not used for longest makes room. Some never leave.
  static LifetimeFamily leastRecentlyUsed() {
    return LifetimeFamily.healthy(
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
}
