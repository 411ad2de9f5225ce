package dev.seep.detector;

import dev.seep.detector.Levels.Rise;
import dev.seep.evidence.MappingUse;
import dev.seep.evidence.Population;
import dev.seep.evidence.Rate;
import dev.seep.evidence.Verdict;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Files that are mapped and never unmapped: their number grows, whatever of them is resident. A
/// database that maps its file once has one mapping however many of its pages it touches; one that
/// maps many files once is told from one that maps the same again and again.
final class MappingTrend {
  static final Population FILES = new Population("file mapping", "", false);

  private static final int FEWEST_POINTS = 12;
  private static final int LEAST_MAPPINGS = 16;
  private static final double LEAST_SHARE = 0.05;

  /// Different files may be a cache or an index that is being filled.
  private static final double SHORTEST_WATCH_OF_MANY_SECONDS = 300;

  private final Levels number = new Levels();
  private @Nullable MappingUse first;
  private @Nullable MappingUse latest;

  void add(double at, MappingUse use) {
    if (first == null) {
      first = use;
    }
    latest = use;
    number.add(at, use.ofFiles());
  }

  @Nullable Assessment assess(double now) {
    Rise rise = number.rise(now, FEWEST_POINTS);
    MappingUse begun = first;
    MappingUse current = latest;
    if (rise == null
        || begun == null
        || current == null
        || rise.gain() < LEAST_MAPPINGS
        || rise.gain() < LEAST_SHARE * rise.first()) {
      return null;
    }
    long bytes = Math.max(0, current.fileBytes() - begun.fileBytes());
    double each = (double) bytes / Math.max(1, current.ofFiles() - begun.ofFiles());
    double perMinute = rise.gain() * each * 60 / rise.seconds();
    double spread = rise.spread() * each * 60 / rise.seconds();
    Rate rate = new Rate(perMinute, Math.max(0, perMinute - spread), perMinute + spread);
    return MemoryTrend.assessment(
        FILES, verdict(rise, begun, current, now), current.fileBytes(), bytes, rate);
  }

  private static Verdict verdict(Rise rise, MappingUse begun, MappingUse current, double now) {
    boolean again = current.files() - begun.files() < rise.gain() / 2.0;
    String reason =
        String.format(
            Locale.ROOT,
            "mappings of files grew by %s in %s, in every eighth of it, and none was given back; %s",
            Words.count(rise.gain()),
            Words.time(now),
            again
                ? "the same " + Words.count(current.files()) + " files are mapped again and again"
                : "they are of different files");
    double shortest = again ? MemoryTrend.SHORTEST_WATCH_SECONDS : SHORTEST_WATCH_OF_MANY_SECONDS;
    if (now >= shortest) {
      return new Verdict.Suspect(reason);
    }
    double enough = again ? MemoryTrend.LONG_ENOUGH_SECONDS : shortest * 1.1;
    return new Verdict.Unknown(
        reason
            + (again
                ? "; that is too short to be sure"
                : "; a cache of mapped files that is being filled looks the same"),
        Duration.ofSeconds((long) Math.ceil(enough - now)));
  }
}
