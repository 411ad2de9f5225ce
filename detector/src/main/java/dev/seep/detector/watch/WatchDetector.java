package dev.seep.detector.watch;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Watches one process (or one group of processes that share a limit) for hours and days, and says
/// of each class of its resources whether it leaks.
///
/// A leak is a subpopulation whose members stay open far beyond their siblings and whose number
/// keeps growing. For ages from two minutes to a day and a half, the *floor* of a class is the
/// number of its members that have reached the age: sessions, daily load and bursts are gone from
/// the floor of any age that exceeds their lives, and what remains in all of them is a leak. The
/// evidence that a floor keeps growing is a test martingale for each moment since when it may be
/// growing (Shafer and Vovk, Game-Theoretic Foundations; over moments an e-detector after Shin,
/// Ramdas and Rinaldo, 2023): see [Ladder]. What a claim needs beside evidence is in [WatchRules].
///
/// Streaming: no clock, no I/O, and a bounded state for each class, plus 18 to 36 bytes for each
/// descriptor that is open. Times are seconds on any clock and never decrease.
public final class WatchDetector {
  private final WatchRules rules;
  private final Bench bench;
  private final OptionalLong limit;
  private final Map<String, WatchedClass> classes = new HashMap<>();
  private final List<WatchedClass> inOrder = new ArrayList<>();
  private final Lessons lessons = new Lessons();
  private List<Change> changes = new ArrayList<>();
  private double origin = Double.NaN;
  private double binEnd;
  private double latest = Double.NEGATIVE_INFINITY;
  private int bin;
  private long unmatched;

  /// @param descriptorLimit of the process; empty when it is not known
  public WatchDetector(WatchRules rules, OptionalLong descriptorLimit) {
    this.rules = rules;
    this.limit = descriptorLimit;
    bench = new Bench(rules, descriptorLimit);
  }

  /// Short-lived operations (opened and closed at once) since the last such call for the group.
  public void operations(double atSeconds, String group, Tier tier, long count) {
    advance(atSeconds);
    identified(group, tier).operated(count);
  }

  /// A descriptor was opened. One that is open already has been closed unseen.
  public void opened(double atSeconds, String group, Tier tier, long descriptor) {
    advance(atSeconds);
    identified(group, tier).opened(descriptor);
  }

  /// A descriptor was closed. One that was opened before the watch is not counted anywhere but in
  /// [#unmatchedCloses].
  public void closed(double atSeconds, String group, long descriptor) {
    advance(atSeconds);
    WatchedClass one = classes.get(group);
    if (one == null || !(one.source() instanceof Lifetimes lives) || !lives.closed(descriptor)) {
      unmatched++;
    }
  }

  /// The level of a class without identity, from now on.
  public void level(double atSeconds, String group, Tier tier, double value) {
    advance(atSeconds);
    WatchedClass one = classes.get(group);
    if (one == null) {
      one = WatchedClass.ofLevels(group, tier, rules, bin, value);
      add(one);
    }
    if (one.source() instanceof Levels levels) {
      levels.level(value);
    } else {
      throw mixed(group);
    }
  }

  /// The process ended and another began: nothing is open. What had come to rest before may grow as
  /// far again; what leaked counts as a leak until it has shown otherwise.
  ///
  /// @param executable what runs from now on: lessons are kept for each by itself
  public void restarted(double atSeconds, String executable) {
    advance(atSeconds);
    lessons.restarted(atSeconds, executable, inOrder, rules);
    classes.clear();
    inOrder.clear();
  }

  private Lifetimes identified(String group, Tier tier) {
    WatchedClass one = classes.get(group);
    if (one == null) {
      one = WatchedClass.ofLifetimes(group, tier, rules, bin);
      add(one);
    }
    if (one.tier() != tier) {
      throw new IllegalArgumentException(
          "the group " + group + " was " + one.tier().slug() + " and is now " + tier.slug());
    }
    if (one.source() instanceof Lifetimes lives) {
      return lives;
    }
    throw mixed(group);
  }

  private void add(WatchedClass one) {
    one.learn(lessons.of(one.group()));
    classes.put(one.group(), one);
    inOrder.add(one);
  }

