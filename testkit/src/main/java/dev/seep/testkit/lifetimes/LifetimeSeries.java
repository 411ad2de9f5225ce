package dev.seep.testkit.lifetimes;

import java.util.Arrays;
import java.util.Optional;

/// One simulated run of one class of resources: a marked point process in bins of 30 seconds.
///
/// What lives less than a bin is a count a bin; everything else has its own opening and closing
/// time, in whole seconds from the run's start. Members are numbered from 0 in the order of their
/// opening. A class without identity has a level at each bin's end instead.
public final class LifetimeSeries {
  public static final int BIN_SECONDS = 30;

  /// The closing time of a member that is open at the run's end.
  public static final int NEVER = Integer.MAX_VALUE;

  private final LifetimeTier tier;
  private final long limit;
  private final Optional<LeakTruth> truth;
  private final int[] operations;
  private final int[] openedAt;
  private final int[] closedAt;
  private final int[] restarts;
  private final double[] levels;

  LifetimeSeries(
      LifetimeTier tier,
      long limit,
      Optional<LeakTruth> truth,
      int[] operations,
      int[] openedAt,
      int[] closedAt,
      int[] restarts,
      double[] levels) {
    this.tier = tier;
    this.limit = limit;
    this.truth = truth;
    this.operations = operations;
    this.openedAt = openedAt;
    this.closedAt = closedAt;
    this.restarts = restarts;
    this.levels = levels;
  }

  public LifetimeTier tier() {
    return tier;
  }

  /// How many members (or units of the level) the process may have.
  public long limit() {
    return limit;
  }

  /// Empty for a healthy run.
  public Optional<LeakTruth> truth() {
    return truth;
  }

  public int bins() {
    return operations.length;
  }

  public double days() {
    return bins() * (double) BIN_SECONDS / 86_400;
  }

  /// How many members have their own lives.
  public int members() {
    return openedAt.length;
  }

  public int openedAt(int member) {
    return openedAt[member];
  }

  /// The second it closed, or [#NEVER].
  public int closedAt(int member) {
    return closedAt[member];
  }

  /// Short-lived operations in one bin.
  public int operations(int bin) {
    return operations[bin];
  }

  /// When the process was started anew, ascending.
  public int[] restarts() {
    return restarts.clone();
  }

  /// Whether the class has a level instead of members.
  public boolean hasLevel() {
    return levels.length > 0;
  }

  /// The level at each bin's end; empty unless [#hasLevel].
  public double[] levels() {
    return levels.clone();
  }

  /// What a monitor of counts sees: members open (or the level) at each bin's end.
  public double[] counts() {
    if (hasLevel()) {
      return levels();
    }
    int[] change = new int[bins() + 1];
    for (int member = 0; member < openedAt.length; member++) {
      change[openedAt[member] / BIN_SECONDS]++;
      if (closedAt[member] != NEVER) {
        change[closedAt[member] / BIN_SECONDS]--;
      }
    }
    double[] counts = new double[bins()];
    long open = 0;
    for (int bin = 0; bin < counts.length; bin++) {
      open += change[bin];
      counts[bin] = open;
    }
    return counts;
  }

  /// Tells the run from its start until the listener has heard enough.
  public void replay(LifetimeListener listener) {
    int[] closings = closings();
    int opening = 0;
    int closing = 0;
    int restart = 0;
    for (int bin = 0; bin < bins(); bin++) {
      int end = (bin + 1) * BIN_SECONDS;
      while (true) {
        int opens = opening < openedAt.length ? openedAt[opening] : NEVER;
        int closes = closing < closings.length ? closedAt[closings[closing]] : NEVER;
        int restarts = restart < this.restarts.length ? this.restarts[restart] : NEVER;
        if (Math.min(Math.min(opens, closes), restarts) >= end) {
          break;
        }
        if (restarts <= closes && restarts <= opens) {
          listener.restarted(restarts);
          closing = after(restarts, closings, closing);
          restart++;
        } else if (closes <= opens) {
          listener.closed(closes, closings[closing++]);
        } else {
          listener.opened(opens, opening++);
        }
      }
      if (operations[bin] > 0) {
        listener.operations(end, operations[bin]);
      }
      if (hasLevel()) {
        listener.level(end, levels[bin]);
      }
      if (!listener.binEnded(end)) {
        return;
      }
    }
  }

  /// What a restart closed is not told.
  private int after(int restart, int[] closings, int from) {
    int next = from;
    while (next < closings.length && closedAt[closings[next]] == restart) {
      next++;
    }
    return next;
  }

  /// The members that close, in the order of their closing.
  private int[] closings() {
    long[] keys = new long[closedAt.length];
    int closings = 0;
    for (int member = 0; member < closedAt.length; member++) {
      if (closedAt[member] != NEVER) {
        keys[closings++] = (long) closedAt[member] << 32 | member;
      }
    }
    Arrays.sort(keys, 0, closings);
    int[] order = new int[closings];
    for (int i = 0; i < closings; i++) {
      order[i] = (int) keys[i];
    }
    return order;
  }
}
