package dev.seep.score;

import java.util.List;

/// A trial and what came of it.
public record CaseRun(Trial trial, Outcome outcome) {

  public boolean ran() {
    return outcome instanceof Outcome.Ran;
  }

  /// What was wrong; empty when nothing was, or it did not run.
  public List<String> misses() {
    return switch (outcome) {
      case Outcome.NotRun _ -> List.of();
      case Outcome.Ran(Grade grade, Measures _) -> grade.misses();
    };
  }
}
