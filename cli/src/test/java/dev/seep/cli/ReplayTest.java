package dev.seep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/// `seep hunt --record` and `seep replay`, on real processes and real files.
final class ReplayTest {
  @TempDir Path folder = Path.of("");

  private record Said(int code, String out, String err) {}

  private Said seep(String... args) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(System.getProperty("java.home") + "/bin/java");
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(Main.class.getName());
    command.addAll(List.of(args));
    Path err = folder.resolve("err");
    Process process = new ProcessBuilder(command).redirectError(err.toFile()).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Said(process.waitFor(), out, Files.readString(err));
  }

  @Test
  void a_recorded_hunt_of_a_command_is_replayed_word_for_word() throws Exception {
    String file = folder.resolve("hunt.seep").toString();
    Said hunt =
        seep(
            "hunt",
            "--exit-code",
            "--record",
            file,
            "--json",
            "--",
            "bash",
            "-c",
            "for i in 1 2 3 4 5 6 7 8; do eval \"exec 2$i</dev/null\"; cat /proc/self/stat; sleep"
                + " 0.5; done >&2");
    Said replay = seep("replay", file, "--json");
    assertThat(replay.err()).isEmpty();
    assertThat(json(replay)).isEqualTo(json(hunt));
    assertThat(json(replay).path("watched").path("looks").asInt()).isGreaterThan(2);
    assertThat(replay.code()).isEqualTo(hunt.code());
    assertThat(seep("replay", file).out()).startsWith("bash · pid ");
  }

  @Test
  void a_hunt_that_is_killed_leaves_what_it_saw() throws Exception {
    Path file = folder.resolve("killed.seep");
    List<String> command = new ArrayList<>();
    command.add(System.getProperty("java.home") + "/bin/java");
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(Main.class.getName());
    String self = Long.toString(ProcessHandle.current().pid());
    command.addAll(List.of("hunt", self, "--no-trace", "--record", file.toString()));
    Process hunt = new ProcessBuilder(command).redirectErrorStream(true).start();
    long grown = 0;
    for (int i = 0; i < 600 && grown < 3; i++) {
      Thread.sleep(100);
      long size = Files.exists(file) ? Files.size(file) : 0;
      grown = size > 2_000 ? grown + 1 : 0;
    }
    hunt.destroyForcibly().waitFor();
    Said replay = seep("replay", file.toString(), "--json");
    assertThat(replay.code()).isEqualTo(3);
    assertThat(json(replay).path("watched").path("looks").asInt()).isPositive();
    assertThat(json(replay).path("blind").toString()).contains("breaks off");
  }

  private static JsonNode json(Said said) {
    return new ObjectMapper().readTree(said.out());
  }

  @Test
  void a_file_that_is_there_is_not_replaced_unasked() throws Exception {
    Path file = folder.resolve("a\nb");
    Files.writeString(file, "precious");
    CliRun run = new CliRun().run("hunt", "4711", "--record", file.toString());
    assertThat(run.code()).isEqualTo(64);
    assertThat(run.err()).contains("a\\nb exists already").contains("--force").hasLineCount(1);
    assertThat(Files.readString(file)).isEqualTo("precious");
    assertThat(run.hunts()).isEmpty();
  }

  @Test
  void force_alone_means_nothing() {
    assertThat(new CliRun().run("hunt", "4711", "--force").code()).isEqualTo(64);
  }

  @Test
  void a_hunt_is_given_a_recorder_only_when_one_is_wanted() {
    String file = folder.resolve("new").toString();
    CliRun run = new CliRun().run("hunt", "4711", "--record", file);
    assertThat(run.hunts().getFirst().recorder().isRecording()).isTrue();
    assertThat(new CliRun().run("hunt", "4711").hunts().getFirst().recorder().isRecording())
        .isFalse();
  }

  @Test
  void what_is_no_recording_is_told_to_people_and_scripts() throws Exception {
    Path file = folder.resolve("text");
    Files.writeString(file, "this is text, and no recording of anything");
    CliRun people = new CliRun().run("replay", file.toString());
    assertThat(people.code()).isEqualTo(3);
    assertThat(people.out()).isEmpty();
    assertThat(people.err()).contains("no recording of Seep").contains("\nseep: mend: ");
    CliRun scripts = new CliRun().run("replay", file.toString(), "--json");
    assertThat(scripts.json().path("verdict").asString()).isEqualTo("unknown");
    assertThat(scripts.json().path("blind").get(0).path("what").asString())
        .isEqualTo(file.toString());
  }

  @Test
  void replay_offers_nothing_that_looks_at_this_machine() {
    assertThat(new CliRun().run("replay", "--help").out())
        .contains("--json", "--color")
        .doesNotContain("--source");
    assertThat(new CliRun().run("replay", "x", "--source", "ebpf").code()).isEqualTo(64);
    assertThat(new CliRun().run("replay").code()).isEqualTo(64);
  }
}
