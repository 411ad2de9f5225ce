package dev.seep.casebook;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// How a case is to be run.
///
/// @param leak false for the healthy twin
/// @param perSecond leaks a second; in the twin, as many operations of the same kind
/// @param life after which the plant ends by itself, whatever becomes of its starter
/// @param dataFolder where it writes; made when it is not there, never removed
/// @param more further options of the case (`--hold 5`, `--period 5`)
public record RunOptions(
    boolean leak, double perSecond, Duration life, Path dataFolder, List<String> more) {
  public RunOptions {
    more = List.copyOf(more);
  }

  /// One leak a second, for ten minutes at most.
  public static RunOptions leaking(Path dataFolder) {
    return new RunOptions(true, 1, Duration.ofMinutes(10), dataFolder, List.of());
  }

  /// The twin of [#leaking].
  public static RunOptions healthy(Path dataFolder) {
    return new RunOptions(false, 1, Duration.ofMinutes(10), dataFolder, List.of());
  }

  /// As its truth wants it hunted: at its own rate.
  public static RunOptions of(Case plant, boolean leak, Path dataFolder) {
    RunOptions options = leak ? leaking(dataFolder) : healthy(dataFolder);
    return options.withPerSecond(plant.terms().perSecond());
  }

  public RunOptions withPerSecond(double rate) {
    return new RunOptions(leak, rate, life, dataFolder, more);
  }

  public RunOptions withLife(Duration atMost) {
    return new RunOptions(leak, perSecond, atMost, dataFolder, more);
  }

  public RunOptions with(String... options) {
    return new RunOptions(leak, perSecond, life, dataFolder, List.of(options));
  }
}
