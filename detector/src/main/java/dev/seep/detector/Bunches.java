package dev.seep.detector;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Which ended in the same moment, and how old they were: what tells one who closes each in its own
/// time from one who closes all there are now and then.
///
/// Kept by epoch, at most [Epochs#MOST] of them, and only of those that were not in use and had
/// lasted for [#LEAST_AGE].
final class Bunches {
  /// Work that is just being done is closed with the rest, and is not what this is about.
  static final double LEAST_AGE = 2;

  private static final int LEAST_SWEPT = 4;
  private static final double LEAST_OLDEST = 5;
  private static final double LEAST_RATIO = 2;

  /// Those that ended in one epoch.
  ///
  /// @param silent of them, how many had not been used since shortly after they came
  /// @param ages sum of their ages, in seconds
  record Bunch(int count, int silent, double ages, double youngest, double oldest) {

    Bunch and(Bunch other) {
      return new Bunch(
          count + other.count,
          silent + other.silent,
          ages + other.ages,
          Math.min(youngest, other.youngest),
          Math.max(oldest, other.oldest));
    }

    /// Several, whatever their age: what was opened as one and closed as one is no sweep.
    boolean isSweep() {
      return count >= LEAST_SWEPT && areMixed(youngest, oldest);
    }
  }

  /// A bunch and when it ended, in seconds watched.
  record Ended(double atSeconds, Bunch bunch) {}

  private final TreeMap<Integer, Bunch> byEpoch = new TreeMap<>();

  static boolean areMixed(double youngest, double oldest) {
    return oldest >= LEAST_OLDEST && oldest >= LEAST_RATIO * youngest;
  }

  void add(int epoch, double age, boolean silent) {
    byEpoch.merge(epoch, new Bunch(1, silent ? 1 : 0, age, age, age), Bunch::and);
  }

  void addAll(Bunches other) {
    other.byEpoch.forEach((epoch, bunch) -> byEpoch.merge(epoch, bunch, Bunch::and));
  }

  void fold() {
    Map<Integer, Bunch> before = new TreeMap<>(byEpoch);
    byEpoch.clear();
    before.forEach((epoch, bunch) -> byEpoch.merge(epoch / 2, bunch, Bunch::and));
  }

  /// How many ended, each in whatever company.
  long total() {
    return byEpoch.values().stream().mapToLong(Bunch::count).sum();
  }

  /// The sweeps, in the order of time. One that went on from an epoch into the next is one.
  List<Ended> sweeps(double epochSeconds) {
    List<Ended> sweeps = new ArrayList<>();
    @Nullable Bunch current = null;
    int last = 0;
    for (Map.Entry<Integer, Bunch> each : byEpoch.entrySet()) {
      if (current != null && each.getKey() == last + 1) {
        current = current.and(each.getValue());
      } else {
        addSweep(sweeps, current, last, epochSeconds);
        current = each.getValue();
      }
      last = each.getKey();
    }
    addSweep(sweeps, current, last, epochSeconds);
    return sweeps;
  }

  private static void addSweep(
      List<Ended> sweeps, @Nullable Bunch bunch, int epoch, double epochSeconds) {
    if (bunch != null && bunch.isSweep()) {
      sweeps.add(new Ended((epoch + 0.5) * epochSeconds, bunch));
    }
  }
}
