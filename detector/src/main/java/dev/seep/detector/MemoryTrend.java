package dev.seep.detector;

import dev.seep.detector.Levels.Rise;
import dev.seep.detector.Troughs.Trough;
import dev.seep.evidence.HeapUse;
import dev.seep.evidence.ManagedRuntime;
import dev.seep.evidence.MappingUse;
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
///
/// Where a collector frees, steady growth says less still: garbage grows as steadily until it
/// comes. There it takes collections that leave more each time ([CollectedHeap], [Troughs]), or
/// growth beyond what garbage may grow to; before that it is not known.
final class MemoryTrend {
  static final double SHORTEST_WATCH_SECONDS = 90;

  /// What is advised: with some room, as the last look comes a moment before the end.
  static final double LONG_ENOUGH_SECONDS = 120;

  /// In ten minutes most programs that collect have collected.
  private static final double PATIENCE_SECONDS = 600;

  static final double LEAST_SHARE = 0.05;
  static final long LEAST_BYTES = 8L << 20;

  private static final Population ANY = new Population("memory", "", false);
  private static final Population MAPPED = new Population("anonymous mapping", "", false);
  private static final int FEWEST_POINTS = 16;
  private static final double SHORTEST_SINCE_COLLECTED_SECONDS = 45;

  /// Of the growth must lie there, or outside, for the place to be named.
  private static final double MOSTLY = 0.7;

  private final Levels anonymous = new Levels();
  private final CollectedHeap heap = new CollectedHeap();
  private final MappingTrend files = new MappingTrend();
  private ManagedRuntime runtime = ManagedRuntime.NATIVE;
  private @Nullable MappingUse firstMappings;
  private @Nullable MappingUse latestMappings;

  void add(double at, Sample sample) {
    if (sample.anonymousBytes() >= 0) {
      anonymous.add(at, sample.anonymousBytes());
    }
    MappingUse mappings = sample.mappings();
    if (mappings != null) {
      runtime = mappings.runtime();
      firstMappings = firstMappings == null ? mappings : firstMappings;
      latestMappings = mappings;
      files.add(at, mappings);
    }
    HeapUse use = sample.heap();
    if (use != null) {
      heap.add(at, use);
    }
  }

  List<Assessment> assess(double now) {
    List<Assessment> all = new ArrayList<>(2);
    Assessment ofAnonymous = anonymous.isEmpty() ? null : assessAnonymous(now);
    if (ofAnonymous != null) {
      all.add(ofAnonymous);
    }
    Assessment ofFiles = files.assess(now);
    if (ofFiles != null) {
      all.add(ofFiles);
    }
    return all;
  }

  private @Nullable Assessment assessAnonymous(double now) {
    Rise rise = worthAWord(anonymous.rise(now, FEWEST_POINTS));
    return switch (runtime) {
      case NATIVE -> rise == null ? null : ofNobody(rise, now);
      case HOTSPOT -> heap.isKnown() ? ofJvm(rise, now) : ofCollector(rise, now);
      case V8, GO, OTHER -> ofCollector(rise, now);
    };
  }

  private static @Nullable Rise worthAWord(@Nullable Rise rise) {
    return rise == null || rise.gain() < LEAST_BYTES || rise.gain() < LEAST_SHARE * rise.first()
        ? null
        : rise;
  }

  private Assessment ofNobody(Rise rise, double now) {
    boolean mapped = liesInMappings(rise.gain());
    String where = mapped ? "; it lies in mappings, and not in the heap that malloc() extends" : "";
    return assessment(rise, mapped ? MAPPED : ANY, suspect(words(rise, now) + where, now));
  }

  /// Whether private mappings without a name grew by it, and the heap that brk(2) extends did not.
  private boolean liesInMappings(long gain) {
    MappingUse from = firstMappings;
    MappingUse to = latestMappings;
    return from != null
        && to != null
        && to.anonymousBytes() - from.anonymousBytes() >= MOSTLY * gain
        && to.breakBytes() - from.breakBytes() <= (1 - MOSTLY) * gain;
  }

  private @Nullable Assessment ofJvm(@Nullable Rise rise, double now) {
    CollectedHeap.Growth kept = heap.growth(now, rise != null);
    if (kept != null && now >= SHORTEST_WATCH_SECONDS) {
      return kept(kept, rise);
    }
    if (rise == null) {
      return null;
    }
    long outside = rise.gain() - heap.mostGrowth();
    if (outside >= LEAST_BYTES && outside >= rise.gain() / 4) {
      String where =
          String.format(
              Locale.ROOT, "; at least %,d MB of it outside the Java heap", outside >> 20);
      return assessment(rise, ANY, suspect(words(rise, now) + where, now));
    }
    if (heap.isSettled(rise.gain())) {
      return null;
    }
    String why =
        "; the heap has room for that, and until the old generation is collected garbage looks"
            + " the same";
    return assessment(
        rise, ANY, unknown(words(rise, now) + why, heap.untilItIsKnown(now, rise.gain()), now));
  }

