package dev.seep.watch;

import dev.seep.evidence.ResourceKind;
import dev.seep.evidence.watch.Standing;
import java.util.Optional;

/// Tells when an incident is over.
///
/// A restart gives everything back and mends nothing, so that it ends no incident: time does, in
/// which the leak would have shown itself again.
final class Rest {
  /// After a restart it must stay away for as long as it took to be noticed before, and for an hour
  /// at least.
  private static final double LEAST_AFTER_RESTART = 3_600;

  private static final double MOST_AFTER_RESTART = 86_400;

  /// What is given back must stay given back for so long.
  private static final double GIVEN_BACK_SECONDS = 600;

  /// A suspicion that nothing confirms.
  private static final double FORGOTTEN_SECONDS = 7_200;

  private static final int QUIET_LOOKS = 2;

  /// Of what leaked so much is back.
  private static final double GIVEN_BACK = 0.7;

  /// @return why it is over; empty when it is not
  Optional<String> reason(Open one, Follower follower, Moment now) {
    if (!isQuiet(one, follower)) {
      one.quietSince = Double.NaN;
      return Optional.empty();
    }
    if (Double.isNaN(one.quietSince)) {
      one.quietSince = now.seconds();
    }
    double quiet = now.seconds() - one.quietSince;
    if (!Double.isNaN(one.restartedAt)) {
      return quiet > afterRestart(one)
          ? Optional.of("it did not come back after the restart")
          : Optional.empty();
    }
    if (one.incident.standing() == Standing.SUSPECT) {
      return one.quietLooks >= QUIET_LOOKS || quiet > FORGOTTEN_SECONDS
          ? Optional.of("nothing confirmed it")
          : Optional.empty();
    }
    return isGivenBack(one, follower) && quiet > GIVEN_BACK_SECONDS
        ? Optional.of("what was held has been given back")
        : Optional.empty();
  }

  private static double afterRestart(Open one) {
    double noticedAfter =
        one.incident.openedAt().getEpochSecond()
            - one.incident.process().startedAt().getEpochSecond();
    return Math.clamp(noticedAfter, LEAST_AFTER_RESTART, MOST_AFTER_RESTART);
  }

  private static boolean isQuiet(Open one, Follower follower) {
    if (!one.classes.isEmpty() || !Double.isNaN(one.waitsUntil)) {
      return false;
    }
    if (one.incident.resource() != ResourceKind.DESCRIPTOR) {
      return !follower.isGrowing();
    }
    boolean grows =
        Suspicion.look(follower.counts(), follower.limit()).isPresent() || follower.isGrowing();
    return !grows && (one.incident.standing() == Standing.SUSPECT || isGivenBack(one, follower));
  }

  private static boolean isGivenBack(Open one, Follower follower) {
    return switch (one.incident.resource()) {
      case DESCRIPTOR ->
          follower.row().open() >= 0
              && follower.row().open() <= one.worst - GIVEN_BACK * one.incident.count();
      case THREAD -> follower.process().threads() <= (1 - GIVEN_BACK) * one.incident.count() + 8;
      case MEMORY -> !Double.isNaN(one.restartedAt);
    };
  }
}
