package dev.seep.benchmarks.judge;

import dev.seep.testkit.lifetimes.LifetimeFamily;
import java.util.List;

/// A whole evaluation's scores.
///
/// @param scores one for each family and contender
/// @param seconds what it took, simulation included
record Result(Evaluation evaluation, List<Score> scores, double seconds) {

  List<String> contenders() {
    return evaluation.contenders().stream().map(Contender::name).toList();
  }

  List<LifetimeFamily> healthy() {
    return evaluation.families().stream().filter(family -> !family.leaks()).toList();
  }

  List<LifetimeFamily> leaking() {
    return evaluation.families().stream().filter(LifetimeFamily::leaks).toList();
  }

  Score score(LifetimeFamily family, String contender) {
    return scores.stream()
        .filter(s -> s.family().equals(family) && s.contender().equals(contender))
        .findFirst()
        .orElseThrow();
  }

  List<Score> healthyScores(String contender) {
    return healthy().stream().map(family -> score(family, contender)).toList();
  }

  List<Score> leakScores(String contender) {
    return leaking().stream().map(family -> score(family, contender)).toList();
  }

  double healthyDays() {
    return healthyScores(contenders().getFirst()).stream().mapToDouble(Score::processDays).sum();
  }

  int falseAlarms(String contender) {
    return healthyScores(contender).stream().mapToInt(Score::falseAlarms).sum();
  }

  int found(String contender) {
    return leakScores(contender).stream().mapToInt(Score::found).sum();
  }

  int leakRuns() {
    return leakScores(contenders().getFirst()).stream().mapToInt(Score::runs).sum();
  }
}
