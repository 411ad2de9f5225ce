package dev.seep.detector.watch;

import java.util.Arrays;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Decides what a class's ladders amount to.
final class Bench {
  private final WatchRules rules;
  private final OptionalLong limit;

  Bench(WatchRules rules, OptionalLong limit) {
    this.rules = rules;
    this.limit = limit;
  }

  /// The strongest claim of a class at the end of an epoch; null when there is none.
  ///
  /// @param used how much of the limit is used
  /// @param classes that are watched together
  @Nullable Claim claim(WatchedClass one, double used, int classes) {
    return claim(one, used, classes, true);
  }

  /// The strongest claim of a class at any time; null when there is none.
  @Nullable Claim standing(WatchedClass one, double used, int classes) {
    return claim(one, used, classes, false);
  }

  private @Nullable Claim claim(WatchedClass one, double used, int classes, boolean onlyNew) {
    Claim best = null;
    for (Ladder ladder : one.ladders()) {
      if (ladder.strongest() <= rules.growingEvidence() || (onlyNew && !ladder.hasNewRecord())) {
        continue;
      }
      for (int i = 0; i < ladder.candidates(); i++) {
        if (ladder.evidence(i) > rules.growingEvidence()) {
          best = better(best, claim(one, ladder, i, used, classes));
        }
      }
    }
    return best;
  }

  private static @Nullable Claim better(@Nullable Claim one, @Nullable Claim other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    int byVerdict = one.verdict().compareTo(other.verdict());
    boolean otherWins = byVerdict < 0 || (byVerdict == 0 && other.evidence() > one.evidence());
    Claim winner = otherWins ? other : one;
    boolean critical = one.critical() || other.critical();
    return new Claim(
        winner.ladder(), winner.candidate(), winner.verdict(), critical, winner.slope());
  }

  private @Nullable Claim claim(WatchedClass one, Ladder ladder, int i, double used, int classes) {
    double grown = ladder.grown(i);
    double retained = retained(one, ladder, i);
    if (grown < leastGrowth(one) || retained < 0.5) {
      return null;
    }
    double seconds = ladder.bins(i) * rules.binSeconds();
    double slope = grown / seconds;
    boolean critical =
        one.isLimited()
            && limit.isPresent()
            && seconds >= rules.criticalGrowthSeconds()
            && used > 0.5 * limit.getAsLong()
            && used + slope * rules.criticalSeconds() > limit.getAsLong();
    boolean leak =
        retained >= rules.retention()
            && ladder.evidence(i) > rules.leakEvidence() + Math.log(classes)
            && grown >= rules.loadShare() * ladder.explainedByLoad(i)
            && isEven(one, ladder, i, grown)
            && grown >= rules.releaseShare() * ladder.releaseBefore(i)
            && hasLasted(one, ladder, i, slope, used);
    return new Claim(ladder, i, leak ? WatchVerdict.LEAK : WatchVerdict.GROWING, critical, slope);
  }

  private double leastGrowth(WatchedClass one) {
    return one.tier() == Tier.MEMORY
        ? rules.leastMemoryShare() * one.source().level()
        : rules.leastGrowth();
  }

  /// Of those that reached the age, the share that is still there; 1 where there is no identity.
  private static double retained(WatchedClass one, Ladder ladder, int i) {
    if (!one.hasIdentity()) {
      return 1;
    }
    int reached = ladder.reached(i);
    return reached <= 0 ? 0 : 1 - (double) ladder.left(i) / reached;
  }

  private boolean isEven(WatchedClass one, Ladder ladder, int i, double grown) {
    double from = ladder.start(i);
    double span = ladder.epochs() - from;
    double[] quarters = new double[4];
    for (int quarter = 0; quarter < 4; quarter++) {
      quarters[quarter] =
          ladder.grownBetween(from + quarter * span / 4, from + (quarter + 1) * span / 4);
    }
    // A level moves at each look, so that the last eighth tells a cache that has just filled;
    // single members are too few for that.
    double lastEighth = ladder.grownBetween(from + span * 7 / 8, ladder.epochs());
    boolean goesOn = one.hasIdentity() || lastEighth >= rules.quarterShare() * grown / 8;
    double late = quarters[2] + quarters[3];
    double least = Arrays.stream(quarters).min().orElse(0);
    return goesOn && late >= rules.lateShare() * grown && least >= quarterShare(one) * grown / 4;
  }

  private double quarterShare(WatchedClass one) {
    return one.tier() == Tier.MEMORY ? rules.memoryQuarterShare() : rules.quarterShare();
  }

  /// Whether thousands stay of what a client otherwise closes at once, and none was given back.
  private boolean isMass(WatchedClass one, Ladder ladder, int i) {
    double grown = ladder.grown(i);
    return one.tier() == Tier.CLIENT
        && one.hasIdentity()
        && grown >= rules.massGrowth()
        && ladder.operations(i) >= 10.0 * ladder.reached(i)
        && retained(one, ladder, i) >= 0.98
        && ladder.releaseBefore(i) <= 0.02 * grown;
  }

  private boolean hasLasted(WatchedClass one, Ladder ladder, int i, double slope, double used) {
    double seconds = ladder.bins(i) * rules.binSeconds();
    double gate = rules.of(one.tier()).gateSeconds();
    if (isMass(one, ladder, i)) {
      gate = Math.min(gate, rules.massGateSeconds());
    }
    if (!one.hasIdentity() && one.tier() != Tier.MEMORY) {
      // The lowest level of a time tells of all of it.
      double lowestOf = ladder.ageEpochs * ladder.epochBins * rules.binSeconds();
      gate = Math.max(gate, rules.countGateSeconds() - lowestOf);
    }
    if (one.tier() != Tier.DEFINITE && one.source().closed() < rules.leastGrowth()) {
      gate = Math.max(gate, rules.aloneGateSeconds());
    }
    if (one.isLimited() && limit.isPresent() && rules.of(one.tier()).nearLimit()) {
      double least = used > 0.5 * limit.getAsLong() ? 1800 : 7200;
      gate = Math.min(gate, Math.max(least, (limit.getAsLong() - used) / slope / 3));
    }
    double age = ladder.ageEpochs * ladder.epochBins * rules.binSeconds();
    double ages =
        one.tier() == Tier.DEFINITE
            ? 0
            : Math.min(rules.agesWatched() * age, Math.max(age, rules.longestWatchSeconds()));
    return seconds >= gate && seconds >= ages;
  }
}
