package dev.seep.score;

/// What came of a trial.
public sealed interface Outcome {

  /// Nothing was hunted: neither passed nor failed.
  ///
  /// @param why in one line, with the command that mends it where one does
  record NotRun(String why) implements Outcome {}

  /// It was hunted.
  record Ran(Grade grade, Measures measures) implements Outcome {}
}
