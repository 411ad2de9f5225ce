package dev.seep.detector;

import dev.seep.evidence.Condition;
import dev.seep.evidence.Verdict;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// More established connections than before, and data flows over them: users grow, nothing leaks.
final class LoadRule implements Rule {
  private static final double LEAST_SHARE_IN_USE = 0.8;

  @Override
  public @Nullable Assessment judge(Exhibit exhibit) {
    Crowd crowd = exhibit.crowd();
    if (!crowd.isEstablished() || crowd.gained() < Floor.LEAST) {
      return null;
    }
    double now = exhibit.now();
    long old = 0;
    long used = 0;
    for (Member member : crowd.members) {
      if (!member.backlogOfCell && member.ageInCell(now) >= Floor.MATURE) {
        old++;
        used += member.isUsed(now) ? 1 : 0;
      }
    }
    if (used < Floor.LEAST || used < LEAST_SHARE_IN_USE * old) {
      return null;
    }
    String reason =
        String.format(
            Locale.ROOT,
            "%s more than at the start, and of the %s old enough to judge %s are in use",
            Words.count(crowd.gained()),
            Words.count(old),
            Words.count(used));
    return exhibit.assess(
        EvidenceKind.LOAD,
        new Verdict.Healthy(reason),
        Double.NaN,
        Chance.rate(crowd.gained(), 0, 1, now),
        Double.NaN,
        -1,
        Condition.ACTIVE);
  }
}
