package dev.seep.detector;

import dev.seep.evidence.Condition;
import dev.seep.evidence.Siblings;
import dev.seep.evidence.Verdict;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A definite state (never connected, connect failed, close-wait, dead, a unix socket without its
/// other end) that at least eight stayed in for longer than 10 s and than 20 × their siblings'
/// median, their number growing in three quarters of four: nobody is going to close these.
final class StateRule implements Rule {
  private static final double TIMES_MEDIAN = 20;
  static final double ALARM = 0.01;

  private static final int LEAST_PROMPT = 8;
  private static final double PROMPT_SECONDS = 0.5;

  /// What is held for half a minute has not shown it before.
  private static final double SHORTEST_WATCH_SECONDS = 30;

  /// A peer's half-close is the state that timers hold most, so it is looked at for longer; on a
  /// unix socket the peer's close is the same.
  private static final double SHORTEST_WATCH_OF_CLOSE_WAIT_SECONDS = 45;

  /// Short of what is asked where nothing cuts in, as the restarts are watched, too.
  private static final double LEAST_BEFORE_A_RESTART_SECONDS = 25;

  @Override
  public @Nullable Assessment judge(Exhibit exhibit) {
    Crowd crowd = exhibit.crowd();
    Floor floor = exhibit.floor();
    if (!crowd.isDefinite()
        || exhibit.now() < shortestWatchSeconds(crowd)
        || !floor.retains()
        || !floor.keepsGrowing()
        || !lastedFor(LEAST_BEFORE_A_RESTART_SECONDS, exhibit)) {
      return null;
    }
    double age = ageAsked(crowd);
    long old =
        floor.survivors().stream().filter(m -> m.ageInCell(exhibit.now()) >= age).count()
            + (crowd.wasCutShort() ? crowd.cutStays.atLeast(age) : 0);
    boolean enough =
        old >= Floor.LEAST
            || (old >= 5 && floor.departed() == 0 && floor.net() + floor.young() >= Floor.LEAST);
    if (!enough || floor.chance() > ALARM) {
      return null;
    }
    double falseAlarm = exhibit.amongAll(floor.chance());
    return exhibit.assess(
        EvidenceKind.STATE, new Verdict.Leak(words(exhibit, age, old)), falseAlarm);
  }

  private static double shortestWatchSeconds(Crowd crowd) {
    return crowd.ofOneSite && arePrompt(crowd.siblings())
        ? SurvivalRule.SHORTEST_WATCH_SECONDS
        : shortestWatchSeconds(crowd.condition);
  }

  /// Where restarts cut the ages short, the length of the watch does not say what was waited for.
  private static boolean lastedFor(double seconds, Exhibit exhibit) {
    Crowd crowd = exhibit.crowd();
    return !crowd.wasCutShort()
        || crowd.cutStays.atLeast(seconds) > 0
        || exhibit.floor().survivors().stream()
            .anyMatch(member -> member.ageInCell(exhibit.now()) >= seconds);
  }

  /// Whether those that were closed were closed at once: code that does so holds nothing by a
  /// timer, so that less patience is needed to tell.
  static boolean arePrompt(Siblings siblings) {
    return siblings.closed() >= LEAST_PROMPT && siblings.medianLifeSeconds() <= PROMPT_SECONDS;
  }

  static double shortestWatchSeconds(@Nullable Condition condition) {
    return condition == Condition.CLOSE_WAIT || condition == Condition.LONELY
        ? SHORTEST_WATCH_OF_CLOSE_WAIT_SECONDS
        : SHORTEST_WATCH_SECONDS;
  }

  static double ageAsked(Crowd crowd) {
    double median = crowd.medianStaySeconds();
    return Double.isNaN(median) ? Floor.MATURE : Math.max(Floor.MATURE, TIMES_MEDIAN * median);
  }

  private static String words(Exhibit exhibit, double age, long old) {
    Floor floor = exhibit.floor();
    String gone =
        floor.departed() == 0 ? "none left it" : Words.count(floor.departed()) + " left it";
    long backlog = exhibit.backlog();
    String before = backlog == 0 ? "" : "; " + Words.wasOrWere(backlog) + " there before";
    String cut =
        exhibit.crowd().wasCutShort()
            ? "; " + Words.wasOrWere(exhibit.crowd().cutStays.total()) + " ended by a restart alone"
            : "";
    return String.format(
        Locale.ROOT,
        "%s came into this state and stayed for more than %s, %s, and their number grew in %d"
            + " quarters of 4%s%s",
        Words.count(old),
        Words.time(age),
        gone,
        floor.growingQuarters(),
        cut,
        before);
  }
}
