package dev.seep.score;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The result of all trials.
///
/// @param seconds how long it took, builds not counted
/// @param seed the order of the runs came from
/// @param parallel so many hunts at a time
/// @param ownCpuSeconds CPU time of Seep and its helpers, over all hunts
/// @param runs by chapter and name
public record Score(
    Instant startedAt,
    double seconds,
    long seed,
    int parallel,
    Machine machine,
    double ownCpuSeconds,
    List<CaseRun> runs) {
  public Score {
    runs = List.copyOf(runs);
  }

  /// One for each case and source: the leaking run, and the healthy one beside it.
  public List<Row> rows() {
    Map<List<Object>, Row> rows = new LinkedHashMap<>();
    for (CaseRun run : runs) {
      Trial trial = run.trial();
      rows.merge(
          List.of(trial.plant().name(), trial.source()),
          trial.leaking() ? new Row(run, null) : new Row(null, run),
          Row::and);
    }
    return List.copyOf(rows.values());
  }

  /// A case through one source.
  ///
  /// @param leak null for bait
  /// @param healthy the twin or the bait; null when none was to be run
  public record Row(@Nullable CaseRun leak, @Nullable CaseRun healthy) {

    private Row and(Row other) {
      return new Row(leak == null ? other.leak : leak, healthy == null ? other.healthy : healthy);
    }

    public Trial trial() {
      CaseRun either = leak == null ? healthy : leak;
      if (either == null) {
        throw new IllegalStateException("a row without a run");
      }
      return either.trial();
    }
  }

  public Totals totals() {
    return Totals.of(runs);
  }

  public Totals totals(Predicate<Trial> which) {
    return Totals.of(runs.stream().filter(run -> which.test(run.trial())).toList());
  }

  /// Runs in which something was wrong.
  public List<CaseRun> missed() {
    return runs.stream().filter(run -> !run.misses().isEmpty()).toList();
  }

  public List<CaseRun> notRun() {
    return runs.stream().filter(run -> !run.ran()).toList();
  }

  /// What tracing costs its target: the median of [#tracingCosts]; NaN for none.
  public double tracingCost() {
    return Totals.median(tracingCosts());
  }

  /// For each healthy case that was hunted through both sources: the CPU time a second of the
  /// traced run, to that of the run that was only looked at. Both are under the same load, for the
  /// same time.
  public List<Double> tracingCosts() {
    Map<String, Double> looked = new LinkedHashMap<>();
    List<Double> costs = new ArrayList<>();
    healthyCpu(ScoreSource.PROCFS, looked::put);
    healthyCpu(
        ScoreSource.EBPF,
        (name, cpu) -> {
          double other = looked.getOrDefault(name, Double.NaN);
          if (other > 0) {
            costs.add(cpu / other);
          }
        });
    return costs;
  }

  private void healthyCpu(ScoreSource source, BiConsumer<String, Double> to) {
    for (CaseRun run : runs) {
      if (run.trial().source() == source
          && !run.trial().leaking()
          && run.outcome() instanceof Outcome.Ran(Grade _, Measures measures)
          && measures.targetCpuDuring() > 0) {
        to.accept(run.trial().plant().name(), measures.targetCpuDuring());
      }
    }
  }

  /// Processors that Seep used for one hunt, on average; NaN when none ran.
  public double ownCpuOfAHunt() {
    double hunted = 0;
    for (CaseRun run : runs) {
      if (run.outcome() instanceof Outcome.Ran(Grade _, Measures measures)
          && measures.watchedSeconds() > 0) {
        hunted += measures.watchedSeconds();
      }
    }
    return hunted > 0 ? ownCpuSeconds / hunted : Double.NaN;
  }
}
