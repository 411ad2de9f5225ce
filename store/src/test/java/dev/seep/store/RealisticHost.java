package dev.seep.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Series as a host of busy services has them: descriptor counts that wander around a level and
/// follow the time of day, a few leaks, resident memory in pages, threads of a pool, bytes on
/// heaps. Ticks come some milliseconds late.
final class RealisticHost {
  private final Random random;
  private final int series;
  private final long[] values;
  private final List<SeriesKey> keys = new ArrayList<>();

  RealisticHost(int series, long seed) {
    this.series = series;
    this.random = new Random(seed);
    this.values = new long[series];
    for (int i = 0; i < series; i++) {
      String owner = "unit:service-" + i / 5 + ".service/worker/0";
      keys.add(
          switch (i % 5) {
            case 0 -> new SeriesKey(owner, "open");
            case 1 -> new SeriesKey(owner, "class", "tcp established 10.0.0." + i % 250 + ":443");
            case 2 -> new SeriesKey(owner, "resident_bytes");
            case 3 -> new SeriesKey(owner, "threads");
            default -> new SeriesKey(owner, "class", "file /srv/images/*.png");
          });
      values[i] = i % 5 == 2 ? 200L << 20 : 100 + random.nextInt(400);
    }
  }

  SeriesKey key(int i) {
    return keys.get(i);
  }

  /// Each series that moves at a tick, and nearly all of them do.
  List<Point> tick(int tick) {
    double load = 1 + 0.5 * Math.sin(tick * 2 * Math.PI / 8640);
    List<Point> changed = new ArrayList<>(series);
    for (int i = 0; i < series; i++) {
      long before = values[i];
      values[i] =
          switch (i % 5) {
            case 0, 1 -> wander(before, (long) (300 * load), 6);
            case 2 -> before + 4096L * Math.round(random.nextGaussian() * 20);
            case 3 -> wander(before, (long) (60 * load), 2);
            default -> before + (random.nextInt(10) == 0 ? 1 : 0);
          };
      if (values[i] != before || tick == 0) {
        changed.add(new Point(keys.get(i), values[i]));
      }
    }
    return changed;
  }

  private long wander(long value, long level, double width) {
    return Math.max(3, value + Math.round((level - value) * 0.02 + random.nextGaussian() * width));
  }

  /// Milliseconds after the tick was due.
  int lateMillis() {
    return (int) Math.abs(random.nextGaussian() * 4);
  }

  Instant at(Instant start, int tick, int intervalSeconds) {
    return start.plusSeconds((long) tick * intervalSeconds).plusMillis(lateMillis());
  }
}
