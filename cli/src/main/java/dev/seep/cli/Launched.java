package dev.seep.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A command that was started in order to be hunted.
///
/// Between its fork and its first instruction lies a shell that waits for [#go], so that a tracer
/// is there before the first descriptor; the shell then becomes the command, under the same pid. It
/// gives up by itself should Seep end before that. The standard streams are Seep's own.
final class Launched implements AutoCloseable {
  /// `$0` is the file to wait for, the rest is the command.
  private static final String WAIT_AND_BECOME =
      "while [ ! -e \"$0\" ]; do kill -0 $PPID 2>/dev/null || exit 125; sleep 0.02; done;"
          + " exec \"$@\"";

  private static final String OUTPUT_ASIDE = " 1>&2";

  private final Process process;
  private final Path starter;

  private Launched(Process process, Path starter) {
    this.process = process;
    this.starter = starter;
  }

  /// The file that a command's first word names (execvp(3)); empty when there is none that can be
  /// executed.
  static Optional<Path> find(String word, Map<String, String> environment) {
    if (word.indexOf('/') >= 0) {
      return Optional.of(Path.of(word)).filter(Launched::isProgram);
    }
    for (String folder : environment.getOrDefault("PATH", "/usr/bin:/bin").split(":", -1)) {
      Path program = Path.of(folder.isEmpty() ? "." : folder, word);
      if (isProgram(program)) {
        return Optional.of(program);
      }
    }
    return Optional.empty();
  }

  private static boolean isProgram(Path file) {
    return Files.isRegularFile(file) && Files.isExecutable(file);
  }

  /// Starts the shell that will become the command.
  ///
  /// @param outputAside the command's standard output goes to standard error, as a script reads the
  ///   other
  static Launched start(List<String> command, boolean outputAside) throws IOException {
    Path starter = Files.createTempDirectory("seep-hunt").resolve("go");
    String script = outputAside ? WAIT_AND_BECOME + OUTPUT_ASIDE : WAIT_AND_BECOME;
    List<String> words = new ArrayList<>(List.of("/bin/sh", "-c", script));
    words.add(starter.toString());
    words.addAll(command);
    return new Launched(new ProcessBuilder(words).inheritIO().start(), starter);
  }

  int pid() {
    return Math.toIntExact(process.pid());
  }

  /// Lets the command begin.
  void go() {
    try {
      Files.writeString(starter, "");
    } catch (IOException e) {
      process.destroy();
      throw new IllegalStateException(starter + " cannot be written: " + e.getMessage(), e);
    }
  }

  /// Waits for its end.
  ///
  /// @return its exit code; 128 and the signal's number when a signal ended it
  int exitCode() {
    while (true) {
      try {
        return process.waitFor();
      } catch (InterruptedException e) {
        process.destroy();
      }
    }
  }

  /// Passes a signal on.
  ///
  /// @param name as kill(1) takes it: `TERM`, `HUP`, …
  void signal(String name) {
    try {
      Process kill = new ProcessBuilder("/bin/sh", "-c", "kill -s " + name + " " + pid()).start();
      if (!kill.waitFor(Duration.ofSeconds(2))) {
        kill.destroyForcibly();
      }
    } catch (IOException e) {
      process.destroy();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Removes what was left for the start, and ends a command that never began.
  @Override
  public void close() {
    try {
      if (!Files.deleteIfExists(starter)) {
        process.destroy();
      }
      Path folder = starter.getParent();
      if (folder != null) {
        Files.deleteIfExists(folder);
      }
    } catch (IOException e) {
      // A folder left behind in the temporary folder harms nobody.
    }
  }
}