  private Assessment kept(CollectedHeap.Growth kept, @Nullable Rise rise) {
    long gain = kept.to() - kept.from();
    Verdict verdict =
        new Verdict.Suspect(
            String.format(
                Locale.ROOT,
                "what collections of the old generation leave grew from %,d to %,d MB in %s",
                kept.from() >> 20,
                kept.to() >> 20,
                Words.time(kept.seconds())));
    if (rise != null) {
      return assessment(rise, ANY, verdict);
    }
    double perMinute = gain * 60 / kept.seconds();
    double unsure = perMinute / kept.collections();
    Rate rate = new Rate(perMinute, perMinute - unsure, perMinute + unsure);
    return assessment(ANY, verdict, anonymous.last(), gain, rate);
  }

  private @Nullable Assessment ofCollector(@Nullable Rise rise, double now) {
    List<Trough> troughs = Troughs.of(anonymous.points());
    if (Troughs.rise(troughs) && now >= SHORTEST_WATCH_SECONDS) {
      Assessment risen = risen(troughs, now);
      if (risen != null) {
        return risen;
      }
    }
    Garbage garbage = Garbage.of(runtime);
    return troughs.isEmpty()
        ? uncollected(rise, garbage, garbage.mostFromTheStart(anonymous.first()), now)
        : sinceCollected(rise, garbage, troughs.get(troughs.size() - 1), now);
  }

  /// When a collection upset the steady growth, what came since is looked at alone.
  private @Nullable Assessment sinceCollected(
      @Nullable Rise rise, Garbage garbage, Trough last, double now) {
    double since = now - last.at();
    Rise later =
        rise == null && since >= SHORTEST_SINCE_COLLECTED_SECONDS
            ? worthAWord(anonymous.from(last.at()).rise(since, FEWEST_POINTS))
            : rise;
    return uncollected(later, garbage, garbage.most(last.low()), now);
  }

  /// @param most bytes that there may be for want of a collection
  private @Nullable Assessment uncollected(
      @Nullable Rise rise, Garbage garbage, double most, double now) {
    if (rise == null) {
      return null;
    }
    String words = words(rise, rise.seconds() / Levels.COVERED);
    boolean forced = now >= garbage.collectedWithinSeconds();
    if (anonymous.last() > most || forced) {
      String why = "; " + (forced ? garbage.whyForced() : garbage.whyMore());
      return assessment(rise, ANY, suspect(words + why, now));
    }
    double rate = rise.gain() / rise.seconds();
    double until =
        Math.min((most - anonymous.last()) / rate, garbage.collectedWithinSeconds() - now);
    String why = "; until it is collected garbage looks the same";
    return assessment(rise, ANY, unknown(words + why, until, now));
  }

  private @Nullable Assessment risen(List<Trough> troughs, double now) {
    Trough from = troughs.get(0);
    Trough to = troughs.get(troughs.size() - 1);
    long gain = to.low() - from.low();
    double seconds = to.at() - from.at();
    if (gain < LEAST_BYTES || gain < LEAST_SHARE * from.low() || now - to.at() > seconds) {
      return null;
    }
    double perMinute = gain * 60 / seconds;
    double unsure = perMinute / troughs.size();
    Verdict verdict =
        new Verdict.Suspect(
            String.format(
                Locale.ROOT,
                "what is left of the memory after each of %d collections grew by %,d MB in %s",
                troughs.size(),
                gain >> 20,
                Words.time(seconds)));
    Rate rate = new Rate(perMinute, perMinute - unsure, perMinute + unsure);
    return assessment(ANY, verdict, anonymous.last(), gain, rate);
  }

  private static String words(Rise rise, double now) {
    return String.format(
        Locale.ROOT,
        "anonymous memory grew by %,d MB in %s, in every eighth of it, and nothing was given back",
        rise.gain() >> 20,
        Words.time(now));
  }

  private static Verdict suspect(String reason, double now) {
    return now >= SHORTEST_WATCH_SECONDS
        ? new Verdict.Suspect(reason)
        : unknown(
            reason + "; that is too short to tell a leak from a heap that settles",
            LONG_ENOUGH_SECONDS - now,
            now);
  }

  /// @param until seconds from now
  private static Verdict unknown(String reason, double until, double now) {
    double more = Double.isInfinite(until) ? PATIENCE_SECONDS - now : until * 1.1;
    double seconds = Math.max(more, LONG_ENOUGH_SECONDS - now);
    return new Verdict.Unknown(reason, Duration.ofSeconds((long) Math.ceil(Math.max(1, seconds))));
  }

  private Assessment assessment(Rise rise, Population population, Verdict verdict) {
    double perMinute = rise.gain() * 60 / rise.seconds();
    double spread = rise.spread() * 60 / rise.seconds();
    Rate rate = new Rate(perMinute, Math.max(0, perMinute - spread), perMinute + spread);
    return assessment(population, verdict, anonymous.last(), rise.gain(), rate);
  }

  static Assessment assessment(
      Population population, Verdict verdict, long count, long gained, Rate rate) {
    return new Assessment(
        List.of(population),
        null,
        1,
        ResourceKind.MEMORY,
        EvidenceKind.GROWTH,
        verdict,
        count,
        gained,
        Math.max(0, count - gained),
        rate,
        Double.NaN,
        Double.NaN,
        new Siblings(0, 0, Double.NaN),
        Double.NaN,
        -1,
        List.of());
  }
}
