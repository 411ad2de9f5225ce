package dev.seep.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Thins spans of values out to the steps of a graph. Where two runs claim the same time, as a
/// clock was set back, the later one's value is shown, and both count for the extremes.
final class TrackBuilder implements HeldValues.Spans {
  private final long from;
  private final long to;
  private final long width;
  private final long[] last;
  private final long[] low;
  private final long[] high;

  TrackBuilder(long from, long to, int steps) {
    this.from = from;
    this.to = to;
    long length = Math.max(0, to - from);
    this.width = Math.max(1, Math.ceilDiv(length, Math.max(1, steps)));
    int count = (int) Math.ceilDiv(length, width);
    last = new long[count];
    low = new long[count];
    high = new long[count];
    Arrays.fill(last, Point.GONE);
    Arrays.fill(low, Point.GONE);
    Arrays.fill(high, Point.GONE);
  }

  @Override
  public void holds(long begin, long end, long value, boolean cut) {
    if (end <= from || begin >= to) {
      return;
    }
    int first = (int) ((Math.max(begin, from) - from) / width);
    long lastMilli = Math.max(Math.max(begin, from), Math.min(end, to) - 1);
    int until = (int) ((lastMilli - from) / width);
    for (int i = first; i <= until; i++) {
      boolean empty = last[i] == Point.GONE;
      last[i] = value;
      low[i] = empty ? value : Math.min(low[i], value);
      high[i] = empty ? value : Math.max(high[i], value);
    }
  }

  Track build(SeriesKey key) {
    List<Track.Step> steps = new ArrayList<>(last.length);
    for (int i = 0; i < last.length; i++) {
      steps.add(new Track.Step(Instant.ofEpochMilli(from + i * width), last[i], low[i], high[i]));
    }
    return new Track(key, Instant.ofEpochMilli(from), Instant.ofEpochMilli(to), steps);
  }
}
