package dev.seep.hunt;

import dev.seep.evidence.CountPoint;
import java.util.ArrayList;
import java.util.List;

/// How many descriptors were open as the watch went on, in at most [#MOST] points however long it
/// is: when they are full every other one goes, and from then on every other look is taken.
final class Growth {
  static final int MOST = 600;

  private final List<CountPoint> points = new ArrayList<>();
  private int every = 1;
  private int looks;

  void add(double atSeconds, int open) {
    if (open >= 0 && looks++ % every == 0) {
      points.add(new CountPoint(atSeconds, open));
    }
    if (points.size() > MOST) {
      for (int i = points.size() - 1; i > 0; i--) {
        if (i % 2 == 1) {
          points.remove(i);
        }
      }
      every *= 2;
    }
  }

  List<CountPoint> points() {
    return List.copyOf(points);
  }
}
