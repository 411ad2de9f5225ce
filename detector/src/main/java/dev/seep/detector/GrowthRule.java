package dev.seep.detector;

import dev.seep.evidence.Condition;
import dev.seep.evidence.Verdict;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Ever more of them stay and hardly any leaves, and there are no siblings to tell by: a leak or
/// something that fills up.
///
/// That it grows is certain; that it leaks is not, so no chance of a false alarm is given.
///
/// What was there before the watch can settle it where the kernel dates it (pipes): when the
/// backlog came evenly over ten minutes and more, at no slower a pace in its oldest quarter, this
/// has been going on for longer than any warm-up.
final class GrowthRule implements Rule {
  private static final double SHORTEST_WATCH_SECONDS = 25;
  private static final int LEAST_WITHOUT_SIBLINGS = 12;
  private static final int LEAST_BACKLOG = 20;
  private static final double LEAST_SPAN_SECONDS = 600;
  private static final double LEAST_SHARE_OF_A_QUARTER = 0.15;

  /// Records that the longer watch's rule asks for: 11.5 / (ln(1/0.35) + 0.35 - 1) of them.
  private static final double EVENTS_TO_BE_SURE = 29;

  @Override
  public @Nullable Assessment judge(Exhibit exhibit) {
    Floor floor = exhibit.floor();
    boolean steady = floor.keepsGrowing() || exhibit.crowd().isDefinite();
    if (exhibit.now() < SHORTEST_WATCH_SECONDS
        || floor.net() < least(exhibit)
        || !floor.retains()
        || !steady
        || floor.chance() > StateRule.ALARM) {
      return null;
    }
    double span = evenBacklogSeconds(exhibit);
    if (span > 0) {
      String reason =
          String.format(
              Locale.ROOT,
              "%s; and the %s from before came evenly over the last %s",
              words(exhibit),
              Words.count(exhibit.backlog()),
              Words.time(span));
      return exhibit.assess(
          EvidenceKind.BACKLOG, new Verdict.Leak(reason), exhibit.amongAll(floor.chance()));
    }
    String reason = words(exhibit) + "; " + whatWouldSettleIt(exhibit);
    return exhibit.assess(EvidenceKind.GROWTH, new Verdict.Suspect(reason), Double.NaN);
  }

  /// How many have to stay: of what may be filling up slowly (tables that are opened when they are
  /// first asked for) a few still come when it is nearly full.
  static int least(Exhibit exhibit) {
    return exhibit.crowd().isDefinite() ? Floor.LEAST : LEAST_WITHOUT_SIBLINGS;
  }

  /// Seconds over which a dated backlog came, 0 unless it came evenly.
  static double evenBacklogSeconds(Exhibit exhibit) {
    double[] ages =
        exhibit.crowd().members.stream()
            .filter(member -> member.backlogOfCell && !Double.isNaN(member.bornAt))
            .mapToDouble(member -> -member.bornAt)
            .sorted()
            .toArray();
    if (ages.length < LEAST_BACKLOG) {
      return 0;
    }
    double span = ages[ages.length - 1];
    if (span < LEAST_SPAN_SECONDS) {
      return 0;
    }
    long[] quarters = new long[4];
    for (double age : ages) {
      quarters[(int) Math.max(0, Math.min(3, 4 * age / span))]++;
    }
    boolean even =
        Arrays.stream(quarters).allMatch(n -> n >= LEAST_SHARE_OF_A_QUARTER * ages.length);
    return even ? span : 0;
  }

  private static String words(Exhibit exhibit) {
    Floor floor = exhibit.floor();
    String gone = floor.departed() == 0 ? "none was" : "only " + Words.wasOrWere(floor.departed());
    return String.format(
        Locale.ROOT,
        "%s were opened and stayed for more than %s, %s closed",
        Words.count(floor.arrived()),
        Words.time(Floor.MATURE),
        gone);
  }

  private static String whatWouldSettleIt(Exhibit exhibit) {
    double seconds =
        Math.max(
            5 * exhibit.now(), EVENTS_TO_BE_SURE / Math.max(1e-6, exhibit.floor().perSecond()));
    if (exhibit.shownCondition() == Condition.CONNECTED) {
      return "whether data still flows over them is not known here, so this is no proof";
    }
    if (exhibit.crowd().isDefinite()) {
      return "a longer look shows whether something closes them after all";
    }
    return "it may still be filling up: a look of "
        + Words.time(Math.ceil(seconds / 60) * 60)
        + " shows whether it stops";
  }
}
