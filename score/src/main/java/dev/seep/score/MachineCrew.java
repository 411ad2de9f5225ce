package dev.seep.score;

import dev.seep.casebook.Build;
import dev.seep.casebook.Case;
import dev.seep.casebook.RunningCase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/// Real builds and real processes.
///
/// @param dataFolder one folder in it for each trial, which is removed after it
record MachineCrew(Path buildFolder, Path dataFolder, Stage stage) implements Scorer.Crew {

  @Override
  public Build build(Case plant) throws IOException, InterruptedException {
    return RunningCase.build(plant, buildFolder);
  }

  @Override
  public Outcome play(Trial trial) throws IOException, InterruptedException {
    Path folder =
        dataFolder.resolve(
            letters(trial.plant().name())
                + (trial.leaking() ? "-leak-" : "-twin-")
                + trial.source().slug());
    try {
      return stage.play(trial, folder);
    } finally {
      remove(folder);
    }
  }

  /// Digits as letters.
  private static String letters(String name) {
    StringBuilder letters = new StringBuilder(name);
    for (int i = 0; i < letters.length(); i++) {
      char c = letters.charAt(i);
      if (c >= '0' && c <= '9') {
        letters.setCharAt(i, (char) ('a' + (c - '0')));
      }
    }
    return letters.toString();
  }

  /// What cannot be removed now goes with the whole data folder.
  private static void remove(Path folder) {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(each);
      }
    } catch (IOException | UncheckedIOException e) {
      // A process of the plant may still write there.
    }
  }
}
