package dev.seep.diagnosis;

import dev.seep.detector.Assessment;
import dev.seep.detector.EvidenceKind;
import dev.seep.evidence.LeakClass;

/// Held by a timer or its like and then closed: bounded, not a leak for ever.
final class HeldTooLong implements LeakPattern {
  @Override
  public LeakClass leakClass() {
    return LeakClass.HELD_TOO_LONG;
  }

  @Override
  public boolean matches(Assessment assessment) {
    return assessment.evidence() == EvidenceKind.HELD;
  }

  @Override
  public String what(Assessment assessment) {
    return Kinds.socketsIn(assessment) + ", closed only after a long time";
  }

  @Override
  public String advice(Assessment assessment) {
    return "something (a timeout's closure, a cache) keeps the connection until it fires: cancel it, or hold the connection weakly; shortening it lowers the ceiling";
  }
}
