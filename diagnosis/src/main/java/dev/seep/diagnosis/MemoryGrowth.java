package dev.seep.diagnosis;

import dev.seep.detector.Assessment;
import dev.seep.evidence.LeakClass;
import dev.seep.evidence.ResourceKind;

/// Anonymous memory that only grows.
final class MemoryGrowth implements LeakPattern {
  @Override
  public LeakClass leakClass() {
    return LeakClass.MEMORY;
  }

  @Override
  public boolean matches(Assessment assessment) {
    return assessment.resource() == ResourceKind.MEMORY;
  }

  @Override
  public String what(Assessment assessment) {
    return "anonymous memory";
  }

  @Override
  public String advice(Assessment assessment) {
    return "a minute or two cannot tell a leak from a heap that settles: watch it for a day, or compare heap dumps";
  }
}
