package dev.seep.casebook;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/// Builds cases, each once until a source of it changes. Several processes may build at a time: a
/// lock file in the build folder keeps them apart.
final class Builder {
  private static final String STAMP = ".built";

  /// A registry that does not answer is a build that failed, not one that lasts for ever.
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private static final Map<Path, Lock> WITHIN_THIS_PROCESS = new ConcurrentHashMap<>();

  private Builder() {}

  static Build build(Case plant, Path buildRoot) throws IOException, InterruptedException {
    List<Tool> missing = plant.needs().stream().filter(tool -> tool.find().isEmpty()).toList();
    if (!missing.isEmpty()) {
      return new Build.Missing(missing);
    }
    Path out = Files.createDirectories(buildRoot.resolve(plant.name())).toAbsolutePath();
    if (plant.build().isEmpty()) {
      return new Build.Built(out);
    }
    // A FileLock is the process's, not the thread's: threads need one of their own.
    Lock lock = WITHIN_THIS_PROCESS.computeIfAbsent(out, _ -> new ReentrantLock());
    lock.lockInterruptibly();
    try (FileChannel channel =
            FileChannel.open(
                out.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock _ = channel.lock()) {
      return buildLocked(plant, out);
    } finally {
      lock.unlock();
    }
  }

  private static Build buildLocked(Case plant, Path out) throws IOException, InterruptedException {
    List<String> command = Case.fill(plant.build(), values(plant, out));
    Path stamp = out.resolve(STAMP);
    String text = String.join("\n", command);
    if (Files.exists(stamp)
        && Files.readString(stamp).equals(text)
        && Files.getLastModifiedTime(stamp).compareTo(newestSource(plant)) > 0) {
      return new Build.Built(out);
    }
    Files.deleteIfExists(stamp);
    String failure = run(command, out);
    if (!failure.isEmpty()) {
      return new Build.Failed(command, failure);
    }
    Files.writeString(stamp, text);
    return new Build.Built(out);
  }

  /// @return what the command said when it failed; empty when it did what it should
  private static String run(List<String> command, Path out)
      throws IOException, InterruptedException {
    Path said = out.resolve("build.log");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile());
    builder.environment().put("GO111MODULE", "off"); // a single file needs no module, nor a network
    builder
        .environment()
        .putIfAbsent("GOCACHE", out.resolveSibling(".go-cache").toString()); // one for all cases
    Process process;
    try {
      process = builder.start();
    } catch (IOException e) {
      return String.valueOf(e.getMessage());
    }
    try {
      process.getOutputStream().close();
      if (!process.waitFor(PATIENCE)) {
        return "not done after " + PATIENCE.toMinutes() + " minutes\n" + text(said);
      }
      return process.exitValue() == 0 ? "" : "exit code " + process.exitValue() + "\n" + text(said);
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  private static String text(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8).strip();
  }

  /// Of the case's own files, those it borrows, and the headers that cases share.
  private static FileTime newestSource(Case plant) throws IOException {
    FileTime newest = FileTime.fromMillis(0);
    for (Path source : sources(plant)) {
      FileTime modified = Files.getLastModifiedTime(source);
      newest = modified.compareTo(newest) > 0 ? modified : newest;
    }
    return newest;
  }

  private static List<Path> sources(Case plant) throws IOException {
    Path all = plant.folder().getParent();
    try (Stream<Path> own = Files.list(plant.folder());
        Stream<Path> shared = Files.list(all);
        Stream<Path> planted = plant.planted().stream().map(at -> sourceOf(plant, at))) {
      return Stream.of(own, shared, planted).flatMap(s -> s).filter(Files::isRegularFile).toList();
    }
  }

  /// The file of `file:line`.
  private static Path sourceOf(Case plant, String planted) {
    return plant.folder().resolve(planted.substring(0, planted.lastIndexOf(':')));
  }

  static Map<String, String> values(Case plant, Path out) {
    Path jdk = Path.of(System.getProperty("java.home"), "bin");
    Map<String, String> values = new HashMap<>();
    values.put("case", plant.folder().toString());
    values.put("out", out.toString());
    values.put("java", jdk.resolve("java").toString());
    values.put("javac", jdk.resolve("javac").toString());
    values.put("casebook", ownClasses().toString());
    return values;
  }

  /// The jar or folder that this class was loaded from.
  static Path ownClasses() {
    URI location;
    try {
      location = Builder.class.getProtectionDomain().getCodeSource().getLocation().toURI();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
    return Path.of(location);
  }
}
