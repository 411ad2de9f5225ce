package dev.seep.diagnosis;

import dev.seep.detector.Assessment;
import dev.seep.evidence.LeakClass;
import dev.seep.evidence.ResourceKind;

/// Threads that are started and do not end.
final class ThreadGrowth implements LeakPattern {
  @Override
  public LeakClass leakClass() {
    return LeakClass.THREAD;
  }

  @Override
  public boolean matches(Assessment assessment) {
    return assessment.resource() == ResourceKind.THREAD;
  }

  @Override
  public String what(Assessment assessment) {
    return "threads";
  }

  @Override
  public String advice(Assessment assessment) {
    return "share one bounded pool instead of making one for each task, and shut it down where it is made";
  }
}
