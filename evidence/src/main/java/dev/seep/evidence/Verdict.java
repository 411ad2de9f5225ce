package dev.seep.evidence;

import java.time.Duration;

/// What is concluded, always with the reason. A closed set: a new verdict must be handled
/// everywhere.
public sealed interface Verdict {

  String reason();

  /// Nothing grows and nothing stays.
  record Healthy(String reason) implements Verdict {}

  /// It grows and nothing was seen to shrink it; it may still be warming up.
  record Suspect(String reason) implements Verdict {}

  /// It grows and will not be given back.
  record Leak(String reason) implements Verdict {}

  /// Too little to tell by.
  ///
  /// @param needed how much longer to look until it can be told; zero when looking will not help
  record Unknown(String reason, Duration needed) implements Verdict {}

  /// The name of the JSON contract.
  default String slug() {
    return switch (this) {
      case Healthy v -> "healthy";
      case Suspect v -> "suspect";
      case Leak v -> "leak";
      case Unknown v -> "unknown";
    };
  }

  /// How much it should worry the reader: healthy, unknown, suspect, leak.
  default int gravity() {
    return switch (this) {
      case Healthy v -> 0;
      case Unknown v -> 1;
      case Suspect v -> 2;
      case Leak v -> 3;
    };
  }
}
