package dev.seep.watch.config;

/// A mistake in a configuration, for which none of it is used.
///
/// @param file as it was given
/// @param line, column from 1, in characters; 0 when it belongs to no place in the file
/// @param path the key: `alerting.receivers[0].name`, empty when it belongs to none
/// @param message what is wrong; text from the file is in quotes and may be hostile
/// @param mend what to do about it, empty when the message says it all
public record Problem(String file, int line, int column, String path, String message, String mend) {

  /// `watch.yaml:3:7: interval: '5' has no unit`.
  public String text() {
    return Place.text(file, line, column, path, message);
  }
}
