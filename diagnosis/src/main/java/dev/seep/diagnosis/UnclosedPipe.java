package dev.seep.diagnosis;

import dev.seep.detector.Assessment;
import dev.seep.evidence.LeakClass;

/// Pipes, mostly those of child processes: one end or both are kept.
final class UnclosedPipe implements LeakPattern {
  @Override
  public LeakClass leakClass() {
    return LeakClass.PIPE;
  }

  @Override
  public boolean matches(Assessment assessment) {
    return Kinds.is(assessment, "pipe") || Kinds.is(assessment, "fifo");
  }

  @Override
  public String what(Assessment assessment) {
    return "pipes left open";
  }

  @Override
  public String advice(Assessment assessment) {
    return "close both ends: of a child process all three streams, of two coupled streams the second one as well when the first fails";
  }
}
