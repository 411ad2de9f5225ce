package dev.seep.watch;

import java.util.ArrayList;
import java.util.List;

/// The last ten minutes of one count, tick by tick.
final class Counts {
  /// Ten minutes of ticks of five seconds.
  private static final int KEPT = 120;

  private final int[] values = new int[KEPT];
  private final float[] seconds = new float[KEPT];
  private final double origin;
  private int next;
  private int size;

  Counts(double originSeconds) {
    origin = originSeconds;
  }

  void add(double atSeconds, int value) {
    values[next] = value;
    seconds[next] = (float) (atSeconds - origin);
    next = (next + 1) % KEPT;
    size = Math.min(KEPT, size + 1);
  }

  int size() {
    return size;
  }

  /// @param back 0 for the last one
  int value(int back) {
    return values[slot(back)];
  }

  /// Seconds between the last count and the one `back` before it.
  double secondsBack(int back) {
    return seconds[slot(0)] - seconds[slot(back)];
  }

  private int slot(int back) {
    if (back < 0 || back >= size) {
      throw new IndexOutOfBoundsException(back + " of " + size);
    }
    return Math.floorMod(next - 1 - back, KEPT);
  }

  /// The lowest of the counts taken between so many seconds ago (without) and so many (with); -1
  /// when none was.
  int lowest(double fromSecondsAgo, double toSecondsAgo) {
    int lowest = -1;
    for (int back = 0; back < size; back++) {
      double ago = secondsBack(back);
      if (ago >= fromSecondsAgo) {
        break;
      }
      if (ago >= toSecondsAgo && (lowest < 0 || value(back) < lowest)) {
        lowest = value(back);
      }
    }
    return lowest;
  }

  /// Seconds between the oldest that is kept and the last.
  double span() {
    return size == 0 ? 0 : secondsBack(size - 1);
  }

  /// Least-squares slope a minute over all that is kept; NaN for fewer than a minute.
  double perMinute() {
    if (size < 3 || span() < 55) {
      return Double.NaN;
    }
    double t = 0;
    double v = 0;
    for (int back = 0; back < size; back++) {
      t -= secondsBack(back);
      v += value(back);
    }
    t /= size;
    v /= size;
    double tv = 0;
    double tt = 0;
    for (int back = 0; back < size; back++) {
      double dt = -secondsBack(back) - t;
      tv += dt * (value(back) - v);
      tt += dt * dt;
    }
    return tt == 0 ? Double.NaN : 60 * tv / tt;
  }

  /// The last ones, oldest first.
  List<Integer> last(int most) {
    int count = Math.min(most, size);
    List<Integer> last = new ArrayList<>(count);
    for (int back = count - 1; back >= 0; back--) {
      last.add(value(back));
    }
    return last;
  }
}
