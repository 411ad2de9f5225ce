package dev.seep.benchmarks.judge;

import dev.seep.testkit.lifetimes.LifetimeFamily;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What AgeFloor has to reach, and where a result misses it.
final class Bars {
  static final double LEAST_COVERAGE = 0.85;
  static final double MOST_COVERAGE = 0.98;

  private Bars() {}

  /// One line for each bar that is missed; empty when AgeFloor did not take part.
  static List<String> missed(Result result) {
    List<String> missed = new ArrayList<>();
    if (!result.contenders().contains(AgeFloor.NAME)) {
      return missed;
    }
    for (Score score : result.healthyScores(AgeFloor.NAME)) {
      if (score.falseAlarms() > 0) {
        missed.add(line(score, score.falseAlarms() + " false alarms, seeds " + score.wrongSeeds()));
      }
    }
    for (Score score : result.leakScores(AgeFloor.NAME)) {
      leak(score, missed);
      coverage(score, "at the verdict", score.coverage(), missed);
      coverage(score, "a day later", score.coverageADayLater(), missed);
      if (result.contenders().contains(ReferenceDetector.NAME)) {
        delay(score, result.score(score.family(), ReferenceDetector.NAME), missed);
      }
    }
    return missed;
  }

  private static void leak(Score score, List<String> missed) {
    if (score.found() < score.runs()) {
      missed.add(
          line(
              score,
              String.format(
                  Locale.ROOT,
                  "found %d of %d, not seeds %s",
                  score.found(),
                  score.runs(),
                  score.wrongSeeds())));
    }
  }

  private static void coverage(
      Score score, String when, Score.Coverage coverage, List<String> missed) {
    if (coverage.all() == 0) {
      return;
    }
    if (coverage.share() < LEAST_COVERAGE || tooWide(coverage)) {
      missed.add(
          line(
              score,
              String.format(
                  Locale.ROOT,
                  "true rate in the interval %s in %d of %d, the estimate %.2f of the truth",
                  when,
                  coverage.covered(),
                  coverage.all(),
                  coverage.medianRatio())));
    }
  }

  /// More than 98 % covered, and no accident: 40 of 40 are still likely for an interval that is
  /// just right, 200 of 200 are not.
  private static boolean tooWide(Score.Coverage coverage) {
    int outside = coverage.all() - coverage.covered();
    return coverage.share() > MOST_COVERAGE
        && PoissonBound.atMost(outside, (1 - MOST_COVERAGE) * coverage.all()) < 0.05;
  }

  /// To a tenth of an hour, as it is printed.
  private static void delay(Score score, Score reference, List<String> missed) {
    if (score.found() < score.runs()) {
      return;
    }
    double most = reference.delayHours(0.5) * (proportional(score.family()) ? 0.5 : 1);
    if (Math.round(10 * score.delayHours(0.5)) > Math.round(10 * most)) {
      missed.add(
          line(
              score,
              String.format(
                  Locale.ROOT, "median delay %.1f h, bar %.1f h", score.delayHours(0.5), most)));
    }
  }

  /// Leaks in proportion to the load: there the delay is to be halved.
  private static boolean proportional(LifetimeFamily family) {
    return family.name().endsWith("-with-load");
  }

  private static String line(Score score, String said) {
    return score.family().name() + ": " + said;
  }
}
