package dev.seep.diagnosis;

import dev.seep.detector.Assessment;
import dev.seep.detector.EvidenceKind;
import dev.seep.evidence.LeakClass;

/// More connections than before because there is more to do.
final class Load implements LeakPattern {
  @Override
  public LeakClass leakClass() {
    return LeakClass.LOAD;
  }

  @Override
  public boolean matches(Assessment assessment) {
    return assessment.evidence() == EvidenceKind.LOAD;
  }

  @Override
  public String what(Assessment assessment) {
    return "established connections, in use";
  }

  @Override
  public String advice(Assessment assessment) {
    return "nothing to mend: if the limit comes near, raise it or spread the load";
  }
}
