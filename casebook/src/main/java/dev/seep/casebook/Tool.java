package dev.seep.casebook;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// A program that a case needs to be built or run.
///
/// @param debianPackage the Debian package that brings it
public record Tool(String command, String debianPackage) {

  /// From `g++:g++`, as `needs` in a case's `truth.properties` lists them.
  static Tool parse(String text) {
    int colon = text.indexOf(':');
    return new Tool(text.substring(0, colon), text.substring(colon + 1));
  }

  /// Where `PATH` has it; empty when it does not.
  public Optional<Path> find() {
    String folders = System.getenv("PATH");
    if (folders == null) {
      return Optional.empty();
    }
    for (String folder : folders.split(File.pathSeparator, -1)) {
      Path candidate = Path.of(folder, command);
      if (Files.isRegularFile(candidate) && Files.isExecutable(candidate)) {
        return Optional.of(candidate);
      }
    }
    return Optional.empty();
  }
}
