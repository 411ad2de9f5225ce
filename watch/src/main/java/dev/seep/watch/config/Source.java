package dev.seep.watch.config;

import java.util.List;

/// A configuration as it was written.
///
/// @param name its path, as it was given
public record Source(String name, String text) {

  /// One line without its end; empty when there is none of this number.
  ///
  /// @param number from 1
  public String line(int number) {
    List<String> lines = text.lines().skip(Math.max(0, number - 1L)).limit(1).toList();
    return number < 1 || lines.isEmpty() ? "" : lines.getFirst();
  }
}
