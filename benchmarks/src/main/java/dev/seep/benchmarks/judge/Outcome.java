package dev.seep.benchmarks.judge;

import dev.seep.testkit.lifetimes.LeakTruth;
import dev.seep.testkit.lifetimes.LifetimeFamily;
import java.util.Optional;

/// What one contender said of one run, beside the truth.
///
/// @param days how long the run was
/// @param nanos what judging it took
record Outcome(
    LifetimeFamily family,
    long seed,
    String contender,
    double days,
    Optional<LeakTruth> truth,
    Ruling ruling,
    long nanos) {

  /// A claim of a leak where there was none: in a healthy run, or before the leak began.
  boolean falseAlarm() {
    return ruling.leakAt().isPresent() && ruling.leakAt().getAsLong() < leakStarts();
  }

  boolean found() {
    return ruling.leakAt().isPresent() && !falseAlarm();
  }

  /// From the leak's start to the claim; infinite when it was not found.
  double delayHours() {
    return found()
        ? (ruling.leakAt().getAsLong() - leakStarts()) / 3_600.0
        : Double.POSITIVE_INFINITY;
  }

  private long leakStarts() {
    return truth.map(LeakTruth::startsAtSeconds).orElse(Long.MAX_VALUE);
  }
}
