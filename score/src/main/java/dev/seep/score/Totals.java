package dev.seep.score;

import java.util.ArrayList;
import java.util.List;

/// Sums over some runs. A leak is counted once for each run that should find it, so twice where
/// both sources are tried.
///
/// @param runs that ran
/// @param notRun that did not
/// @param right runs in which nothing was wrong
/// @param detected of the planted leaks
/// @param leakClass, place, culprit of the planted leaks, where the truth names one and the source
///   can see it
/// @param cannotKnow culprits that nobody can know from outside, and none was named
/// @param healthyRuns twins and baits
/// @param falseAlarms of the healthy runs, those in which something was accused
/// @param accusations findings that say at least `suspect`, in all runs
/// @param falseAccusations of them, those that speak of no planted leak
/// @param medianSeconds to the verdict, NaN for none
/// @param medianLeaked descriptors needed, NaN for none
/// @param medianCost CPU time of the target while hunted, to that before; NaN for none
public record Totals(
    int runs,
    int notRun,
    int right,
    Tally detected,
    Tally leakClass,
    Tally place,
    Tally culprit,
    int cannotKnow,
    int healthyRuns,
    int falseAlarms,
    int accusations,
    int falseAccusations,
    double medianSeconds,
    double medianLeaked,
    double medianCost) {

  /// So many of so many.
  public record Tally(int right, int asked) {

    /// NaN of none.
    public double share() {
      return asked == 0 ? Double.NaN : (double) right / asked;
    }

    private Tally plus(Mark mark) {
      return switch (mark) {
        case RIGHT -> new Tally(right + 1, asked + 1);
        case WRONG -> new Tally(right, asked + 1);
        case CANNOT_KNOW, NOT_ASKED -> this;
      };
    }
  }

  /// Right accusations to all accusations; NaN when nobody was accused.
  public double precision() {
    return new Tally(accusations - falseAccusations, accusations).share();
  }

  /// Planted leaks that were detected, to all; NaN when none was planted.
  public double recall() {
    return detected.share();
  }

  /// NaN of none.
  static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    int half = sorted.size() / 2;
    return sorted.isEmpty()
        ? Double.NaN
        : sorted.size() % 2 == 1 ? sorted.get(half) : (sorted.get(half - 1) + sorted.get(half)) / 2;
  }

  static Totals of(List<CaseRun> runs) {
    Sum sum = new Sum();
    runs.forEach(sum::add);
    return sum.totals();
  }

  private static final class Sum {
    private static final Tally NONE = new Tally(0, 0);

    private int runs;
    private int notRun;
    private int right;
    private Tally detected = NONE;
    private Tally leakClass = NONE;
    private Tally place = NONE;
    private Tally culprit = NONE;
    private int cannotKnow;
    private int healthyRuns;
    private int falseAlarms;
    private int accusations;
    private int falseAccusations;
    private final List<Double> seconds = new ArrayList<>();
    private final List<Double> leaked = new ArrayList<>();
    private final List<Double> costs = new ArrayList<>();

    void add(CaseRun run) {
      switch (run.outcome()) {
        case Outcome.NotRun _ -> notRun++;
        case Outcome.Ran(Grade grade, Measures measures) -> {
          add(grade, measures);
          if (!run.trial().leaking()) {
            healthyRuns++;
            falseAlarms += grade.falseAccusations().isEmpty() ? 0 : 1;
          }
        }
      }
    }

    private void add(Grade grade, Measures measures) {
      runs++;
      right += grade.right() ? 1 : 0;
      for (LeakGrade leak : grade.leaks()) {
        detected = detected.plus(Mark.of(leak.detected()));
        leakClass = leakClass.plus(leak.leakClass());
        place = place.plus(leak.place());
        culprit = culprit.plus(leak.culprit());
        cannotKnow += leak.culprit() == Mark.CANNOT_KNOW ? 1 : 0;
      }
      accusations += grade.accusations();
      falseAccusations += grade.falseAccusations().size();
      keep(seconds, measures.secondsToVerdict());
      keep(leaked, measures.leakedNeeded() < 0 ? Double.NaN : measures.leakedNeeded());
      keep(costs, measures.targetCpuDuring() / measures.targetCpuBefore());
    }

    private static void keep(List<Double> values, double value) {
      if (Double.isFinite(value)) {
        values.add(value);
      }
    }

    Totals totals() {
      return new Totals(
          runs,
          notRun,
          right,
          detected,
          leakClass,
          place,
          culprit,
          cannotKnow,
          healthyRuns,
          falseAlarms,
          accusations,
          falseAccusations,
          median(seconds),
          median(leaked),
          median(costs));
    }
  }
}
