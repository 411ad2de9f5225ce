package dev.seep.score;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seep.casebook.Build;
import dev.seep.casebook.Case;
import dev.seep.casebook.Tool;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScorerTest {
  private static final List<ScoreSource> BOTH = List.of(ScoreSource.EBPF, ScoreSource.PROCFS);

  @TempDir private Path root;

  private List<Case> cases = List.of();
  private final List<String> played = Collections.synchronizedList(new ArrayList<>());
  private final List<String> told = new ArrayList<>();

  @BeforeEach
  void writeCases() throws IOException {
    cases =
        List.of(
            Made.plant(root, "alpha", "chapter=hard"),
            Made.plant(root, "beta", "chapter=stories"),
            Made.plant(root, "gamma", "chapter=bait", "kind=bait"));
  }

  /// Builds all but those named, and plays each trial as a healthy one.
  private class Crew implements Scorer.Crew {
    @Override
    public Build build(Case plant) throws Exception {
      return new Build.Built(root);
    }

    @Override
    public Outcome play(Trial trial) throws Exception {
      played.add(trial.title());
      return new Outcome.Ran(Grader.healthy(Made.report(Made.HEALTHY)), Measures.NONE);
    }
  }

  private List<CaseRun> score(Scorer.Crew crew, int parallel, long seed, BooleanSupplier stop)
      throws InterruptedException {
    Scorer.Listener listener =
        new Scorer.Listener() {
          @Override
          public void built(Case last, Build build, int done, int all) {
            told.add("built " + done + "/" + all);
          }

          @Override
          public void finished(CaseRun run, int done, int all) {
            told.add("finished " + done + "/" + all);
          }
        };
    Scorer scorer = new Scorer(crew, parallel, seed, listener, stop);
    List<Trial> trials = Scorer.trials(cases, BOTH, true);
    Map<Case, Build> builds = scorer.build(trials);
    return scorer.play(trials, builds);
  }

  @Test
  void aCaseIsRunWithItsTwinThroughEachSourceAndBaitAlone() {
    assertThat(Scorer.trials(cases, BOTH, true))
        .extracting(Trial::title)
        .containsExactly(
            "beta by ebpf",
            "beta by procfs",
            "beta (twin) by ebpf",
            "beta (twin) by procfs",
            "alpha by ebpf",
            "alpha by procfs",
            "alpha (twin) by ebpf",
            "alpha (twin) by procfs",
            "gamma (bait) by ebpf",
            "gamma (bait) by procfs");
    assertThat(Scorer.trials(cases, List.of(ScoreSource.EBPF), false))
        .extracting(Trial::title)
        .containsExactly("beta by ebpf", "alpha by ebpf", "gamma (bait) by ebpf");
  }

  @Test
  void resultsComeInTheOrderOfTheTrialsAndAreToldAsTheyCome() throws Exception {
    List<CaseRun> runs = score(new Crew(), 4, 1, () -> false);
    assertThat(runs).extracting(CaseRun::trial).isEqualTo(Scorer.trials(cases, BOTH, true));
    assertThat(runs).allMatch(CaseRun::ran);
    assertThat(told).startsWith("built 1/3", "built 2/3", "built 3/3").endsWith("finished 10/10");
  }

  @Test
  void theSeedGivesTheOrder() throws Exception {
    score(new Crew(), 1, 7, () -> false);
    List<String> first = List.copyOf(played);
    played.clear();
    score(new Crew(), 1, 7, () -> false);
    assertThat(played).isEqualTo(first);
    played.clear();
    score(new Crew(), 1, 8, () -> false);
    assertThat(played).isNotEqualTo(first).containsExactlyInAnyOrderElementsOf(first);
  }

  @Test
  void whatCannotBeBuiltIsNotRunAndNeverPassed() throws Exception {
    Scorer.Crew crew =
        new Crew() {
          @Override
          public Build build(Case plant) throws Exception {
            return switch (plant.name()) {
              case "alpha" -> new Build.Missing(List.of(new Tool("zig", "zig")));
              case "beta" -> throw new IOException("disk full");
              default -> super.build(plant);
            };
          }
        };
    List<CaseRun> runs = score(crew, 2, 1, () -> false);
    assertThat(runs)
        .filteredOn(CaseRun::ran)
        .extracting(run -> run.trial().plant().name())
        .containsOnly("gamma");
    assertThat(runs.getFirst().outcome()).isEqualTo(new Outcome.NotRun("not built: disk full ()"));
    assertThat(runs.get(4).outcome())
        .isEqualTo(new Outcome.NotRun("not on this machine: zig; apt-get install zig"));
    assertThat(Totals.of(runs).notRun()).isEqualTo(8);
    assertThat(Totals.of(runs).right()).isEqualTo(2);
  }

  @Test
  void theLineInWhichACompilerSaysWhatIsWrongIsTheReason() throws Exception {
    Scorer.Crew crew =
        new Crew() {
          @Override
          public Build build(Case plant) {
            return new Build.Failed(List.of("cc", "x.c"), "In file x.c\nx.c:1: error: no\nsorry");
          }
        };
    assertThat(score(crew, 1, 1, () -> false).getFirst().outcome())
        .isEqualTo(new Outcome.NotRun("not built: x.c:1: error: no (cc x.c)"));
  }

  @Test
  void aTrialThatBreaksIsNotRunAndTheOthersGoOn() throws Exception {
    Scorer.Crew crew =
        new Crew() {
          @Override
          public Outcome play(Trial trial) throws Exception {
            if (trial.plant().bait()) {
              throw new IllegalStateException("broken");
            }
            return super.play(trial);
          }
        };
    assertThat(score(crew, 3, 1, () -> false)).filteredOn(CaseRun::ran).hasSize(8);
  }

  @Test
  void whoStopsItGetsWhatIsKnownByThenAndWhatRunsIsInterrupted() throws Exception {
    AtomicInteger interrupted = new AtomicInteger();
    Scorer.Crew crew =
        new Crew() {
          @Override
          public Outcome play(Trial trial) throws Exception {
            Outcome outcome = super.play(trial);
            if (played.size() > 2) {
              try {
                Thread.sleep(60_000);
              } catch (InterruptedException e) {
                interrupted.incrementAndGet();
                throw e;
              }
            }
            return outcome;
          }
        };
    List<CaseRun> runs = score(crew, 1, 1, () -> played.size() > 2);
    assertThat(interrupted).hasValue(1);
    assertThat(runs).hasSize(10);
    assertThat(runs).filteredOn(CaseRun::ran).hasSizeLessThanOrEqualTo(2);
    assertThat(runs)
        .filteredOn(run -> !run.ran())
        .allMatch(
            run -> run.outcome().equals(new Outcome.NotRun("not reached: it was stopped before")));
  }
}
