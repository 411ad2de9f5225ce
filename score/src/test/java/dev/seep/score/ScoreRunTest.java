package dev.seep.score;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seep.casebook.Build;
import dev.seep.casebook.Case;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Real builds and real processes, of cases that nothing can be hunted in.
class ScoreRunTest {
  private static final Scorer.Listener NOBODY =
      new Scorer.Listener() {
        @Override
        public void built(Case last, Build build, int done, int all) {}

        @Override
        public void finished(CaseRun run, int done, int all) {}
      };

  @TempDir private Path root;

  private Score score(Case plant) throws IOException, InterruptedException {
    List<Trial> trials = Scorer.trials(List.of(plant), List.of(ScoreSource.PROCFS), true);
    try (ScoreRun run = new ScoreRun(root.resolve("built"), 2, 1, () -> false)) {
      return run.score(trials, Clock.fixed(Instant.EPOCH, ZoneOffset.UTC), NOBODY);
    }
  }

  @Test
  void aPlantThatEndsAtOnceIsNotRunWithWhatItSaid() throws Exception {
    Files.writeString(root.resolve("stumble.sh"), "echo no port is free >&2; exit 3\n");
    Case plant =
        Made.plant(root, "stumble", "run=sh " + root.resolve("stumble.sh"), "twin=--healthy");
    Score score = score(plant);
    assertThat(score.runs())
        .extracting(CaseRun::outcome)
        .containsOnly(
            new Outcome.NotRun("not ready: it ended before it was ready\nno port is free"));
    assertThat(score.totals().runs()).isZero();
  }

  @Test
  void aCompilerThatIsMissingIsNamedWithItsPackage() throws Exception {
    Case plant = Made.plant(root, "exotic", "needs=no-such-compiler:exotic", "twin=--healthy");
    assertThat(score(plant).notRun())
        .hasSize(2)
        .extracting(CaseRun::outcome)
        .containsOnly(
            new Outcome.NotRun("not on this machine: no-such-compiler; apt-get install exotic"));
  }

  @Test
  void theMachineIsDescribed() throws Exception {
    Machine machine = score(Made.plant(root, "none", "needs=sh:dash")).machine();
    assertThat(machine.kernel()).isNotEmpty();
    assertThat(machine.processors()).isPositive();
    assertThat(machine.memoryBytes()).isPositive();
    assertThat(machine.tools()).containsKey("sh");
  }

  @Test
  void nothingOfItsDataIsLeftBehind() throws Exception {
    Path own;
    try (ScoreRun run = new ScoreRun(root.resolve("built"), 1, 1, () -> false)) {
      own = run.dataFolder();
      assertThat(own.toString())
          .as("paths are told with * for digits")
          .doesNotContainPattern("[0-9]");
      Files.writeString(Files.createDirectory(own.resolve("left")).resolve("file"), "x");
    }
    assertThat(own).doesNotExist();
  }
}
