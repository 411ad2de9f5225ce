package dev.seep.score;

import dev.seep.casebook.Build;
import dev.seep.casebook.Case;
import dev.seep.casebook.Tool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/// One whole score on this machine: builds, trials, and what they cost. Closing removes what the
/// plants wrote.
public final class ScoreRun implements AutoCloseable {
  private static final int NAME_LETTERS = 12;

  private final Path dataFolder;
  private final Path buildFolder;
  private final int parallel;
  private final long seed;
  private final BooleanSupplier stop;

  /// @param stop the user wants to come to an end
  /// @throws IOException when there is no place for builds or data
  public ScoreRun(Path buildFolder, int parallel, long seed, BooleanSupplier stop)
      throws IOException {
    Files.createDirectories(buildFolder);
    this.buildFolder = buildFolder;
    this.parallel = parallel;
    this.seed = seed;
    this.stop = stop;
    this.dataFolder = newFolder();
  }

  /// No digit in its name: paths are told with `*` for digits, and the truths know none. Plants
  /// that give up their rights can still pass through it.
  private static Path newFolder() throws IOException {
    StringBuilder name = new StringBuilder("seep-score-");
    for (int i = 0; i < NAME_LETTERS; i++) {
      name.append((char) ('a' + ThreadLocalRandom.current().nextInt(26)));
    }
    Path folder = Path.of(System.getProperty("java.io.tmpdir"), name.toString());
    Files.createDirectory(folder);
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    return folder;
  }

  /// For what the plants write, a folder for each trial in it.
  Path dataFolder() {
    return dataFolder;
  }

  /// Builds and plays.
  public Score score(List<Trial> trials, Clock clock, Scorer.Listener listener)
      throws InterruptedException {
    Scorer.Crew crew = Scorer.crew(buildFolder, dataFolder, stop);
    Scorer scorer = new Scorer(crew, parallel, seed, listener, stop);
    Map<Case, Build> builds = scorer.build(trials);
    Instant startedAt = clock.instant();
    long from = System.nanoTime();
    double ownFrom = Machine.ownCpuSeconds();
    List<CaseRun> runs = scorer.play(trials, builds);
    double seconds = (System.nanoTime() - from) / 1e9;
    double own = Machine.ownCpuSeconds() - ownFrom + helpers(runs);
    List<Tool> tools = builds.keySet().stream().flatMap(plant -> plant.needs().stream()).toList();
    return new Score(startedAt, seconds, seed, parallel, Machine.here(tools), own, runs);
  }

  private static double helpers(List<CaseRun> runs) {
    double seconds = 0;
    for (CaseRun run : runs) {
      if (run.outcome() instanceof Outcome.Ran(Grade _, Measures measures)) {
        seconds += measures.helperCpuSeconds();
      }
    }
    return seconds;
  }

  @Override
  public void close() throws IOException {
    try (Stream<Path> all = Files.walk(dataFolder)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(each);
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
