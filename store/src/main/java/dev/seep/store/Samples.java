package dev.seep.store;

import java.util.Arrays;

/// Samples of one series in the order they were taken: number of the tick, and value.
final class Samples {
  private long[] ticks;
  private long[] values;
  private int size;
  private long level;

  Samples(int capacity) {
    ticks = new long[capacity];
    values = new long[capacity];
  }

  void add(long tick, long value) {
    if (size == ticks.length) {
      ticks = Arrays.copyOf(ticks, size * 2 + 2);
      values = Arrays.copyOf(values, size * 2 + 2);
    }
    ticks[size] = tick;
    values[size++] = value;
  }

  /// A value as the log has it: by its difference to the one before, 0 at first.
  void addDifference(long tick, LogCodec.Cursor point) {
    if (point.isGone()) {
      add(tick, Point.GONE);
    } else {
      level += point.difference();
      add(tick, level);
    }
  }

  int size() {
    return size;
  }

  long tick(int i) {
    return ticks[i];
  }

  long value(int i) {
    return values[i];
  }

  long lastTick() {
    return ticks[size - 1];
  }

  long lastValue() {
    return values[size - 1];
  }
}
