package dev.seep.detector;

import dev.seep.evidence.Verdict;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A gap in the lifetimes where a tracer tells them exactly, those too brief for any look included:
/// most of those opened here are closed soon; a few are not, and these are not closed later either.
///
/// [Survival] says how certain that is at any moment, so the verdict need not wait for the end of
/// the hunt. What it must wait for is a timer ([Timers]).
final class SurvivalRule implements Rule {
  static final double SHORTEST_WATCH_SECONDS = Timers.SHORTEST_WATCH_SECONDS;

  private static final double ALARM = 1e-3;

  @Override
  public @Nullable Assessment judge(Exhibit exhibit) {
    Crowd crowd = exhibit.crowd();
    Floor floor = exhibit.floor();
    if (!crowd.ofOneSite
        || crowd.lives.total() < Floor.LEAST
        || !floor.keepsGrowing()
        || floor.chance() > StateRule.ALARM
        || !GapRule.mayBeCertain(exhibit)
        || !Timers.havePassed(exhibit)) {
      return null;
    }
    Survival survival = Survival.of(exhibit);
    double falseAlarm = exhibit.amongAll(survival.falseAlarm());
    if (!survival.retains() || falseAlarm > ALARM) {
      return null;
    }
    Verdict verdict = new Verdict.Leak(words(crowd, survival, falseAlarm));
    return exhibit.assess(EvidenceKind.GAP, verdict, falseAlarm);
  }

  private static String words(Crowd crowd, Survival survival, double falseAlarm) {
    return String.format(
        Locale.ROOT,
        "of %s opened here most are closed soon (median %s), but of the %s that reached %s %s"
            + " closed since (%s)",
        Words.count(crowd.opened),
        Words.time(Math.max(0, crowd.lives.median(0))),
        Words.count(survival.stayed() + survival.left()),
        Words.time(survival.age()),
        survival.left() == 0 ? "none was" : "only " + Words.wasOrWere(survival.left()),
        Words.chance(falseAlarm));
  }
}
