package dev.seep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LaunchedTest {
  @TempDir Path folder;

  @Test
  void theCommandDoesNothingBeforeItMayAndThenRunsUnderTheSamePid() throws Exception {
    Path file = folder.resolve("pid");
    try (Launched launched = start("echo $$ > '" + file + "'; exit 7")) {
      Thread.sleep(200);
      assertThat(file).doesNotExist();
      launched.go();
      assertThat(launched.exitCode()).isEqualTo(7);
      assertThat(Files.readString(file).strip()).isEqualTo(Integer.toString(launched.pid()));
    }
  }

  @Test
  void argumentsArriveAsTheyWereGiven() throws Exception {
    Path file = folder.resolve("words");
    String hostile = "a b\n'c' $HOME \"d\"";
    List<String> command =
        List.of("/bin/sh", "-c", "printf %s \"$1\" > \"$2\"", "sh", hostile, file.toString());
    try (Launched launched = Launched.start(command, false)) {
      launched.go();
      assertThat(launched.exitCode()).isZero();
    }
    assertThat(Files.readString(file)).isEqualTo(hostile);
  }

  @Test
  void aSignalIsPassedOn() throws Exception {
    try (Launched launched = start("trap 'exit 42' HUP; : > ready; while :; do sleep 0.05; done")) {
      launched.go();
      while (!Files.exists(folder.resolve("ready"))) {
        Thread.sleep(10);
      }
      launched.signal("HUP");
      assertThat(launched.exitCode()).isEqualTo(42);
    }
  }

  @Test
  void aCommandThatNeverBeganIsEndedAndLeavesNothing() throws Exception {
    Launched launched = start("exit 0");
    launched.close();
    assertThat(launched.exitCode()).isEqualTo(143);
  }

  @Test
  void aCommandIsFoundAsAShellFindsIt() {
    assertThat(Launched.find("sh", Map.of("PATH", "/nowhere:/bin"))).isPresent();
    assertThat(Launched.find("/bin/sh", Map.of())).isPresent();
    assertThat(Launched.find("sh", Map.of("PATH", "/nowhere"))).isEmpty();
    assertThat(Launched.find("/etc/passwd", Map.of())).isEmpty();
    assertThat(Launched.find("/etc", Map.of())).isEmpty();
  }

  private Launched start(String script) throws IOException {
    return Launched.start(
        List.of("/bin/sh", "-c", "cd '" + folder + "' && { " + script + "; }"), false);
  }
}
