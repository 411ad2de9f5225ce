package dev.seep.detector.watch;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One class of a process's resources: where its floor comes from, and the ladders of evidence.
final class WatchedClass {
  private final String group;
  private final Tier tier;
  private final FloorSource source;
  private final List<Ladder> ladders;
  private final int firstBin;
  private final double binSeconds;
  private final LoadProfile load = new LoadProfile();

  /// What was last said of it.
  WatchVerdict verdict = WatchVerdict.HEALTHY;

  /// The same in words and figures; null before anything was said.
  @Nullable Change said;

  boolean critical;

  /// How long the growth that was claimed had lasted, its age included.
  double claimSeconds;

  /// Until then a leak of before a restart is not taken back.
  private double leakUntil = Double.NEGATIVE_INFINITY;

  private WatchedClass(
      String group,
      Tier tier,
      FloorSource source,
      List<Ladder> ladders,
      int firstBin,
      double binSeconds) {
    this.group = group;
    this.tier = tier;
    this.source = source;
    this.ladders = ladders;
    this.firstBin = firstBin;
    this.binSeconds = binSeconds;
    source.begin(0);
  }

  static WatchedClass ofLifetimes(String group, Tier tier, WatchRules rules, int bin) {
    return new WatchedClass(
        group, tier, new Lifetimes(ages(rules)), ladders(tier, rules), bin, rules.binSeconds());
  }

  static WatchedClass ofLevels(String group, Tier tier, WatchRules rules, int bin, double first) {
    return new WatchedClass(
        group, tier, new Levels(ages(rules), first), ladders(tier, rules), bin, rules.binSeconds());
  }

  private static int[] ages(WatchRules rules) {
    return rules.ages().stream().mapToInt(Integer::intValue).toArray();
  }

  private static List<Ladder> ladders(Tier tier, WatchRules rules) {
    List<Ladder> ladders = new ArrayList<>();
    int quiet = tier == Tier.DEFINITE ? 0 : (int) (rules.warmUpSeconds() / rules.binSeconds());
    for (int scale = 0; scale < rules.ages().size(); scale++) {
      int age = rules.ages().get(scale);
      for (int parts : rules.epochsPerAge()) {
        if (age >= parts) {
          ladders.add(
              new Ladder(
                  scale,
                  age,
                  age / parts,
                  rules.of(tier).slowdown(),
                  quiet,
                  tier != Tier.DEFINITE && tier != Tier.MEMORY));
        }
      }
    }
    return List.copyOf(ladders);
  }

  /// Ends the current bin and begins the next.
  ///
  /// @return whether an epoch of some ladder ended
  boolean endBin(int bin) {
    source.end();
    load.add(bin * binSeconds, source.operations());
    boolean ended = false;
    for (int i = 0; i < ladders.size(); i++) {
      ended |= ladders.get(i).endBin(source);
    }
    source.begin(bin + 1 - firstBin);
    return ended;
  }

  void learn(Lessons.Lesson lesson) {
    verdict = lesson.verdict();
    leakUntil = lesson.until();
    for (Ladder ladder : ladders) {
      ladder.expect(lesson.plateau());
    }
  }

  double leakUntil() {
    return leakUntil;
  }

  LoadProfile load() {
    return load;
  }

  String group() {
    return group;
  }

  Tier tier() {
    return tier;
  }

  FloorSource source() {
    return source;
  }

  List<Ladder> ladders() {
    return ladders;
  }

  /// The bin, counted from the beginning of the watch, in which it was first seen.
  int firstBin() {
    return firstBin;
  }

  boolean hasIdentity() {
    return source instanceof Lifetimes;
  }

  /// Whether the limit on descriptors counts for it.
  boolean isLimited() {
    return tier != Tier.MEMORY;
  }

  /// The strongest evidence of any ladder.
  double strongest() {
    double strongest = 0;
    for (Ladder ladder : ladders) {
      strongest = Math.max(strongest, ladder.strongest());
    }
    return strongest;
  }

  long stateBytes() {
    return source.stateBytes() + ladders.size() * Ladder.stateBytes();
  }
}
