package dev.seep.benchmarks.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.seep.benchmarks.judge.Evaluation.Seeds;
import dev.seep.testkit.lifetimes.LeakTruth;
import dev.seep.testkit.lifetimes.LifetimeFamilies;
import dev.seep.testkit.lifetimes.LifetimeFamily;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EvaluationTest {
  private static final LifetimeFamily LEAK = LifetimeFamilies.named("leak-close-wait");
  private static final LifetimeFamily HEALTHY = LifetimeFamilies.named("transient-close-wait");

  @Test
  void theReferenceFindsALeakAndLetsHealthPassInAnyNumberOfThreads() throws Exception {
    Result alone = result(1);
    Result together = result(3);
    assertThat(alone.found("reference")).isEqualTo(3);
    assertThat(alone.falseAlarms("reference")).isZero();
    assertThat(alone.healthyDays()).isEqualTo(3.0 * HEALTHY.days());
    for (LifetimeFamily family : List.of(LEAK, HEALTHY)) {
      assertThat(rulings(together, family)).isEqualTo(rulings(alone, family));
    }
  }

  @Test
  void reportsTellTheSameRunInTwoForms() throws Exception {
    Result result = result(2);
    assertThat(MarkdownReport.of(result))
        .contains("seeds 1..3, 18 healthy process-days, 3 leaks")
        .contains("| transient-close-wait | definite | 3 | 18 | 0 | 3 |")
        .contains("| leak-close-wait | definite | 1.00 | 0.48 | 3/3 ")
        .doesNotContain("NaN");
    ByteArrayOutputStream json = new ByteArrayOutputStream();
    JsonReport.write(result, json);
    assertThat(json.toString(StandardCharsets.UTF_8))
        .contains("\"family\":\"leak-close-wait\"", "\"found\":3", "\"coverage\":{\"covered\":")
        .doesNotContain("NaN", "Infinity");
  }

  @Test
  void aClaimBeforeTheLeakBeginsIsAFalseAlarmAndNoFind() {
    Outcome early = outcome(Optional.of(new LeakTruth(1, 7_200)), 3_600, 1);
    Outcome late = outcome(Optional.of(new LeakTruth(1, 7_200)), 10_800, 1);
    assertThat(early.falseAlarm()).isTrue();
    assertThat(early.found()).isFalse();
    assertThat(late.falseAlarm()).isFalse();
    assertThat(late.delayHours()).isEqualTo(1);
  }

  @Test
  void aScoreCountsWhatWasNotFoundAsInfinitelyLate() {
    Optional<LeakTruth> truth = Optional.of(new LeakTruth(1, 0));
    Outcome missed = new Outcome(LEAK, 9, "someone", 2, truth, Ruling.NOTHING, 0);
    Score score =
        new Score(
            LEAK,
            "someone",
            List.of(outcome(truth, 7_200, 1.05), outcome(truth, 3_600, 2), missed));
    assertThat(score.found()).isEqualTo(2);
    assertThat(score.withdrawn()).isEqualTo(2);
    assertThat(score.wrongSeeds()).containsExactly(9L);
    assertThat(score.delayHours(0.5)).isEqualTo(2);
    assertThat(score.delayHours(0.9)).isInfinite();
    assertThat(score.coverage().share()).isCloseTo(0.5, within(1e-9));
    assertThat(score.coverageADayLater().all()).isZero();
    assertThat(score.limitHours()).isCloseTo(0.479, within(0.001));
  }

  @Test
  void seedsOfFinalRunsAreKeptForThem() {
    assertThatThrownBy(() -> JudgeOptions.of("--seeds", "100000..100009"))
        .hasMessageContaining("--frozen");
    assertThatThrownBy(() -> JudgeOptions.of("--frozen", "--seeds", "1..9"))
        .hasMessageContaining("100000");
    assertThat(JudgeOptions.of("--frozen").evaluation().seeds().areFinal()).isTrue();
    assertThat(JudgeOptions.of("--seeds", "5..6").evaluation().seeds()).isEqualTo(new Seeds(5, 6));
  }

  @Test
  void aWrongCommandLineSaysWhatIsWrong() {
    assertThatThrownBy(() -> JudgeOptions.of("--seeds", "9..5")).hasMessageContaining("9..5");
    assertThatThrownBy(() -> JudgeOptions.of("--seeds")).hasMessageContaining("needs a value");
    assertThatThrownBy(() -> JudgeOptions.of("--families", "x")).hasMessageContaining("named x");
    assertThatThrownBy(() -> JudgeOptions.of("--contenders", "y")).hasMessageContaining("named y");
    assertThatThrownBy(() -> JudgeOptions.of("--threads", "0")).hasMessageContaining("1 or more");
    assertThatThrownBy(() -> JudgeOptions.of("--fast")).hasMessageContaining("--fast");
  }

  @Test
  void eachFinalRunAddsItsLine(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("history.md");
    Result result = result(2);
    History.append(file, LocalDate.of(2026, 1, 2), "abc1234", result);
    History.append(file, LocalDate.of(2026, 1, 3), "def5678", result);
    assertThat(Files.readAllLines(file))
        .filteredOn(line -> line.startsWith("| 2026"))
        .hasSize(2)
        .first()
        .asString()
        .startsWith("| 2026-01-02 | abc1234 | 1..3 | 2 | 18 |");
  }

  private static Result result(int threads) throws InterruptedException, ExecutionException {
    Evaluation evaluation =
        new Evaluation(
            List.of(HEALTHY, LEAK),
            List.of(new ReferenceDetector(), new MannKendall(6)),
            new Seeds(1, 3),
            threads);
    return new Result(evaluation, evaluation.run(), 1);
  }

  private static List<Ruling> rulings(Result result, LifetimeFamily family) {
    return result.score(family, "reference").outcomes().stream().map(Outcome::ruling).toList();
  }

  private static Outcome outcome(Optional<LeakTruth> truth, long leakAt, double perMinute) {
    Slope slope = new Slope(perMinute, perMinute - 0.2, perMinute + 0.2);
    Ruling ruling =
        new Ruling(
            OptionalLong.of(leakAt),
            OptionalLong.empty(),
            true,
            Optional.of(slope),
            Optional.empty());
    return new Outcome(LEAK, 1, "someone", 2, truth, ruling, 0);
  }
}
