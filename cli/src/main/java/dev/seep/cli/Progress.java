package dev.seep.cli;

/// How a hunt tells what it is doing, and learns that it should come to an end.
public interface Progress {

  /// Called once, when everything is in place and the first look is taken.
  void began();

  /// Called after each look.
  ///
  /// @param elapsedSeconds of `totalSeconds` that the hunt may take
  /// @param looks so far
  /// @param open descriptors held now, -1 when not known
  /// @param leading what it looks like so far, in a few words; empty for nothing yet
  void at(double elapsedSeconds, double totalSeconds, int looks, int open, String leading);

  /// The user wants the report now.
  boolean stopRequested();
}
