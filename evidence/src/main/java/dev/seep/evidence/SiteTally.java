package dev.seep.evidence;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What became of the descriptors that were opened from one place in the code.
///
/// @param alive open now
/// @param ages how old those are now
/// @param lives how long those lived that were closed: all of them, or a fair sample
public record SiteTally(CallSite site, long alive, LifeHistogram ages, LifeHistogram lives) {
  private static final double NANOS = 1e9;

  /// The kernel's tidying up after a process, and what `exec` takes away: no closing that anybody
  /// wrote.
  private static final List<String> NOBODY = List.of("exit", "execve");

  /// Of each place that a tracer saw, the one with the most survivors first.
  public static List<SiteTally> of(Testimony testimony) {
    Map<Integer, List<Double>> ages = new HashMap<>();
    Map<Integer, List<Life>> lives = new HashMap<>();
    for (Trail trail : testimony.survivors().values()) {
      Birth birth = trail.birth();
      if (birth.isSeen()) {
        double age = Math.max(0, (testimony.nowNanos() - birth.atNanos()) / NANOS);
        ages.computeIfAbsent(birth.site(), unused -> new ArrayList<>()).add(age);
      }
    }
    for (Life life : testimony.lives()) {
      if (life.trail().birth().isSeen() && !NOBODY.contains(life.endedBy())) {
        lives.computeIfAbsent(life.trail().birth().site(), unused -> new ArrayList<>()).add(life);
      }
    }
    List<SiteTally> tallies = new ArrayList<>();
    for (CallSite site : testimony.sites().values()) {
      List<Double> open = ages.getOrDefault(site.id(), List.of());
      List<Life> closed = lives.getOrDefault(site.id(), List.of());
      if (!open.isEmpty() || !closed.isEmpty()) {
        tallies.add(new SiteTally(site, open.size(), ofAges(open), ofLives(closed)));
      }
    }
    tallies.sort(
        Comparator.comparingLong((SiteTally each) -> -each.alive())
            .thenComparingInt(each -> each.site().id()));
    return tallies;
  }

  private static LifeHistogram ofAges(List<Double> ages) {
    LifeHistogram.Tally tally = new LifeHistogram.Tally();
    ages.forEach(age -> tally.add(age, 1));
    return tally.histogram();
  }

  private static LifeHistogram ofLives(List<Life> lives) {
    LifeHistogram.Tally tally = new LifeHistogram.Tally();
    lives.forEach(life -> tally.add(life.seconds(), life.weight()));
    return tally.histogram();
  }
}
