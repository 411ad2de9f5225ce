package dev.seep.cli.judge;

import dev.seep.detector.watch.Change;
import dev.seep.detector.watch.WatchDetector.Standing;
import dev.seep.detector.watch.WatchVerdict;
import dev.seep.evidence.Blind;
import java.util.List;

/// What came of a recording.
///
/// @param standings where each group stands at its end
/// @param changes all that were told, in order of time
/// @param rows taken
/// @param firstSeconds when the recording begins, on its own clock
/// @param spanSeconds from the first row to the last
/// @param blind what could not be taken, or not be told
public record Judgement(
    List<Standing> standings,
    List<Change> changes,
    long rows,
    double firstSeconds,
    double spanSeconds,
    List<Blind> blind) {

  /// Sooner than this the watch says nothing of anything (the gate of definite states).
  private static final double SHORTEST_SECONDS = 900;

  public Judgement {
    standings = List.copyOf(standings);
    changes = List.copyOf(changes);
    blind = List.copyOf(blind);
  }

  /// The worst of the groups' verdicts.
  public WatchVerdict worst() {
    WatchVerdict worst = WatchVerdict.HEALTHY;
    for (Standing standing : standings) {
      worst = standing.verdict().compareTo(worst) > 0 ? standing.verdict() : worst;
    }
    return worst;
  }

  /// Nothing was found, in a time in which nothing could be found.
  public boolean isTooShort() {
    return worst() == WatchVerdict.HEALTHY && spanSeconds < SHORTEST_SECONDS;
  }

  /// The word of the JSON contract.
  public String slug() {
    return isTooShort() ? "unknown" : worst().slug();
  }
}
