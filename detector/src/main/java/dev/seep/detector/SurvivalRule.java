package dev.seep.detector;

import dev.seep.evidence.Condition;
import dev.seep.evidence.Verdict;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A gap in the lifetimes where a tracer tells them exactly, those too brief for any look included:
/// most of those opened here are closed soon; a few are not, and these are not closed later either.
///
/// [Survival] says how certain that is at any moment, so the verdict need not wait for the end of
/// the hunt. What it must wait for is a timer: what one holds for a minute is not closed within the
/// first minute either. No timer is known to hold a socket that was never connected or is dead, and
/// few hold a file; connections are held by many, for 60 s by most, so those are to stay for longer
/// than that, unless what was there before shows that they have piled up for longer already.
final class SurvivalRule implements Rule {
  /// A keep-alive of 15 s has shown itself by then.
  static final double SHORTEST_WATCH_SECONDS = 20;

  private static final double SHORTEST_WATCH_OF_FILES_SECONDS = 25;
  private static final double LONGEST_USUAL_TIMER_SECONDS = 75;
  private static final double ALARM = 1e-3;
  private static final double MOST_THAT_LEAVE = 0.02;

  @Override
  public @Nullable Assessment judge(Exhibit exhibit) {
    Crowd crowd = exhibit.crowd();
    Floor floor = exhibit.floor();
    if (!crowd.ofOneSite
        || crowd.lives.total() < Floor.LEAST
        || !floor.keepsGrowing()
        || floor.chance() > StateRule.ALARM
        || !GapRule.mayBeCertain(exhibit)
        || !isPastTimers(exhibit)) {
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

  private static boolean isPastTimers(Exhibit exhibit) {
    return switch (hold(exhibit.crowd().condition)) {
      case NONE -> exhibit.now() >= SHORTEST_WATCH_SECONDS;
      case RARE -> exhibit.now() >= SHORTEST_WATCH_OF_FILES_SECONDS;
      case USUAL ->
          exhibit.now() >= SHORTEST_WATCH_SECONDS
              && secondsPiledUp(exhibit) >= LONGEST_USUAL_TIMER_SECONDS;
    };
  }

  private enum Hold {
    NONE,
    RARE,
    USUAL
  }

  private static Hold hold(Condition condition) {
    return switch (condition) {
      case NEVER_CONNECTED, CONNECT_FAILED, DEAD -> Hold.NONE;
      case OPEN, DELETED, ANONYMOUS -> Hold.RARE;
      case CLOSE_WAIT,
          CONNECTING,
          UNREAD,
          IDLE,
          ACTIVE,
          CONNECTED,
          HALF_CLOSED,
          BOUND,
          DATAGRAM,
          UNIX_CONNECTED,
          LONELY,
          LISTENING,
          THREAD,
          UNLISTED ->
          Hold.USUAL;
    };
  }

  /// For how long they have come and not gone: what a timer held when the watch began would have
  /// left by now as fast as others come.
  private static double secondsPiledUp(Exhibit exhibit) {
    Floor floor = exhibit.floor();
    boolean noneLeft = floor.departed() <= MOST_THAT_LEAVE * floor.arrived();
    double before = noneLeft ? exhibit.backlog() / Math.max(1e-9, floor.perSecond()) : 0;
    return exhibit.now() + before;
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
