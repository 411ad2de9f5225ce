package dev.seep.benchmarks.judge;

import dev.seep.testkit.lifetimes.LeakTruth;
import dev.seep.testkit.lifetimes.LifetimeFamily;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// One contender's record in one family.
record Score(LifetimeFamily family, String contender, List<Outcome> outcomes) {

  int runs() {
    return outcomes.size();
  }

  double processDays() {
    return outcomes.stream().mapToDouble(Outcome::days).sum();
  }

  int falseAlarms() {
    return (int) outcomes.stream().filter(Outcome::falseAlarm).count();
  }

  /// Runs in which the limit was said to be about to be reached.
  int criticals() {
    return (int) outcomes.stream().filter(o -> o.ruling().criticalAt().isPresent()).count();
  }

  /// Leaks that were found, and said to be none within the next 24 hours.
  int withdrawn() {
    return (int) outcomes.stream().filter(o -> o.found() && o.ruling().withdrawn()).count();
  }

  int found() {
    return (int) outcomes.stream().filter(Outcome::found).count();
  }

  /// The seeds with a false alarm, or of a leak that was not found.
  List<Long> wrongSeeds() {
    return outcomes.stream()
        .filter(outcome -> family.leaks() ? !outcome.found() : outcome.falseAlarm())
        .map(Outcome::seed)
        .toList();
  }

  /// The delay below which this share of all runs was found; infinite when fewer were.
  double delayHours(double share) {
    double[] delays = outcomes.stream().mapToDouble(Outcome::delayHours).sorted().toArray();
    return delays[(int) Math.ceil(share * delays.length) - 1];
  }

  /// The time that the information limit's leaks take: the mean over runs, whose rates may differ.
  double limitHours() {
    return outcomes.stream()
        .mapToDouble(outcome -> InformationLimit.hours(family.tier(), rate(outcome)))
        .average()
        .orElse(Double.NaN);
  }

  double ratePerMinute() {
    return outcomes.stream().mapToDouble(Score::rate).average().orElse(Double.NaN);
  }

  private static double rate(Outcome outcome) {
    return outcome.truth().map(LeakTruth::perMinute).orElse(Double.NaN);
  }

  Coverage coverage() {
    return coverage(Ruling::slope);
  }

  Coverage coverageADayLater() {
    return coverage(Ruling::dayLater);
  }

  private Coverage coverage(Function<Ruling, Optional<Slope>> told) {
    int covered = 0;
    int all = 0;
    double[] ratios = new double[outcomes.size()];
    for (Outcome outcome : outcomes) {
      Optional<Slope> slope = outcome.found() ? told.apply(outcome.ruling()) : Optional.empty();
      if (slope.isPresent()) {
        covered += slope.get().covers(rate(outcome)) ? 1 : 0;
        ratios[all++] = slope.get().perMinute() / rate(outcome);
      }
    }
    Arrays.sort(ratios, 0, all);
    return new Coverage(covered, all, all == 0 ? Double.NaN : ratios[all / 2]);
  }

  double seconds() {
    return outcomes.stream().mapToLong(Outcome::nanos).sum() / 1e9;
  }

  /// How often the true rate lay within the interval.
  ///
  /// @param medianRatio of the estimate to the truth
  record Coverage(int covered, int all, double medianRatio) {
    double share() {
      return (double) covered / all;
    }
  }
}
