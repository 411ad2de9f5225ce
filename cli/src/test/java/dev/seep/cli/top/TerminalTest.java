package dev.seep.cli.top;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `seep top` on a real terminal, that of tmux.
final class TerminalTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  @TempDir Path folder = Path.of("");

  @BeforeEach
  void open() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/tmux")), "tmux is not installed");
    tmux("-f", "/dev/null", "new-session", "-d", "-x", "110", "-y", "20", "sh");
    String java = System.getProperty("java.home") + "/bin/java";
    Files.writeString(
        folder.resolve("run"),
        "export LC_ALL=C.UTF-8\nstty -a >before\n"
            + java
            + " --enable-native-access=ALL-UNNAMED -XX:TieredStopAtLevel=1 -cp '"
            + System.getProperty("java.class.path")
            + "' dev.seep.cli.Show top --no-daemon --interval 200ms\n"
            + "echo \"ended with $?\"\nstty -a >after; cmp before after && echo terminal as before\n");
    keys("cd " + folder + "; clear; . ./run", "Enter");
    waitFor(screen -> screen.contains("tlgs_crawler"));
  }

  @AfterEach
  void close() throws Exception {
    tmux("kill-server");
  }

  /// On a socket of this test alone: a server that is about to end would take the next one's calls.
  private String tmux(String... words) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(List.of("tmux", "-S", folder.resolve("server").toString()));
    command.addAll(List.of(words));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return said;
  }

  private void keys(String... keys) throws Exception {
    List<String> words = new ArrayList<>(List.of("send-keys"));
    words.addAll(List.of(keys));
    tmux(words.toArray(String[]::new));
  }

  private String waitFor(Predicate<String> wanted) throws Exception {
    long end = System.nanoTime() + PATIENCE.toNanos();
    String screen = "";
    while (System.nanoTime() < end) {
      screen = tmux("capture-pane", "-p");
      if (wanted.test(screen)) {
        return screen;
      }
      Thread.sleep(50);
    }
    throw new AssertionError("not shown in time; the screen is:\n" + screen);
  }

  @Test
  void itDrawsFiltersLooksInsideResizesAndLeavesTheTerminalAsItWas() throws Exception {
    keys("/", "ngi");
    waitFor(screen -> screen.contains("1 of 4 match ngi") && !screen.contains("tlgs_crawler"));
    keys("Escape");
    waitFor(screen -> screen.contains("tlgs_crawler"));
    keys("l", "Enter");
    waitFor(screen -> screen.contains("by kind") && screen.contains("h: hunt"));
    keys("Escape");
    waitFor(screen -> screen.contains("by nearness to the limit"));
    tmux("resize-window", "-x", "60", "-y", "8");
    String small = waitFor(screen -> !screen.contains("RSS") && screen.contains("tlgs"));
    assertThat(small.lines()).hasSizeLessThanOrEqualTo(8);
    tmux("resize-window", "-x", "110", "-y", "20");
    waitFor(screen -> screen.contains("RSS"));
    keys("q");
    String after = waitFor(screen -> screen.contains("terminal as before"));
    assertThat(after).contains("ended with 0").doesNotContain("STANDING");
    assertThat(tmux("display-message", "-p", "#{alternate_on} #{cursor_flag}").strip())
        .isEqualTo("0 1");
  }

  @Test
  void ctrlCAndSigtermEndItClean() throws Exception {
    keys("C-c");
    waitFor(screen -> screen.contains("terminal as before") && screen.contains("ended with 0"));
    keys("clear; . ./run", "Enter");
    waitFor(screen -> screen.contains("tlgs_crawler"));
    String pane = tmux("display-message", "-p", "#{pane_pid}").strip();
    ProcessHandle seep =
        ProcessHandle.of(Long.parseLong(pane)).orElseThrow().children().findFirst().orElseThrow();
    keys("?");
    waitFor(screen -> screen.contains("who holds ever more"));
    seep.destroy();
    waitFor(screen -> screen.contains("terminal as before") && screen.contains("ended with 0"));
  }
}
