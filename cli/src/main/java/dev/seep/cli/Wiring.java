package dev.seep.cli;

import dev.seep.observer.Eye;
import dev.seep.observer.SourceChoice;
import java.nio.file.Path;
import java.util.function.Function;

/// Where the commands get those they speak to: the one place that knows the implementations.
///
/// @param eyes opens an eye on a `/proc`
/// @param hunters makes the hunter that looks through an eye
public record Wiring(EyeFactory eyes, Function<Eye, Hunter> hunters) {

  /// Opens an eye; the caller closes it.
  @FunctionalInterface
  public interface EyeFactory {
    Eye open(Path procRoot, SourceChoice source);
  }

  /// The real ones.
  public static Wiring ofThisMachine() {
    return new Wiring(
        (procRoot, source) -> {
          throw new IllegalStateException("this build has no observer for " + procRoot);
        },
        eye -> {
          throw new IllegalStateException("this build has no hunter");
        });
  }
}
