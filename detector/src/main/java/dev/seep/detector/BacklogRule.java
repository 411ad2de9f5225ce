package dev.seep.detector;

import dev.seep.evidence.Verdict;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Many stood in a definite state before the watch began, none of them left, and a few were added:
/// too few to call it a leak by themselves, too many in all to call it nothing.
final class BacklogRule implements Rule {
  private static final int LEAST_BACKLOG = 20;
  private static final int LEAST_ADDED = 3;

  @Override
  public @Nullable Assessment judge(Exhibit exhibit) {
    Floor floor = exhibit.floor();
    long backlog = exhibit.backlog();
    if (!exhibit.crowd().isDefinite()
        || backlog < LEAST_BACKLOG
        || floor.arrived() < LEAST_ADDED
        || floor.departed() > 0) {
      return null;
    }
    String reason =
        String.format(
            Locale.ROOT,
            "%s stood in this state before the watch, none left it, and %s more came",
            Words.count(backlog),
            Words.count(floor.arrived()));
    return exhibit.assess(EvidenceKind.BACKLOG, new Verdict.Suspect(reason), Double.NaN);
  }
}
