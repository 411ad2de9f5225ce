package dev.seep.score;

import dev.seep.casebook.Tool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The machine that a score was made on.
///
/// @param kernel its release
/// @param processor its model, as `/proc/cpuinfo` names it
/// @param memoryBytes -1 when not known
/// @param tools what the cases were built and run with, and the first line each says of its version
public record Machine(
    String kernel,
    String processor,
    int processors,
    long memoryBytes,
    String jdk,
    Map<String, String> tools) {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  public Machine {
    tools = Map.copyOf(tools);
  }

  /// This one.
  ///
  /// @param tools those to be asked for their version
  public static Machine here(Collection<Tool> tools) throws InterruptedException {
    Map<String, String> versions = new TreeMap<>();
    for (Tool tool : tools) {
      if (tool.find().isPresent() && !versions.containsKey(tool.command())) {
        versions.put(tool.command(), version(tool.command()));
      }
    }
    return new Machine(
        System.getProperty("os.version") + " " + System.getProperty("os.arch"),
        after("/proc/cpuinfo", "model name"),
        Runtime.getRuntime().availableProcessors(),
        memory(after("/proc/meminfo", "MemTotal")),
        System.getProperty("java.vendor.version", "") + " " + Runtime.version(),
        versions);
  }

  /// CPU time that this process has used so far.
  static double ownCpuSeconds() {
    return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO).toNanos() / 1e9;
  }

  /// What stands behind the first `key:` of a file of `/proc`; empty when nothing does.
  private static String after(String file, String key) {
    try {
      return Files.readAllLines(Path.of(file)).stream()
          .filter(line -> line.startsWith(key))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse("");
    } catch (IOException e) {
      return "";
    }
  }

  private static long memory(String kibibytes) {
    return kibibytes.isEmpty() ? -1 : Long.parseLong(kibibytes.replace(" kB", "")) * 1024;
  }

  private static String version(String command) throws InterruptedException {
    // go(1) and openssl(1) have a subcommand where the others have an option.
    String ask = List.of("go", "openssl").contains(command) ? "version" : "--version";
    try {
      Process process = new ProcessBuilder(command, ask).redirectErrorStream(true).start();
      process.getOutputStream().close();
      if (!process.waitFor(PATIENCE)) {
        process.destroyForcibly();
        return "?";
      }
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return said.lines().findFirst().orElse("?").strip();
    } catch (IOException e) {
      return "?";
    }
  }
}
