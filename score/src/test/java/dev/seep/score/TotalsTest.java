package dev.seep.score;

import static dev.seep.score.Made.LEAK;
import static dev.seep.score.Made.PEER;
import static dev.seep.score.Made.SUSPECT;
import static dev.seep.score.Made.closeWait;
import static dev.seep.score.Made.finding;
import static dev.seep.score.Made.frame;
import static dev.seep.score.Made.report;
import static org.assertj.core.api.Assertions.assertThat;

import dev.seep.casebook.Case;
import dev.seep.evidence.LeakClass;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TotalsTest {
  @TempDir private Path root;

  private Case plant() throws Exception {
    return Made.plant(root, "alpha", "chapter=hard");
  }

  private static Outcome found(double seconds, double cpu) {
    var right = finding(LEAK, LeakClass.CLOSE_WAIT, PEER, frame("dial", 17));
    var other = finding(SUSPECT, LeakClass.PIPE, "");
    return new Outcome.Ran(
        Grader.leaking(report(right, other), List.of(closeWait()), ScoreSource.EBPF),
        new Measures(seconds, 30, 60, 0.01, cpu, 0.5));
  }

  private static Outcome missed() {
    return new Outcome.Ran(
        Grader.leaking(report(), List.of(closeWait()), ScoreSource.PROCFS),
        new Measures(Double.NaN, -1, 60, 0.01, 0.01, 0));
  }

  private static Outcome twin(double cpu, boolean accused) {
    var report = accused ? report(finding(SUSPECT, LeakClass.PIPE, "")) : report(Made.HEALTHY);
    return new Outcome.Ran(Grader.healthy(report), new Measures(Double.NaN, -1, 60, 0.01, cpu, 0));
  }

  private Score score() throws Exception {
    Trial leak = new Trial(plant(), true, ScoreSource.EBPF);
    Trial looked = new Trial(plant(), true, ScoreSource.PROCFS);
    Trial twin = new Trial(plant(), false, ScoreSource.EBPF);
    Trial lookedTwin = new Trial(plant(), false, ScoreSource.PROCFS);
    return new Score(
        Instant.EPOCH,
        100,
        1,
        4,
        new Machine("6.1", "cpu", 2, 1024, "25", Map.of()),
        12,
        List.of(
            new CaseRun(leak, found(20, 0.02)),
            new CaseRun(looked, missed()),
            new CaseRun(twin, twin(0.03, true)),
            new CaseRun(lookedTwin, twin(0.02, false)),
            new CaseRun(lookedTwin, new Outcome.NotRun("no compiler"))));
  }

  @Test
  void precisionIsOfAccusationsAndRecallOfPlantedLeaks() throws Exception {
    Totals totals = score().totals();
    assertThat(totals.accusations()).isEqualTo(3);
    assertThat(totals.falseAccusations()).isEqualTo(2);
    assertThat(totals.precision()).isEqualTo(1.0 / 3);
    assertThat(totals.recall()).isEqualTo(0.5);
    assertThat(totals.falseAlarms()).isEqualTo(1);
    assertThat(totals.healthyRuns()).isEqualTo(2);
  }

  @Test
  void whatDidNotRunCountsNowhereElse() throws Exception {
    Totals totals = score().totals();
    assertThat(totals.runs()).isEqualTo(4);
    assertThat(totals.notRun()).isEqualTo(1);
    assertThat(totals.right()).isEqualTo(1);
  }

  @Test
  void sharesOfNothingAreUnknownAndNotZero() {
    Totals none = Totals.of(List.of());
    assertThat(none.precision()).isNaN();
    assertThat(none.recall()).isNaN();
    assertThat(none.medianSeconds()).isNaN();
  }

  @Test
  void mediansAreOfThoseThatWereMeasured() throws Exception {
    assertThat(score().totals().medianSeconds()).isEqualTo(20);
    assertThat(score().totals().medianLeaked()).isEqualTo(30);
    assertThat(Totals.median(List.of(4.0, 1.0, 3.0, 2.0))).isEqualTo(2.5);
  }

  @Test
  void whatTracingCostsIsTheTracedTwinToTheOneThatWasOnlyLookedAt() throws Exception {
    assertThat(score().tracingCost()).isEqualTo(1.5);
    assertThat(score().ownCpuOfAHunt()).isEqualTo(12.0 / 240);
  }

  @Test
  void aRowHasTheLeakAndItsTwin() throws Exception {
    List<Score.Row> rows = score().rows();
    assertThat(rows).hasSize(2);
    assertThat(rows.getFirst().trial().source()).isEqualTo(ScoreSource.EBPF);
    assertThat(rows.getFirst().leak()).isNotNull();
    assertThat(rows.getFirst().healthy()).isNotNull();
  }
}
