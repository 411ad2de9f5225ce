package dev.seep.watch.config;

/// What is allowed in a configuration and yet hardly meant.
///
/// @param file as it was given
/// @param line, column from 1, in characters; 0 when it belongs to no place in the file
/// @param path the key, empty when it belongs to none
/// @param message what is odd
/// @param mend what to do about it, empty for nothing
public record Warning(String file, int line, int column, String path, String message, String mend) {

  public String text() {
    return Place.text(file, line, column, path, message);
  }
}
