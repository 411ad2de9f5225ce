package dev.seep.detector;

import dev.seep.evidence.Rate;
import dev.seep.evidence.Verdict;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Held too long, not for ever: members of a definite state that do leave it, all after about the
/// same long time, as a timer makes them. Their number cannot pass rate × hold time.
///
/// A pool that closes what was idle for 30 s shows the same in its established connections; there
/// it is health, so only definite states are judged.
final class HeldRule implements Rule {
  private static final int LEAST_SEEN_LEAVING = 4;
  private static final int LEAST_CEILING = 5;

  /// Ninth decile over first of the times they stayed, when one constant rules them.
  private static final double CLUSTERED = 1.35;

  @Override
  public @Nullable Assessment judge(Exhibit exhibit) {
    Crowd crowd = exhibit.crowd();
    if (!crowd.isDefinite()) {
      return null;
    }
    double hold = holdSeconds(exhibit);
    if (Double.isNaN(hold) || hold < Floor.MATURE) {
      return null;
    }
    Rate rate = Chance.rate(exhibit.floor().arrived(), 0, 1, exhibit.floor().seconds());
    long ceiling = Math.round(rate.perMinute() / 60 * hold);
    if (ceiling < LEAST_CEILING) {
      return null;
    }
    Verdict verdict = new Verdict.Suspect(words(exhibit, hold, rate, ceiling));
    return exhibit.assess(
        EvidenceKind.HELD, verdict, Double.NaN, rate, hold, ceiling, crowd.condition);
  }

  private static double holdSeconds(Exhibit exhibit) {
    double seen = clusterOfStays(exhibit);
    return Double.isNaN(seen) ? fromTurnover(exhibit) : seen;
  }

  private static double clusterOfStays(Exhibit exhibit) {
    if (areSwept(exhibit)) {
      return Double.NaN;
    }
    Lifetimes stays = exhibit.crowd().idleStays;
    long leaving = stays.atLeast(Floor.MATURE);
    if (leaving < LEAST_SEEN_LEAVING) {
      return Double.NaN;
    }
    double hold = stays.quantileAbove(Floor.MATURE, 0.5);
    double spread = stays.quantileAbove(Floor.MATURE, 0.9) / stays.quantileAbove(Floor.MATURE, 0.1);
    boolean all = exhibit.crowd().medianStaySeconds() >= Floor.MATURE;
    if (spread > CLUSTERED && !all) {
      return Double.NaN;
    }
    long overdue =
        exhibit.crowd().members.stream()
            .filter(member -> member.ageInCell(exhibit.now()) > 1.2 * hold)
            .count();
    return overdue > 0.25 * (overdue + leaving) ? Double.NaN : hold;
  }

  /// Ends of many at once, of any age, tell of the moment and of no time that each was held.
  private static boolean areSwept(Exhibit exhibit) {
    Bunches bunches = exhibit.crowd().bunches;
    long swept =
        bunches.sweeps(exhibit.epochSeconds()).stream()
            .mapToLong(each -> each.bunch().count())
            .sum();
    return 2 * swept > bunches.total();
  }

  /// Held for longer than was watched: what leaves was there before the watch, as many leave as
  /// come, so the number stands, and the time held is number over rate (Little's law).
  private static double fromTurnover(Exhibit exhibit) {
    Floor floor = exhibit.floor();
    boolean newOnesStay = exhibit.crowd().idleStays.atLeast(Floor.MATURE) < LEAST_SEEN_LEAVING;
    boolean balanced =
        floor.departed() >= Floor.LEAST
            && floor.arrived() >= Floor.LEAST
            && Chance.signTest(floor.arrived(), floor.departed()) > 0.05
            && Chance.signTest(floor.departed(), floor.arrived()) > 0.05;
    if (!newOnesStay || !balanced) {
      return Double.NaN;
    }
    long mature =
        exhibit.crowd().members.stream()
            .filter(member -> member.ageInCell(exhibit.now()) >= Floor.MATURE)
            .count();
    return Floor.MATURE + mature * floor.seconds() / floor.arrived();
  }

  private static String words(Exhibit exhibit, double hold, Rate rate, long ceiling) {
    int count = exhibit.crowd().members.size();
    String where =
        count < 0.8 * ceiling
            ? String.format(Locale.ROOT, "%d now, still rising towards it", count)
            : String.format(Locale.ROOT, "%d now, so it stands there already", count);
    return String.format(
        Locale.ROOT,
        "they are closed, but only after about %s; %.1f a minute × %s is a ceiling of about %s (%s)",
        Words.time(hold),
        rate.perMinute(),
        Words.time(hold),
        Words.count(ceiling),
        where);
  }
}
