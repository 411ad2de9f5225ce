package dev.seep.kernel.bpf;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A C program of the test resources, compiled and running: it acts when it is told to, and then
/// prints what is true of it.
final class Traced implements AutoCloseable {
  private final Process process;
  private final BufferedReader out;
  private final Map<String, Integer> truth = new HashMap<>();

  private Traced(Process process) {
    this.process = process;
    this.out = process.inputReader();
  }

  /// Compiles `NAME.c` into a folder.
  static Path compile(Path folder, String name, String... options) throws Exception {
    Path source = Path.of(Traced.class.getResource(name + ".c").toURI());
    Path program = folder.resolve(name);
    List<String> command =
        new ArrayList<>(
            List.of("gcc", "-O1", "-pthread", "-o", program.toString(), source.toString()));
    Collections.addAll(command, options);
    Process compiler = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(compiler.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(compiler.waitFor()).as(said).isZero();
    return program;
  }

  /// Starts it, up to where it waits for the first time.
  static Traced start(Path program, String... arguments) throws IOException {
    return start(List.of(), program, arguments);
  }

  /// @param before words in front of the command, such as `unshare --pid --fork`
  static Traced start(List<String> before, Path program, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(before);
    command.add(program.toString());
    Collections.addAll(command, arguments);
    Traced traced =
        new Traced(
            new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
    traced.listen();
    return traced;
  }

  /// Lets it act, and waits until it has.
  void act() throws IOException {
    proceed();
    listen();
  }

  /// Lets it act.
  void proceed() throws IOException {
    process.getOutputStream().write('\n');
    process.getOutputStream().flush();
  }

  private void listen() throws IOException {
    @Nullable String line;
    while ((line = out.readLine()) != null && !line.equals("done")) {
      int tab = line.indexOf('\t');
      truth.put(line.substring(0, tab), Integer.valueOf(line.substring(tab + 1)));
    }
    if (line == null) {
      throw new IOException("the program ended: " + process.onExit().join().exitValue());
    }
  }

  int number(String name) {
    Integer number = truth.get(name);
    if (number == null) {
      throw new IllegalArgumentException("the program said nothing of '" + name + "'");
    }
    return number;
  }

  Map<String, Integer> truth() {
    return truth;
  }

  int pid() {
    return Math.toIntExact(process.pid());
  }

  ProcessHandle handle() {
    return process.toHandle();
  }

  int await() {
    return process.onExit().orTimeout(20, TimeUnit.SECONDS).join().exitValue();
  }

  /// Its standard input ends, and so does it.
  @Override
  public void close() {
    try {
      process.getOutputStream().close();
    } catch (IOException _) {
      // It is gone already.
    }
    process.onExit().completeOnTimeout(process, 5, TimeUnit.SECONDS).join();
    process.destroyForcibly().onExit().join();
    try {
      out.close();
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
