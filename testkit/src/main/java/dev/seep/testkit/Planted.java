package dev.seep.testkit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A child process that a test looks at from outside.
///
/// It says one line on standard output when it is in the state it was planted for, reads standard
/// input as long as it is to live, and is killed by its pid on close.
public final class Planted implements AutoCloseable {
  private final Process process;
  private final BufferedReader output;
  private final Writer input;
  private final String readyLine;

  private Planted(Process process, String readyLine, BufferedReader output, Writer input) {
    this.process = process;
    this.readyLine = readyLine;
    this.output = output;
    this.input = input;
  }

  /// Starts a program and waits for its first line.
  ///
  /// @throws IOException when it cannot be started or ends without a line
  public static Planted start(List<String> command) throws IOException {
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
    String line = output.readLine();
    if (line == null) {
      process.destroyForcibly();
      throw new IOException(command.getFirst() + " ended before it said that it is ready");
    }
    return new Planted(process, line, output, process.outputWriter(StandardCharsets.UTF_8));
  }

  public static Planted start(String... command) throws IOException {
    return start(List.of(command));
  }

  /// Runs Python source text; it must print a line and then wait on standard input: `print("ready",
  /// flush=True); sys.stdin.read()`.
  public static Planted python(String source) throws IOException {
    return start(pythonPath(), "-c", source);
  }

  /// The system's Python, which any user may run, or else the first on the path.
  public static String pythonPath() {
    return Files.isExecutable(Path.of("/usr/bin/python3")) ? "/usr/bin/python3" : "python3";
  }

  public int pid() {
    return (int) process.pid();
  }

  /// The line by which it said that it is ready.
  public String readyLine() {
    return readyLine;
  }

  /// Sends a line and waits for the answer.
  public String ask(String line) throws IOException {
    input.write(line + "\n");
    input.flush();
    String answer = output.readLine();
    if (answer == null) {
      throw new IOException("pid " + pid() + " ended without an answer to: " + line);
    }
    return answer;
  }

  /// Kills it and waits until it is gone; its number may be reused from then on.
  @Override
  public void close() {
    process.destroyForcibly();
    boolean interrupted = false;
    while (true) {
      try {
        process.waitFor();
        break;
      } catch (InterruptedException again) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
