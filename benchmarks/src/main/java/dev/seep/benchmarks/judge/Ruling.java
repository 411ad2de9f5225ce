package dev.seep.benchmarks.judge;

import java.util.Optional;
import java.util.OptionalLong;

/// What a contender said of one run. Times are seconds from the run's start.
///
/// @param leakAt the first claim of a leak
/// @param criticalAt the first claim that the limit is about to be reached
/// @param slope the leak's rate as it was told at the first claim
/// @param withdrawn whether the claim of a leak was taken back in the 24 hours after it
/// @param dayLater the rate as it is told 24 hours after the first claim, when the run lasts so
///   long
record Ruling(
    OptionalLong leakAt,
    OptionalLong criticalAt,
    boolean withdrawn,
    Optional<Slope> slope,
    Optional<Slope> dayLater) {

  static final Ruling NOTHING =
      new Ruling(
          OptionalLong.empty(), OptionalLong.empty(), false, Optional.empty(), Optional.empty());

  /// A claim by someone who tells no rate.
  static Ruling leakAt(long seconds) {
    return new Ruling(
        OptionalLong.of(seconds), OptionalLong.empty(), false, Optional.empty(), Optional.empty());
  }

  /// This ruling moved to a later start, for a process that was started anew.
  Ruling later(long seconds) {
    return new Ruling(
        shifted(leakAt, seconds), shifted(criticalAt, seconds), withdrawn, slope, dayLater);
  }

  private static OptionalLong shifted(OptionalLong at, long seconds) {
    return at.isPresent() ? OptionalLong.of(at.getAsLong() + seconds) : at;
  }
}
