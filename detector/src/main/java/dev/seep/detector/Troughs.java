package dev.seep.detector;

import dev.seep.detector.Levels.Point;
import java.util.ArrayList;
import java.util.List;

/// The levels that memory falls to when a collector gives some back: what is kept lies below them,
/// and garbage above.
final class Troughs {
  private static final long LEAST_FALL_BYTES = 2L << 20;
  private static final double LEAST_FALL_SHARE = 0.05;

  /// Of a fall must be regained before it counts as over.
  private static final double REGAINED = 0.25;

  private static final int FEWEST = 3;

  /// Of what comes in a round must stay, or the rise is an allocator's untidiness.
  private static final double LEAST_STAYING = 0.25;

  /// @param low the lowest level, at `at`
  /// @param high the level it fell from
  record Trough(double at, long low, long high) {}

  private Troughs() {}

  static List<Trough> of(List<Point> points) {
    List<Trough> troughs = new ArrayList<>();
    long high = 0;
    Point low = null;
    for (Point point : points) {
      if (low == null) {
        high = Math.max(high, point.height());
        low = high - point.height() >= leastFall(high) ? point : null;
      } else if (point.height() <= low.height()) {
        low = point;
      } else if (point.height() - low.height() >= REGAINED * (high - low.height())) {
        troughs.add(new Trough(low.at(), low.height(), high));
        high = point.height();
        low = null;
      }
    }
    return troughs;
  }

  private static double leastFall(long high) {
    return Math.max(LEAST_FALL_BYTES, LEAST_FALL_SHARE * high);
  }

  /// Whether each lies higher than the one before, and what it rose by is a fair part of what came
  /// in meanwhile.
  static boolean rise(List<Trough> troughs) {
    int last = troughs.size() - 1;
    if (troughs.size() < FEWEST) {
      return false;
    }
    long gain = troughs.get(last).low() - troughs.get(0).low();
    double seconds = troughs.get(last).at() - troughs.get(0).at();
    long came = 0;
    for (int i = 1; i <= last; i++) {
      long step = troughs.get(i).low() - troughs.get(i - 1).low();
      double share = (troughs.get(i).at() - troughs.get(i - 1).at()) / seconds;
      if (step < Levels.STEADY * gain * share) {
        return false;
      }
      came += troughs.get(i).high() - troughs.get(i - 1).low();
    }
    return gain >= LEAST_STAYING * came;
  }
}
