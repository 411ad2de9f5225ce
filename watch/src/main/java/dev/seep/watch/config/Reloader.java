package dev.seep.watch.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Reads the configuration again while the daemon runs. What is not all right is not used at all:
/// the one before goes on. For several threads, one reload at a time.
public final class Reloader {
  private final Optional<Path> file;
  private final Consumer<WatchConfig> use;
  private WatchConfig current;
  private String hash;

  /// What came of it.
  public sealed interface Outcome {

    /// In use now.
    ///
    /// @param changed keys at the top of the file whose values are others now
    /// @param needRestart of them, those that count from the next start on
    record Applied(
        String hash, List<String> changed, List<String> needRestart, List<Warning> warnings)
        implements Outcome {}

    /// The one before goes on.
    record Kept(List<Problem> problems) implements Outcome {}
  }

  /// @param file none when the daemon runs on defaults
  /// @param current in use now
  /// @param hash of the file it came from, empty for none
  /// @param use takes a new one over; when it throws, the one before stays in use, and is to be in
  ///   use still
  public Reloader(
      Optional<Path> file, WatchConfig current, String hash, Consumer<WatchConfig> use) {
    this.file = file;
    this.current = current;
    this.hash = hash;
    this.use = use;
  }

  public synchronized Outcome reload() {
    if (file.isEmpty()) {
      return new Outcome.Kept(
          List.of(
              new Problem(
                  "defaults",
                  0,
                  0,
                  "",
                  "there is no file to read again",
                  "start it with --config")));
    }
    return switch (ConfigFile.load(file.get())) {
      case ConfigFile.Result.Unread(Problem problem) -> new Outcome.Kept(List.of(problem));
      case ConfigFile.Result.Refused refused -> new Outcome.Kept(refused.problems());
      case ConfigFile.Result.Loaded loaded -> apply(loaded);
    };
  }

  private Outcome apply(ConfigFile.Result.Loaded loaded) {
    List<String> changed = new ArrayList<>();
    List<String> needRestart = new ArrayList<>();
    for (Key<WatchConfig, ?> key : WatchForm.FORM.keys()) {
      if (!key.of().apply(current).equals(key.of().apply(loaded.config()))) {
        changed.add(key.name());
        if (key.needsRestart()) {
          needRestart.add(key.name());
        }
      }
    }
    try {
      use.accept(loaded.config());
    } catch (RuntimeException e) {
      String why =
          "could not be taken over: " + dev.seep.evidence.KernelText.printable(e.toString());
      return new Outcome.Kept(List.of(new Problem(loaded.source().name(), 0, 0, "", why, "")));
    }
    current = loaded.config();
    hash = loaded.hash();
    return new Outcome.Applied(hash, changed, needRestart, loaded.warnings());
  }

  /// In use now.
  public synchronized WatchConfig current() {
    return current;
  }

  /// Of the file that is in use now, empty for none.
  public synchronized String hash() {
    return hash;
  }
}
