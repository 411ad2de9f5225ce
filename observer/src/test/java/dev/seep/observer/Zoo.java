package dev.seep.observer;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.seep.casebook.Build;
import dev.seep.casebook.Casebook;
import dev.seep.casebook.RunningCase;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The process that holds one of every descriptor kind, started as it is or behind a command that
/// puts it into other namespaces, and the truth it prints about each.
final class Zoo implements AutoCloseable {
  private static final JsonMapper JSON = new JsonMapper();

  private final Process started;
  private final List<Truth> truths;
  private final ProcessHandle animal;

  /// What the zoo says of one of its descriptors.
  ///
  /// @param claims `kind`, `state` where it has one, and the details, each by its name
  record Truth(int fd, String name, Map<String, JsonNode> claims) {}

  private Zoo(Process started, List<Truth> truths, ProcessHandle animal) {
    this.started = started;
    this.truths = truths;
    this.animal = animal;
  }

  /// Starts it and waits until it has told everything.
  ///
  /// @param prefix the command that runs it: its command line follows
  static Zoo open(Path folder, String... prefix) throws IOException, InterruptedException {
    if (!(RunningCase.build(Casebook.zoo()) instanceof Build.Built(Path out))) {
      assumeTrue(false, "the zoo cannot be built here");
      throw new AssertionError("unreachable");
    }
    List<String> command = new ArrayList<>(List.of(prefix));
    command.addAll(List.of(out.resolve("zoo").toString(), "--seconds", "120"));
    command.addAll(List.of("--dir", Files.createDirectories(folder).toRealPath().toString()));
    Path errors = folder.resolveSibling(folder.getFileName() + ".errors");
    Process process = new ProcessBuilder(command).redirectError(errors.toFile()).start();
    List<Truth> truths = new ArrayList<>();
    BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
    String line = output.readLine();
    while (line != null && !line.startsWith("READY ")) {
      if (line.startsWith("{\"fd\"")) {
        truths.add(truth(JSON.readTree(line)));
      }
      line = output.readLine();
    }
    if (line == null) {
      throw new IOException("the zoo did not open: " + Files.readString(errors));
    }
    return new Zoo(process, List.copyOf(truths), animal(process));
  }

  /// The process that holds the descriptors: behind `unshare --fork` it is the command's child.
  private static ProcessHandle animal(Process process) throws IOException {
    return command(process.pid()).endsWith("/zoo")
        ? process.toHandle()
        : process.children().findFirst().orElseThrow();
  }

  private static String command(long pid) throws IOException {
    return Files.readSymbolicLink(Path.of("/proc/" + pid + "/exe")).toString();
  }

  private static Truth truth(JsonNode line) {
    Map<String, JsonNode> claims = new HashMap<>();
    line.get("detail").properties().forEach(e -> claims.put(e.getKey(), e.getValue()));
    claims.put("kind", line.get("kind"));
    if (line.has("state")) {
      claims.put("state", line.get("state"));
    }
    return new Truth(line.get("fd").asInt(), line.get("name").asString(), Map.copyOf(claims));
  }

  /// As this machine's first pid namespace numbers it.
  int pid() {
    return Math.toIntExact(animal.pid());
  }

  List<Truth> truths() {
    return truths;
  }

  Truth named(String name) {
    return truths.stream().filter(t -> t.name().equals(name)).findFirst().orElseThrow();
  }

  /// A process's number in the innermost pid namespace it lives in, from `NSpid:` of
  /// `/proc/PID/status` (proc_pid_status(5)).
  static int innermostPid(int pid) throws IOException {
    String numbers =
        Files.readAllLines(Path.of("/proc/" + pid + "/status"), StandardCharsets.ISO_8859_1)
            .stream()
            .filter(line -> line.startsWith("NSpid:"))
            .findFirst()
            .orElseThrow();
    return Integer.parseInt(Arrays.asList(numbers.strip().split("\\s+", -1)).getLast());
  }

  @Override
  public void close() {
    animal.destroyForcibly();
    started.destroyForcibly();
    animal.onExit().join();
    started.onExit().join();
  }
}
