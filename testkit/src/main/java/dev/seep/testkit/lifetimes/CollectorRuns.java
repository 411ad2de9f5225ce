package dev.seep.testkit.lifetimes;

import java.util.NavigableSet;
import java.util.TreeSet;

/// When a collector gets to what nobody closed: at intervals around a mean, shorter under load, and
/// at most 3.2 times as long as the mean.
final class CollectorRuns {
  private final NavigableSet<Double> times = new TreeSet<>();

  CollectorRuns(Stage stage, Draws draws, double everySeconds, Load load) {
    double at = 0;
    while (at < stage.seconds()) {
      at += everySeconds * draws.uniform(0.4, 1.6) / Math.max(0.5, load.at(at));
      times.add(at);
    }
  }

  /// The first collection after this time; infinite after the last.
  double after(double seconds) {
    Double next = times.higher(seconds);
    return next == null ? Double.POSITIVE_INFINITY : next;
  }
}
