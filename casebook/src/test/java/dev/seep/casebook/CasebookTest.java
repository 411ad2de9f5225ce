package dev.seep.casebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CasebookTest {
  private static final String OPENED =
      """
      story=s
      language=C
      findings=1
      finding.1.class=pipe
      finding.1.resource=descriptor
      finding.1.verdict=leak
      finding.1.function=dial
      finding.1.file=dial.c
      """;
  private static final String CALLED =
      """
      finding.1.caller.function=poll
      finding.1.caller.file=poll.c
      finding.1.caller.line=3
      """;

  @TempDir private Path data;

  @Test
  void theFiveStoriesAreThere() throws IOException {
    assertThat(Casebook.all().stream().map(Case::story).distinct())
        .contains("connector", "timer", "daemon", "canary", "images");
  }

  @Test
  void theDemonstrationNeedsNoToolAndNothingToBuild() throws IOException {
    Case demo = Casebook.demo();
    assertThat(demo.needs()).isEmpty();
    assertThat(demo.build()).isEmpty();
    assertThat(demo.truths()).isEqualTo(Casebook.named("connector-java").truths());
  }

  @Test
  void theReadyLineIsAMap() {
    assertThat(RunningCase.parseReady("READY pid=17 peer=127.0.0.1:1965 "))
        .isEqualTo(Map.of("pid", "17", "peer", "127.0.0.1:1965"));
  }

  @Test
  void aMissingToolIsNamedWithItsPackage() throws IOException, InterruptedException {
    Case plant =
        Case.parse(
            "none",
            data,
            new StringReader("story=s\nlanguage=l\nfindings=0\nneeds=no-such-tool:some-package\n"));
    assertThat(RunningCase.build(plant, data).reason())
        .isEqualTo("not on this machine: no-such-tool; apt-get install some-package");
  }

  @Test
  void aFailedBuildKeepsWhatTheCompilerSaid() throws IOException, InterruptedException {
    Files.writeString(data.resolve("Broken.java"), "class {");
    Case plant =
        Case.parse(
            "broken",
            data,
            new StringReader(
                "story=s\nlanguage=l\nfindings=0\nbuild={javac} -d {out} {case}/Broken.java\n"));
    assertThat(RunningCase.build(plant, data.resolve("out")))
        .isInstanceOfSatisfying(
            Build.Failed.class, failed -> assertThat(failed.output()).contains("Broken.java:1"));
  }

  @Test
  void aTruthWithoutItsClassIsRefusedByName() throws IOException {
    Files.writeString(
        data.resolve("truth.properties"), "story=s\nlanguage=l\nfindings=1\nrun=true\n");
    assertThatThrownBy(() -> Case.read(data))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("truth.properties: finding.1.class is missing");
  }

  @Test
  void aTruthMayNameMoreThanOneLineAndWhoCallsIt() throws IOException {
    Case plant =
        Case.parse("opened", data, new StringReader(OPENED + "finding.1.line=17 19\n" + CALLED));
    assertThat(plant.truths().getFirst().openedAt())
        .containsExactly(new Place("dial", "dial.c", 17), new Place("dial", "dial.c", 19));
    assertThat(plant.truths().getFirst().caller()).containsExactly(new Place("poll", "poll.c", 3));
  }

  @Test
  void aTruthThatNamesNoFunctionClaimsNoPlace() throws IOException {
    Case plant = Casebook.named("daemon-python");
    assertThat(plant.truths().getFirst().openedAt()).isEmpty();
    assertThat(plant.truths().getFirst().traced()).isFalse();
  }

  @Test
  void aLineThatIsNoneIsRefusedByFile() throws IOException {
    Files.writeString(data.resolve("truth.properties"), OPENED + "finding.1.line=0\n");
    assertThatThrownBy(() -> Case.read(data))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("truth.properties: a line is counted from 1, not 0");
  }

  @Test
  void aPlantThatDoesNotStartSaysWhy() throws IOException {
    Case plant = Casebook.demo();
    RunOptions wrong = RunOptions.leaking(data).with("--no-such-option");
    assertThatThrownBy(() -> RunningCase.start(plant, wrong))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("unknown option --no-such-option");
  }

  @Test
  void aClosedCaseTakesItsHelpersWithIt() throws IOException, InterruptedException {
    ProcessHandle plant;
    ProcessHandle helper;
    try (RunningCase running = RunningCase.start(Casebook.demo(), RunOptions.leaking(data))) {
      plant = ProcessHandle.of(running.pid()).orElseThrow();
      helper = ProcessHandle.of(Long.parseLong(running.ready().get("helpers"))).orElseThrow();
      assertThat(List.of(plant.isAlive(), helper.isAlive())).containsExactly(true, true);
    }
    assertThat(List.of(plant.isAlive(), helper.isAlive())).containsExactly(false, false);
  }

  @Test
  void aPlantEndsByItselfWhenItsTimeIsOver() throws Exception {
    RunOptions brief = RunOptions.leaking(data).withLife(Duration.ofSeconds(2));
    try (RunningCase running = RunningCase.start(Casebook.demo(), brief)) {
      ProcessHandle handle = ProcessHandle.of(running.pid()).orElseThrow();
      assertThat(handle.onExit().get(20, TimeUnit.SECONDS).isAlive()).isFalse();
    }
  }
}
