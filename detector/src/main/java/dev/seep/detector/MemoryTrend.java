package dev.seep.detector;

import dev.seep.evidence.Population;
import dev.seep.evidence.Rate;
import dev.seep.evidence.ResourceKind;
import dev.seep.evidence.Sample;
import dev.seep.evidence.Siblings;
import dev.seep.evidence.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Memory has no identity: all there is to go by is the lowest level of each eighth of the watch. A
/// hunt is too short to tell a leak from a heap that settles, so it says at most "suspect", and
/// that only after a minute and a half of steady growth in which nothing was given back.
final class MemoryTrend {
  private static final int EPOCHS = 8;
  private static final int MOST_POINTS = 1_024;
  private static final double SHORTEST_WATCH_SECONDS = 90;
  private static final double LEAST_SHARE = 0.05;
  private static final long LEAST_BYTES = 8L << 20;

  /// An epoch must gain at least this share of the average one.
  private static final double STEADY = 0.3;

  private record Point(double at, long bytes) {}

  private List<Point> points = new ArrayList<>();
  private int stride = 1;
  private int skipped;

  void add(double at, Sample sample) {
    if (sample.anonymousBytes() < 0 || ++skipped < stride) {
      return;
    }
    skipped = 0;
    points.add(new Point(at, sample.anonymousBytes()));
    if (points.size() > MOST_POINTS) {
      List<Point> kept = new ArrayList<>();
      for (int i = 0; i < points.size(); i += 2) {
        kept.add(points.get(i));
      }
      points = kept;
      stride *= 2;
    }
  }

  @Nullable Assessment assess(double now) {
    if (points.size() < 2 * EPOCHS) {
      return null;
    }
    long[] lows = lows(now);
    long gain = lows[EPOCHS - 1] - lows[0];
    if (gain < LEAST_BYTES
        || gain < LEAST_SHARE * lows[0]
        || !grows(lows, gain)
        || givesBack(gain)) {
      return null;
    }
    double seconds = now * (EPOCHS - 1) / EPOCHS;
    String reason =
        String.format(
            Locale.ROOT,
            "anonymous memory grew by %,d MB in %s, in every eighth of it, and nothing was given back",
            gain >> 20,
            Words.time(now));
    Verdict verdict =
        now < SHORTEST_WATCH_SECONDS
            ? new Verdict.Unknown(
                reason + "; that is too short to tell a leak from a heap that settles",
                Duration.ofSeconds((long) Math.ceil(2 * SHORTEST_WATCH_SECONDS - now)))
            : new Verdict.Suspect(reason);
    return assessment(verdict, gain, seconds, lows);
  }

  private Assessment assessment(Verdict verdict, long gain, double seconds, long[] lows) {
    double perMinute = gain * 60 / seconds;
    double spread = spread(lows, gain) * 60 / seconds;
    return new Assessment(
        List.of(new Population("memory", "", false)),
        null,
        1,
        ResourceKind.MEMORY,
        EvidenceKind.GROWTH,
        verdict,
        points.get(points.size() - 1).bytes(),
        gain,
        points.get(0).bytes(),
        new Rate(perMinute, Math.max(0, perMinute - spread), perMinute + spread),
        Double.NaN,
        Double.NaN,
        new Siblings(0, 0, Double.NaN),
        Double.NaN,
        -1,
        List.of());
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
    java.util.Arrays.fill(lows, Long.MAX_VALUE);
    for (Point point : points) {
      int epoch = (int) Math.min(EPOCHS - 1, EPOCHS * point.at() / Math.max(1e-9, now));
      lows[epoch] = Math.min(lows[epoch], point.bytes());
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
      high = Math.max(high, point.bytes());
      if (high - point.bytes() > gain / 4) {
        return true;
      }
    }
    return false;
  }
}
