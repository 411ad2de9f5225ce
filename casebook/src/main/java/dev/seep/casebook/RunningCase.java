package dev.seep.casebook;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// A planted leak, or its twin, that runs: from its READY line on, until it is closed.
public final class RunningCase implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String READY = "READY ";

  private final Case plant;
  private final Process process;
  private final List<ProcessHandle> helpers;
  private final Map<String, String> ready;
  private final List<String> before;
  private final List<Truth> truths;

  private RunningCase(Case plant, Process process, Greeting greeting, Map<String, String> values) {
    this.plant = plant;
    this.process = process;
    this.ready = greeting.ready();
    this.before = greeting.before();
    this.truths = plant.filledTruths(values);
    // Handles, not numbers: a handle knows when its process started, and hits no other one.
    this.helpers =
        List.of(ready.getOrDefault("helpers", "").split(",", -1)).stream()
            .filter(pid -> !pid.isEmpty())
            .flatMap(pid -> ProcessHandle.of(Long.parseLong(pid)).stream())
            .toList();
  }

  private record Greeting(List<String> before, Map<String, String> ready) {}

  /// Builds a case when that is needed, under [Casebook#buildFolder].
  public static Build build(Case plant) throws IOException, InterruptedException {
    return Builder.build(plant, Casebook.buildFolder());
  }

  /// Builds a case when that is needed.
  public static Build build(Case plant, Path buildRoot) throws IOException, InterruptedException {
    return Builder.build(plant, buildRoot);
  }

  /// Builds and starts a case, and waits until it is ready.
  ///
  /// @throws IOException when it cannot be built (the message names the package that is missing),
  ///   or does not get ready (the message carries what it wrote to standard error)
  public static RunningCase start(Case plant, RunOptions options)
      throws IOException, InterruptedException {
    return start(plant, options, Casebook.buildFolder());
  }

  /// As [#start(Case, RunOptions)], with a build folder of one's own.
  public static RunningCase start(Case plant, RunOptions options, Path buildRoot)
      throws IOException, InterruptedException {
    return switch (Builder.build(plant, buildRoot)) {
      case Build.Built(Path out) -> startBuilt(plant, options, out);
      case Build.Missing missing -> throw new IOException(plant.name() + ": " + missing.reason());
      case Build.Failed failed -> throw new IOException(plant.name() + ": " + failed.reason());
    };
  }

  private static RunningCase startBuilt(Case plant, RunOptions options, Path out)
      throws IOException, InterruptedException {
    Files.createDirectories(options.dataFolder());
    Path dir = options.dataFolder().toRealPath();
    Path errors = dir.resolve("stderr.txt");
    Map<String, String> values = Builder.values(plant, out);
    Process process =
        new ProcessBuilder(command(plant, options, dir, values))
            .redirectError(errors.toFile())
            .start();
    try {
      Greeting greeting = awaitReady(process, errors);
      values.putAll(greeting.ready());
      values.put("dir", dir.toString());
      return new RunningCase(plant, process, greeting, values);
    } catch (IOException | InterruptedException | RuntimeException e) {
      ProcessGroup.members(process.pid()).forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
      throw e;
    }
  }

  private static List<String> command(
      Case plant, RunOptions options, Path dir, Map<String, String> values) {
    List<String> words = new ArrayList<>(plant.run());
    words.addAll(options.leak() ? plant.leakOptions() : plant.twinOptions());
    List<String> command = ProcessGroup.leading(Case.fill(words, values));
    command.addAll(
        List.of(
            "--per-second",
            Double.toString(options.perSecond()),
            "--seconds",
            Double.toString(options.life().toMillis() / 1000.0),
            "--dir",
            dir.toString()));
    command.addAll(options.more());
    return command;
  }

  /// Its standard output is read to the end, so that it can never block on a full pipe.
  private static Greeting awaitReady(Process process, Path errors)
      throws IOException, InterruptedException {
    CompletableFuture<Greeting> greeting = new CompletableFuture<>();
    Thread.ofVirtual().start(() -> readOutput(process, greeting));
    try {
      return greeting.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      process.destroyForcibly().waitFor();
      throw new IOException("not ready: " + whyNot(e, errors), e);
    }
  }

  private static String whyNot(Exception e, Path errors) throws IOException {
    String why =
        e instanceof TimeoutException
            ? "no READY line within " + PATIENCE.toSeconds() + " s"
            : String.valueOf(e.getCause() == null ? e : e.getCause().getMessage());
    return (why + "\n" + new String(Files.readAllBytes(errors), StandardCharsets.UTF_8)).strip();
  }

  private static void readOutput(Process process, CompletableFuture<Greeting> greeting) {
    List<String> before = new ArrayList<>();
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        if (line.startsWith(READY)) {
          greeting.complete(new Greeting(List.copyOf(before), parseReady(line)));
        } else if (!greeting.isDone()) {
          before.add(line);
        }
      }
      greeting.completeExceptionally(new IOException("it ended before it was ready"));
    } catch (IOException | RuntimeException e) {
      greeting.completeExceptionally(e);
    }
  }

  /// `READY pid=17 peer=127.0.0.1:1965` → `{pid=17, peer=127.0.0.1:1965}`.
  static Map<String, String> parseReady(String line) {
    Map<String, String> ready = new HashMap<>();
    for (String word : line.substring(READY.length()).split(" ", -1)) {
      int equals = word.indexOf('=');
      if (equals > 0) {
        ready.put(word.substring(0, equals), word.substring(equals + 1));
      }
    }
    return Map.copyOf(ready);
  }

  public Case plant() {
    return plant;
  }

  public long pid() {
    return Long.parseLong(ready.getOrDefault("pid", Long.toString(process.pid())));
  }

  /// The process to hunt: another than [#pid] where the leak is in its child.
  public long huntPid() {
    return ready.containsKey("hunt") ? Long.parseLong(ready.getOrDefault("hunt", "")) : pid();
  }

  /// The group that holds it, its helpers and its children: its leader's pid.
  public long processGroup() {
    return process.pid();
  }

  /// The READY line's values: `pid`, and `peer`, `helpers`, … where the case has them.
  public Map<String, String> ready() {
    return ready;
  }

  /// What it printed before READY: in the zoo, one JSON object a descriptor.
  public List<String> linesBeforeReady() {
    return before;
  }

  /// What a hunt on it has to find, with this run's own peers and paths; in a twin: nothing of it.
  public List<Truth> truths() {
    return truths;
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /// Ends it and its helpers, and waits for that. An interrupt makes it quick, not incomplete.
  @Override
  public void close() {
    // Before their parents end: a process that is left behind is still known by its group.
    List<ProcessHandle> all = ProcessGroup.members(processGroup());
    end(process.toHandle());
    helpers.forEach(RunningCase::end);
    all.forEach(RunningCase::end);
    ProcessGroup.members(processGroup()).forEach(RunningCase::end);
  }

  private static void end(ProcessHandle handle) {
    handle.destroy();
    try {
      handle.onExit().get(5, TimeUnit.SECONDS);
      return;
    } catch (ExecutionException | TimeoutException _) {
      // It did not heed SIGTERM.
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    handle.destroyForcibly();
  }
}
