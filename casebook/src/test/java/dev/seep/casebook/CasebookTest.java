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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
  void aCaseSaysOnWhatTermsItIsHunted() throws IOException {
    String terms = "chapter=hard\nwatch=120\nperSecond=0.5\nchildren=true\n";
    Case plant =
        Case.parse("terms", data, new StringReader("story=s\nlanguage=l\nfindings=0\n" + terms));
    assertThat(plant.chapter()).isEqualTo("hard");
    assertThat(plant.terms()).isEqualTo(new Terms(Duration.ofMinutes(2), 0.5, true));
    assertThat(RunOptions.of(plant, true, data).perSecond()).isEqualTo(0.5);
    Case usual = Case.parse("usual", data, new StringReader("story=s\nlanguage=l\nfindings=0\n"));
    assertThat(usual.terms()).isEqualTo(new Terms(Duration.ofMinutes(1), 1, false));
    assertThat(usual.chapter()).isEqualTo("stories");
    assertThat(usual.bait()).isFalse();
  }

  @Test
  void baitLeaksNothing() throws IOException {
    String bait = "story=bait\nlanguage=l\nkind=bait\nfindings=0\ntwin=--healthy\n";
    assertThat(Case.parse("bait", data, new StringReader(bait)).bait()).isTrue();
    assertThatThrownBy(() -> Case.parse("bait", data, new StringReader(bait + "leak=--leak\n")))
        .hasMessageContaining("kind=bait leaks nothing");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"chapter=easy", "kind=trap", "watch=0", "watch=181", "watch=soon", "perSecond=0"})
  void aKeyThatMakesNoSenseIsRefusedByFile(String line) throws IOException {
    Files.writeString(
        data.resolve("truth.properties"), "story=s\nlanguage=l\nfindings=0\n" + line + "\n");
    assertThatThrownBy(() -> Case.read(data))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("truth.properties: ");
  }

  @Test
  void aLineIsEitherNamedOrUnknowable() throws IOException {
    String why = "finding.1.unknowable=the frames have no names\n";
    String silent = OPENED.replaceAll("finding\\.1\\.f.*\\n", "");
    Case plant = Case.parse("unknowable", data, new StringReader(silent + why));
    assertThat(plant.truths().getFirst().unknowable()).isEqualTo("the frames have no names");
    assertThatThrownBy(
            () -> Case.parse("both", data, new StringReader(OPENED + "finding.1.line=17\n" + why)))
        .hasMessageContaining("either its function, file and line, or why");
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
      assertThat(ProcessGroup.members(running.processGroup())).contains(plant, helper);
      assertThat(ProcessGroup.cpuNanos(running.processGroup())).isPresent();
      assertThat(running.huntPid()).isEqualTo(running.pid());
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
