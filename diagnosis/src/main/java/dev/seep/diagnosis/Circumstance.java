package dev.seep.diagnosis;

import dev.seep.evidence.Finding;
import dev.seep.evidence.Forecast;
import dev.seep.evidence.LeakClass;
import dev.seep.evidence.Rate;
import dev.seep.evidence.ResourceKind;
import dev.seep.evidence.Siblings;
import dev.seep.evidence.Verdict;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What stops a process though nothing leaks: told from the last inventory, and from what the
/// kernel answered the process's own calls.
sealed interface Circumstance extends Remedy permits LimitTooLow, PortExhaustion {
  /// Of a limit, how much must be used for it to be called near.
  double NEAR = 0.85;

  /// Null when there is nothing to say.
  @Nullable Finding find(Scene scene);

  /// A finding that calls nothing a leak.
  static Finding finding(
      LeakClass leakClass, String reason, String what, int count, String peer, String advice) {
    return new Finding(
        new Verdict.Healthy(reason),
        leakClass,
        ResourceKind.DESCRIPTOR,
        what,
        count,
        Rate.NONE,
        Forecast.NEVER,
        Double.NaN,
        peer,
        "",
        Double.NaN,
        -1,
        null,
        new Siblings(0, 0, Double.NaN),
        null,
        List.of(),
        advice,
        List.of());
  }
}
