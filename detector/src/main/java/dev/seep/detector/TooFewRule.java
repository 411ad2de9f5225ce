package dev.seep.detector;

import dev.seep.evidence.Verdict;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// It grows, by fewer than anything can be told from; or it was watched for too short a time. Says
/// how much longer to look: until as many have come as the growth is judged by, at the rate seen.
final class TooFewRule implements Rule {
  /// Before this nothing has had the time to show that it stays.
  static final double SHORT_WATCH_SECONDS = 25;

  @Override
  public @Nullable Assessment judge(Exhibit exhibit) {
    return exhibit.now() < SHORT_WATCH_SECONDS ? tooShort(exhibit) : tooSlow(exhibit);
  }

  private static @Nullable Assessment tooSlow(Exhibit exhibit) {
    Floor floor = exhibit.floor();
    boolean definite = exhibit.crowd().isDefinite();
    if (floor.net() < (definite ? 2 : 4)
        || floor.departed() > 0
        || floor.net() > GrowthRule.least(exhibit)
        || floor.growingQuarters() < (definite ? 1 : 3)) {
      return null;
    }
    double whole = (GrowthRule.least(exhibit) + 2) / floor.perSecond() + Floor.MATURE;
    Duration needed = Duration.ofSeconds((long) Math.ceil(Math.max(20, whole - exhibit.now())));
    String reason =
        String.format(
            Locale.ROOT,
            "%s came in %s and stayed; at that rate it takes %s more to tell",
            Words.count(floor.net()),
            Words.time(exhibit.now()),
            Words.time((double) needed.toSeconds()));
    return exhibit.assess(EvidenceKind.TOO_FEW, new Verdict.Unknown(reason, needed), Double.NaN);
  }

  private static @Nullable Assessment tooShort(Exhibit exhibit) {
    Crowd crowd = exhibit.crowd();
    int gained = crowd.gained();
    if (gained < 4 || crowd.left > gained / 4) {
      return null;
    }
    Duration needed = Duration.ofSeconds((long) Math.ceil(30 - Math.min(20, exhibit.now())));
    String reason =
        String.format(
            Locale.ROOT,
            "%s more than at the start, but %s are too short to tell what stays",
            Words.count(gained),
            Words.time(exhibit.now()));
    return exhibit.assess(
        EvidenceKind.TOO_FEW,
        new Verdict.Unknown(reason, needed),
        Double.NaN,
        Chance.rate(gained, 0, 1, exhibit.now()),
        Double.NaN,
        -1,
        crowd.condition);
  }
}