  private static IllegalArgumentException mixed(String group) {
    return new IllegalArgumentException(
        "the group " + group + " has both levels and descriptors; give them two names");
  }

  /// Nothing else happens until then.
  ///
  /// @throws IllegalArgumentException when time goes backwards
  public void advance(double atSeconds) {
    if (!(atSeconds >= latest) || Double.isInfinite(atSeconds)) {
      throw new IllegalArgumentException("time goes back from " + latest + " to " + atSeconds);
    }
    if (Double.isNaN(origin)) {
      origin = atSeconds;
      binEnd = origin + rules.binSeconds();
    }
    latest = atSeconds;
    while (atSeconds >= binEnd) {
      endBin();
    }
  }

  private void endBin() {
    double open = open();
    for (int i = 0; i < inOrder.size(); i++) {
      WatchedClass one = inOrder.get(i);
      if (one.endBin(bin)) {
        judge(one, one.hasIdentity() ? open : one.source().level());
      }
    }
    bin++;
    // Not by adding, whose errors would add up over weeks.
    binEnd = origin + (bin + 1) * rules.binSeconds();
  }

  /// Descriptors that are open, of all classes.
  private double open() {
    double open = 0;
    for (int i = 0; i < inOrder.size(); i++) {
      open += inOrder.get(i).hasIdentity() ? inOrder.get(i).source().level() : 0;
    }
    return open;
  }

  private void judge(WatchedClass one, double used) {
    if (one.verdict == WatchVerdict.HEALTHY && one.strongest() <= rules.growingEvidence()) {
      return;
    }
    Claim claim = bench.claim(one, used, inOrder.size());
    WatchVerdict said = claim == null ? WatchVerdict.HEALTHY : claim.verdict();
    if (said.compareTo(one.verdict) < 0) {
      if (one.strongest() >= rules.restEvidence() || binEnd < one.leakUntil()) {
        return;
      }
      claim = null;
      said = WatchVerdict.HEALTHY;
    }
    boolean critical = claim != null && claim.critical();
    if (said != one.verdict || (critical && !one.critical)) {
      one.verdict = said;
      one.claimSeconds = claim == null ? 0 : claim.seconds(rules);
      one.critical = critical;
      one.said = change(one, claim, used);
      changes.add(one.said);
    }
  }

  private Change change(WatchedClass one, @Nullable Claim claim, double used) {
    return Changes.of(one, claim, binEnd, used, limit, rules, inOrder.size());
  }

  /// Whether [#takeChanges] has any.
  public boolean hasChanges() {
    return !changes.isEmpty();
  }

  /// What changed since the last call, in order of time.
  public List<Change> takeChanges() {
    List<Change> taken = changes;
    changes = new ArrayList<>();
    return taken;
  }

  /// Where one group stands now.
  public record Standing(String group, Tier tier, WatchVerdict verdict) {}

  /// Where each group stands, in the order in which they were first seen.
  public List<Standing> standings() {
    List<Standing> standings = new ArrayList<>(lessons.unseen(classes));
    for (WatchedClass one : inOrder) {
      standings.add(new Standing(one.group(), one.tier(), one.verdict));
    }
    return standings;
  }

  /// Closes of descriptors whose opening was not seen.
  public long unmatchedCloses() {
    return unmatched;
  }

  /// What is to be said of a group now, with the estimates of now: what was said last, when nothing
  /// new can be told of it. Empty for what is healthy or was not seen since the last restart.
  public Optional<Change> current(String group) {
    WatchedClass one = classes.get(group);
    if (one == null || one.verdict == WatchVerdict.HEALTHY) {
      return Optional.empty();
    }
    double used = one.hasIdentity() ? open() : one.source().level();
    Claim claim = bench.standing(one, used, inOrder.size());
    return claim == null || claim.verdict().compareTo(one.verdict) < 0
        ? Optional.ofNullable(one.said)
        : Optional.of(Changes.of(one, claim, latest, used, limit, rules, inOrder.size()));
  }

  /// Bytes of state that a class takes beside the table of what is open; 0 when it is not known.
  public long stateBytes(String group) {
    WatchedClass one = classes.get(group);
    return one == null ? 0 : one.stateBytes();
  }
}
