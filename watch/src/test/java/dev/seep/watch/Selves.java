package dev.seep.watch;

import dev.seep.evidence.watch.SelfReport;
import java.time.Instant;
import java.util.List;

/// Reports of Seep on itself, where a test does not care.
final class Selves {
  private Selves() {}

  static SelfReport some() {
    return new SelfReport(
        Instant.EPOCH,
        Instant.EPOCH,
        1,
        1,
        0,
        Double.NaN,
        0,
        9,
        1_024,
        9,
        1,
        1,
        1,
        0,
        0,
        0,
        0,
        0,
        0,
        List.of(),
        List.of(),
        List.of());
  }
}
