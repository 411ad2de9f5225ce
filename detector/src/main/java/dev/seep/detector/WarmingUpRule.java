package dev.seep.detector;

import dev.seep.evidence.Rate;
import dev.seep.evidence.Verdict;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// It grew, kept what it had gained, and stopped: a pool or a cache that is full now.
final class WarmingUpRule implements Rule {
  private static final double LEAST_FLAT_SECONDS = 15;

  @Override
  public @Nullable Assessment judge(Exhibit exhibit) {
    Floor floor = exhibit.floor();
    if (floor.net() < Floor.LEAST || !floor.retains() || floor.keepsGrowing()) {
      return null;
    }
    double flat = exhibit.now() - floor.newestCameAt();
    double asked = Math.max(LEAST_FLAT_SECONDS, exhibit.now() / 4);
    String reason =
        String.format(
            Locale.ROOT,
            "%s more stay than at the start, the last of them came %s ago",
            Words.count(floor.net()),
            Words.time(flat));
    boolean full = flat >= asked && floor.young() == 0;
    Verdict verdict =
        full
            ? new Verdict.Healthy(reason)
            : new Verdict.Unknown(
                reason, Duration.ofSeconds((long) Math.ceil(Math.max(30, asked - flat))));
    return exhibit.assess(
        EvidenceKind.WARMING_UP,
        verdict,
        Double.NaN,
        full ? Rate.NONE : exhibit.growth(),
        Double.NaN,
        -1,
        exhibit.shownCondition());
  }
}
