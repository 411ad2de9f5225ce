package dev.seep.diagnosis;

import dev.seep.detector.Assessment;
import dev.seep.detector.EvidenceKind;
import dev.seep.evidence.LeakClass;

/// It grew and stopped: a pool or a cache that fills.
final class WarmingUp implements LeakPattern {
  @Override
  public LeakClass leakClass() {
    return LeakClass.WARMING_UP;
  }

  @Override
  public boolean matches(Assessment assessment) {
    return assessment.evidence() == EvidenceKind.WARMING_UP;
  }

  @Override
  public String what(Assessment assessment) {
    return Kinds.names(assessment) + " descriptors that came and stay, their number standing now";
  }

  @Override
  public String advice(Assessment assessment) {
    return "nothing to mend if this is a pool or a cache; look again later to see that it stays flat";
  }
}
