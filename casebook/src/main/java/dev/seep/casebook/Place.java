package dev.seep.casebook;

import java.nio.file.Path;

/// A place in a case's source that a finding's stack has to name.
///
/// @param function as its language writes it, without parameters: `Connector::Connector`,
///   `main.(*decoder).decode`. What a debugger says matches when it is this, or ends in `::` or `.`
///   and this, once its parameters, template arguments and hash are taken off.
/// @param file relative to the case's folder
/// @param line counted from 1
public record Place(String function, String file, int line) {
  public Place {
    if (line < 1) {
      throw new IllegalArgumentException("a line is counted from 1, not " + line);
    }
  }

  /// The source file.
  public Path source(Case plant) {
    return plant.folder().resolve(file).normalize();
  }
}
