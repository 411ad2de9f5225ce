package dev.seep.kernel.bpf;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A child process (`holder.py`) that holds a descriptor of each kind and state, by name.
final class Holder implements AutoCloseable {
  private final Process process;
  private final Map<String, Integer> numbers = new HashMap<>();

  private Holder(Process process) {
    this.process = process;
  }

  /// @param before words in front of the command, such as `unshare --pid --fork`
  static Holder start(Path folder, List<String> before, String... arguments) throws Exception {
    Path script = Path.of(Holder.class.getResource("holder.py").toURI());
    List<String> command = new ArrayList<>(before);
    Collections.addAll(command, "python3", script.toString(), folder.toString());
    Collections.addAll(command, arguments);
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    Holder holder = new Holder(process);
    try {
      holder.readNumbers();
      return holder;
    } catch (IOException | RuntimeException failure) {
      holder.close();
      throw failure;
    }
  }

  private void readNumbers() throws IOException {
    BufferedReader out = process.inputReader();
    @Nullable String line;
    while ((line = out.readLine()) != null && !line.startsWith("ready")) {
      int tab = line.indexOf('\t');
      numbers.put(line.substring(0, tab), Integer.valueOf(line.substring(tab + 1)));
    }
    if (line == null) {
      throw new IOException("holder.py ended before it was ready");
    }
  }

  int number(String name) {
    Integer number = numbers.get(name);
    if (number == null) {
      throw new IllegalArgumentException("holder.py holds no '" + name + "'");
    }
    return number;
  }

  int pid() {
    return Math.toIntExact(process.pid());
  }

  ProcessHandle handle() {
    return process.toHandle();
  }

  void kill() {
    process.destroyForcibly().onExit().join();
  }

  /// Its standard input ends, and so does it, and with it a process that stands between.
  @Override
  public void close() {
    try {
      process.getOutputStream().close();
    } catch (IOException _) {
      // It is gone already.
    }
    process.onExit().completeOnTimeout(process, 5, TimeUnit.SECONDS).join();
    kill();
  }
}
