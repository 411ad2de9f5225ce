package dev.seep.detector;

import dev.seep.evidence.Condition;
import dev.seep.evidence.Verdict;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A gap in the lifetimes as looks see them ([SurvivalRule] is for exact ones): most of those
/// opened here are closed soon; few reach an age of ten times that, and of those that do nearly
/// none is ever closed.
///
/// The chance of a false alarm takes the siblings' own survival curve and carries it on as a
/// straight line in log-log scale from their median `m` to the age `a`, the slowest fall that still
/// fits them: `S(x) ∝ x^-α` with `α = ln(½ / S(a)) / ln(a / m)`. Under it survivors of ages `x`
/// would have lost `Σ α ln(x / a)` of their number, and the chance that they lost as few as they
/// did is Poisson.
final class GapRule implements Rule {
  private static final double ALARM = 1e-3;
  private static final double SHORTEST_WATCH_SECONDS = 45;
  private static final double TIMES_MEDIAN = 10;
  private static final double MOST_THAT_REACH_IT = 0.25;
  private static final double MOST_THAT_LEAVE = 0.02;

  @Override
  public @Nullable Assessment judge(Exhibit exhibit) {
    Crowd crowd = exhibit.crowd();
    Floor floor = exhibit.floor();
    if (crowd.ofOneSite
        || exhibit.now() < SHORTEST_WATCH_SECONDS
        || !Timers.havePassed(exhibit)
        || crowd.lives.total() < Floor.LEAST
        || !floor.keepsGrowing()
        || floor.chance() > StateRule.ALARM
        || !mayBeCertain(exhibit)) {
      return null;
    }
    double median = crowd.lives.median(0);
    double age = Math.max(Floor.MATURE, TIMES_MEDIAN * median);
    double[] ages =
        floor.survivors().stream()
            .mapToDouble(member -> member.ageInCell(exhibit.now()))
            .filter(each -> each >= age)
            .toArray();
    long left =
        crowd.idleStays.atLeast(age)
            + crowd.backlogLeft.sumFrom((int) (age / exhibit.epochSeconds()));
    long reached = ages.length + crowd.idleStays.atLeast(age);
    double share = (double) reached / Math.max(1, crowd.opened);
    if (ages.length < Floor.LEAST
        || share > MOST_THAT_REACH_IT
        || left > MOST_THAT_LEAVE * reached) {
      return null;
    }
    double falseAlarm = exhibit.amongAll(falseAlarm(ages, age, median, share, left));
    if (falseAlarm > ALARM) {
      return null;
    }
    Verdict verdict = new Verdict.Leak(words(crowd, ages.length, left, age, median, falseAlarm));
    return exhibit.assess(EvidenceKind.GAP, verdict, falseAlarm);
  }

  /// Silence that was not measured proves nothing, and how long a client stays connected without a
  /// word is the client's choice.
  static boolean mayBeCertain(Exhibit exhibit) {
    Condition shown = exhibit.shownCondition();
    boolean clientsChoice = shown == Condition.IDLE && exhibit.crowd().population.incoming();
    return shown != Condition.CONNECTED && !clientsChoice;
  }

  static double falseAlarm(double[] ages, double age, double median, double share, long left) {
    double slope = Math.log(0.5 / share) / Math.log(age / Math.max(0.05, median));
    double expected = 0;
    for (double each : ages) {
      expected += Math.log(each / age);
    }
    return Chance.poissonAtMost(left, expected * Math.min(3, slope));
  }

  private static String words(
      Crowd crowd, long stayed, long left, double age, double median, double falseAlarm) {
    return String.format(
        Locale.ROOT,
        "of %s opened here most are closed soon (median %s), but of the %s that reached %s %s"
            + " closed since (%s)",
        Words.count(crowd.opened),
        Words.time(median),
        Words.count(stayed + left),
        Words.time(age),
        left == 0 ? "none was" : "only " + Words.wasOrWere(left),
        Words.chance(falseAlarm));
  }
}
