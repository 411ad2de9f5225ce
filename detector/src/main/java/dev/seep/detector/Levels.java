package dev.seep.detector;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A level of which only the height is known: its lowest in each eighth of the watch says whether
/// it rose all the time. At most [#MOST_POINTS] points are kept, evenly spread.
final class Levels {
  private static final int EPOCHS = 8;
  private static final int MOST_POINTS = 1_024;

  /// Of the time lies between the middles of the first and the last eighth.
  static final double COVERED = (EPOCHS - 1.0) / EPOCHS;

  /// An epoch must gain at least this share of the average one.
  static final double STEADY = 0.3;

  record Point(double at, long height) {}

  /// A level that rose in each eighth and gave nothing back worth naming.
  ///
  /// @param seconds between the middles of the first and the last eighth
  /// @param spread half width of the 95 % interval of the gain
  record Rise(long gain, long first, double seconds, double spread) {}

  private List<Point> points = new ArrayList<>();
  private int stride = 1;
  private int skipped;

  void add(double at, long height) {
    if (++skipped < stride) {
      return;
    }
    skipped = 0;
    points.add(new Point(at, height));
    if (points.size() > MOST_POINTS) {
      List<Point> kept = new ArrayList<>();
      for (int i = 0; i < points.size(); i += 2) {
        kept.add(points.get(i));
      }
      points = kept;
      stride *= 2;
    }
  }

  /// What came from then on, as if the watch had begun there.
  Levels from(double at) {
    Levels later = new Levels();
    for (Point point : points) {
      if (point.at() >= at) {
        later.add(point.at() - at, point.height());
      }
    }
    return later;
  }

  boolean isEmpty() {
    return points.isEmpty();
  }

  List<Point> points() {
    return points;
  }

  long first() {
    return points.get(0).height();
  }

  long last() {
    return points.get(points.size() - 1).height();
  }

  /// @param fewest points to judge by
  /// @return null when it did not rise all the time
  @Nullable Rise rise(double now, int fewest) {
    if (points.size() < fewest) {
      return null;
    }
    long[] lows = lows(now);
    long gain = lows[EPOCHS - 1] - lows[0];
    if (gain <= 0 || !grows(lows, gain) || givesBack(gain)) {
      return null;
    }
    return new Rise(gain, lows[0], now * COVERED, spread(lows, gain));
  }

  /// Half width of the 95 % interval of the sum of the seven steps, from their own scatter
  /// (Student's t with six degrees of freedom: 2.447).
  private static double spread(long[] lows, long gain) {
    double mean = (double) gain / (EPOCHS - 1);
    double squares = 0;
    for (int i = 1; i < EPOCHS; i++) {
      double off = lows[i] - lows[i - 1] - mean;
      squares += off * off;
    }
    return 2.447 * Math.sqrt(squares / (EPOCHS - 2) * (EPOCHS - 1));
  }

  private long[] lows(double now) {
    long[] lows = new long[EPOCHS];
    Arrays.fill(lows, Long.MAX_VALUE);
    for (Point point : points) {
      int epoch = (int) Math.min(EPOCHS - 1, EPOCHS * point.at() / Math.max(1e-9, now));
      lows[epoch] = Math.min(lows[epoch], point.height());
    }
    return lows;
  }

  private static boolean grows(long[] lows, long gain) {
    for (int i = 1; i < EPOCHS; i++) {
      if (lows[i] == Long.MAX_VALUE || lows[i] - lows[i - 1] < STEADY * gain / (EPOCHS - 1)) {
        return false;
      }
    }
    return true;
  }

  private boolean givesBack(long gain) {
    long high = 0;
    for (Point point : points) {
      high = Math.max(high, point.height());
      if (high - point.height() > gain / 4) {
        return true;
      }
    }
    return false;
  }
}
