package dev.seep.detector;

import dev.seep.evidence.Sample;
import dev.seep.evidence.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Watches one process by snapshots for a minute or two and says what it does not give back.
///
/// A leak is not a growing count. It is a part of the descriptors, alike in kind, state and peer or
/// path, whose members stay open far beyond their siblings, and whose number keeps growing. So each
/// open file is followed by identity ([Ledger]), those alike are put together ([Cell]), their
/// number above an age is looked at ([Floor]), by rules that each ask for one kind of evidence
/// ([EvidenceKind]), at the level of peer, host, port or all that explains the growth ([Rollup]).
///
/// Not thread-safe. Deterministic: the same samples give the same assessments.
public final class HuntDetector {
  /// Never sure before this, as whatever is held for half that time has not shown it yet.
  private static final double SURE_AFTER_SECONDS = 30;

  private static final double SURE_OF_OTHERS_AFTER_SECONDS = 60;
  private static final double SURE_BELOW = 1e-3;

  private static final double THINKING_INTERVAL_SECONDS = 1;

  private final Ledger ledger = new Ledger();
  private final MemoryTrend memory = new MemoryTrend();
  private double thoughtOverAt = Double.NEGATIVE_INFINITY;
  private boolean sure;
  private boolean traced;

  /// Takes the next look at the process.
  ///
  /// A look must be complete: what is missing in it counts as closed.
  public void add(Sample sample) {
    ledger.add(sample);
    traced |= sample.traced();
    memory.add(ledger.seconds(), sample);
  }

  /// What can be said so far, gravest first. Groups that neither grow nor are worth a word are left
  /// out.
  public List<Assessment> assess() {
    Rollup rollup = new Rollup(ledger.seconds(), ledger.epochSeconds());
    List<Assessment> all = new ArrayList<>(Together.join(rollup.judge(ledger.cells())));
    all.addAll(memory.assess(ledger.seconds()));
    all.sort(
        Comparator.comparingInt((Assessment each) -> -each.verdict().gravity())
            .thenComparingDouble(each -> -each.rate().perMinute())
            .thenComparing(each -> each.population().kind())
            .thenComparing(each -> each.population().place()));
    return List.copyOf(all);
  }

  /// Whether a longer look would change nothing: a leak on strong evidence, and nothing else that
  /// grows and is undecided. Always false in the first half minute, with a tracer in the first 20
  /// seconds; thought over once a second.
  public boolean sure() {
    double least = traced ? SurvivalRule.SHORTEST_WATCH_SECONDS : SURE_AFTER_SECONDS;
    if (ledger.seconds() < least) {
      return false;
    }
    if (ledger.seconds() >= thoughtOverAt + THINKING_INTERVAL_SECONDS) {
      thoughtOverAt = ledger.seconds();
      sure = isSureNow();
    }
    return sure;
  }

  private boolean isSureNow() {
    boolean strong = false;
    for (Assessment each : assess()) {
      if (isStrong(each)) {
        strong = true;
      } else if (isUndecided(each)) {
        return false;
      }
    }
    return strong;
  }

  private boolean isStrong(Assessment assessment) {
    return assessment.verdict() instanceof Verdict.Leak
        && assessment.falseAlarmProbability() < SURE_BELOW
        && ledger.seconds() >= sureAfter(assessment);
  }

  private static double sureAfter(Assessment assessment) {
    boolean ofASite = assessment.sites().stream().anyMatch(share -> share.site() != 0);
    boolean known =
        assessment.evidence() == EvidenceKind.GAP
            || (assessment.evidence() == EvidenceKind.STATE
                && StateRule.arePrompt(assessment.siblings()));
    if (ofASite && known) {
      return SurvivalRule.SHORTEST_WATCH_SECONDS;
    }
    if (assessment.evidence() != EvidenceKind.STATE) {
      return SURE_OF_OTHERS_AFTER_SECONDS;
    }
    return StateRule.shortestWatchSeconds(assessment.condition());
  }

  /// Memory stays undecided in any hunt, and what is held is decided.
  private static boolean isUndecided(Assessment assessment) {
    return switch (assessment.verdict()) {
      case Verdict.Healthy v -> false;
      case Verdict.Unknown v -> assessment.condition() != null;
      case Verdict.Suspect v ->
          assessment.condition() != null && !assessment.evidence().isBounded();
      case Verdict.Leak v -> true;
    };
  }

  /// Seconds from the first look to the last.
  public double seconds() {
    return ledger.seconds();
  }

  /// Number of looks taken.
  public int looks() {
    return ledger.looks();
  }

  /// Descriptors seen to open since the first look; a lower bound, as those that live shorter than
  /// the time between two looks are not seen.
  public int opened() {
    return ledger.opened();
  }

  /// Descriptors seen to close since the first look; a lower bound likewise.
  public int closed() {
    return ledger.closed();
  }
}
