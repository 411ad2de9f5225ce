package dev.seep.score;

import dev.seep.casebook.Truth;
import java.util.List;
import java.util.function.UnaryOperator;

/// What was said of one planted leak.
///
/// @param truth what should have been said
/// @param detected a finding speaks of it, with at least the verdict that is due
/// @param leakClass whether its class was named
/// @param place whether its peer and path were named
/// @param culprit whether the line that opened it was named first (and its caller, where only the
///   caller tells)
/// @param leaked how many this finding holds when the hunt ends; -1 when none speaks of it, or when
///   it counts bytes; 0 when another leak was found by the same finding and counts them
/// @param perMinute how fast the finding says they grow
/// @param misses what was wrong, in words
public record LeakGrade(
    Truth truth,
    boolean detected,
    Mark leakClass,
    Mark place,
    Mark culprit,
    long leaked,
    double perMinute,
    List<String> misses) {
  public LeakGrade {
    misses = List.copyOf(misses);
  }

  LeakGrade withMisses(UnaryOperator<String> change) {
    List<String> changed = misses.stream().map(change).toList();
    return new LeakGrade(truth, detected, leakClass, place, culprit, leaked, perMinute, changed);
  }
}
