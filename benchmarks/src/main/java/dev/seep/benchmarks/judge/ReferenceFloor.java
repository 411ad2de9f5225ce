package dev.seep.benchmarks.judge;

import static dev.seep.testkit.lifetimes.LifetimeSeries.BIN_SECONDS;
import static dev.seep.testkit.lifetimes.LifetimeSeries.NEVER;

import dev.seep.testkit.lifetimes.LifetimeSeries;

/// One process's life, from a start to the next, as the reference detector reads it: how many were
/// open at an age or above, how many reached it, how many closed after it, all by bins of 30
/// seconds. Arrays are fields, not copies.
final class ReferenceFloor {
  private final LifetimeSeries run;
  private final int from;
  private final int to;

  /// @param fromSeconds where the process starts
  /// @param toSeconds where it ends
  ReferenceFloor(LifetimeSeries run, int fromSeconds, int toSeconds) {
    this.run = run;
    from = fromSeconds;
    to = toSeconds;
  }

  int bins() {
    return (to - from) / BIN_SECONDS;
  }

  /// Opens a bin, the short-lived ones included.
  double[] opens() {
    double[] opens = new double[bins()];
    for (int bin = 0; bin < opens.length; bin++) {
      opens[bin] = run.operations(from / BIN_SECONDS + bin);
    }
    for (int member = 0; member < run.members(); member++) {
      count(opens, run.openedAt(member));
    }
    return opens;
  }

  /// All that was open (or the level) at each bin's end.
  double[] all() {
    double[] counts = run.counts();
    double[] all = new double[bins()];
    System.arraycopy(counts, from / BIN_SECONDS, all, 0, all.length);
    return all;
  }

  /// How many reached this age, and how many closed after it, a bin.
  Passages passages(double age) {
    double[] reached = new double[bins()];
    double[] closed = new double[bins()];
    if (!run.hasLevel()) {
      for (int member = 0; member < run.members(); member++) {
        int opened = run.openedAt(member);
        int ends = run.closedAt(member);
        if (opened < from || opened >= to || (ends != NEVER && ends - opened < age)) {
          continue;
        }
        count(reached, opened + age);
        if (ends != NEVER && ends < to) {
          count(closed, ends);
        }
      }
    }
    return new Passages(reached, closed);
  }

  /// What is open at an age or above; for a level its minimum over that time, above its first one.
  double[] floor(double age, Passages passages) {
    return run.hasLevel() ? lowest((int) (age / BIN_SECONDS)) : passages.open();
  }

  private double[] lowest(int window) {
    double[] level = all();
    double[] lowest = new double[level.length];
    int[] rising = new int[level.length];
    int head = 0;
    int tail = 0;
    for (int bin = 0; bin < level.length; bin++) {
      while (tail > head && level[rising[tail - 1]] >= level[bin]) {
        tail--;
      }
      rising[tail++] = bin;
      if (rising[head] <= bin - window) {
        head++;
      }
      lowest[bin] = level[rising[head]];
    }
    double first = level.length < window ? 0 : lowest[window - 1];
    for (int bin = 0; bin < level.length; bin++) {
      lowest[bin] = bin < window ? 0 : Math.max(0, lowest[bin] - first);
    }
    return lowest;
  }

  private void count(double[] bins, double seconds) {
    if (seconds >= from && seconds < to) {
      int bin = (int) (seconds - from) / BIN_SECONDS;
      if (bin < bins.length) {
        bins[bin]++;
      }
    }
  }

  /// Not a record, as it holds arrays.
  static final class Passages {
    final double[] reached;
    final double[] closed;

    Passages(double[] reached, double[] closed) {
      this.reached = reached;
      this.closed = closed;
    }

    double[] open() {
      double[] open = new double[reached.length];
      double now = 0;
      for (int bin = 0; bin < open.length; bin++) {
        now += reached[bin] - closed[bin];
        open[bin] = now;
      }
      return open;
    }
  }
}
