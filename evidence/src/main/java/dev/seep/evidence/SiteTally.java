package dev.seep.evidence;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What became of the descriptors that were opened from one place in the code.
///
/// Ages and lives are counted in [#BUCKETS] buckets of doubling width, which keeps a report of a
/// million lives small and is as exact as a person needs. Bucket 0 holds what is shorter than 2^-10
/// s (a millisecond); bucket i, from 1 on, what is at least 2^(i-11) s and shorter than 2^(i-10) s;
/// the last one all that is longer, too, which is more than eight years. Empty buckets at the end
/// may be left out.
///
/// @param alive open now, of those whose birth was seen
/// @param closed seen to close while watched, an estimate where only some ends were recorded
/// @param aliveAges how old the open ones are now, a count for each bucket
/// @param closedLives how long the closed ones lived, a count for each bucket
public record SiteTally(
    CallSite site, long alive, long closed, List<Integer> aliveAges, List<Integer> closedLives) {
  public static final int BUCKETS = 40;

  private static final int FIRST_EXPONENT = -10;
  private static final double NANOS = 1e9;

  /// The kernel's tidying up after a process, and what execve(2) takes away: no close that anybody
  /// wrote.
  private static final Set<String> NOBODYS_CLOSE = Set.of("exit", "execve");

  public SiteTally {
    aliveAges = List.copyOf(aliveAges);
    closedLives = List.copyOf(closedLives);
    if (Math.max(aliveAges.size(), closedLives.size()) > BUCKETS) {
      throw new IllegalArgumentException("there are no more than " + BUCKETS + " buckets");
    }
  }

  /// The bucket of a span; what is no span at all counts as none.
  public static int bucketOf(double seconds) {
    if (!(seconds >= fromSeconds(1))) {
      return 0;
    }
    return Math.min(BUCKETS - 1, Math.getExponent(seconds) - FIRST_EXPONENT + 1);
  }

  /// Where a bucket begins, in seconds; one bucket ends where the next begins.
  public static double fromSeconds(int bucket) {
    return bucket <= 0 ? 0 : Math.scalb(1.0, bucket - 1 + FIRST_EXPONENT);
  }

  /// Each place of which a tracer saw a descriptor, the one with the most survivors first.
  public static List<SiteTally> of(Testimony testimony) {
    Map<Integer, Counter> counters = new HashMap<>();
    for (Trail trail : testimony.survivors().values()) {
      Birth birth = trail.birth();
      if (birth.isSeen()) {
        counter(counters, birth.site()).alive((testimony.nowNanos() - birth.atNanos()) / NANOS);
      }
    }
    for (Life life : testimony.lives()) {
      Birth birth = life.trail().birth();
      if (birth.isSeen() && !NOBODYS_CLOSE.contains(life.endedBy())) {
        counter(counters, birth.site()).closed(life.seconds(), life.weight());
      }
    }
    List<SiteTally> tallies = new ArrayList<>();
    for (CallSite site : testimony.sites().values()) {
      Counter counter = counters.get(site.id());
      if (counter != null) {
        tallies.add(counter.tally(site));
      }
    }
    tallies.sort(
        Comparator.comparingLong((SiteTally each) -> -each.alive())
            .thenComparingInt(each -> each.site().id()));
    return tallies;
  }

  private static Counter counter(Map<Integer, Counter> counters, int site) {
    return counters.computeIfAbsent(site, unused -> new Counter());
  }

  /// One place being counted.
  private static final class Counter {
    private final int[] ages = new int[BUCKETS];
    private final double[] lives = new double[BUCKETS];

    void alive(double seconds) {
      ages[bucketOf(seconds)]++;
    }

    void closed(double seconds, double weight) {
      lives[bucketOf(seconds)] += weight;
    }

    SiteTally tally(CallSite site) {
      List<Integer> aliveAges = new ArrayList<>();
      List<Integer> closedLives = new ArrayList<>();
      long alive = 0;
      double closed = 0;
      for (int i = 0; i < BUCKETS; i++) {
        aliveAges.add(ages[i]);
        closedLives.add((int) Math.min(Integer.MAX_VALUE, Math.round(lives[i])));
        alive += ages[i];
        closed += lives[i];
      }
      return new SiteTally(site, alive, Math.round(closed), aliveAges, closedLives);
    }
  }
}
