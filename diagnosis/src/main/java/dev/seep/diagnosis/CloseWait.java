package dev.seep.diagnosis;

import dev.seep.detector.Assessment;
import dev.seep.evidence.Condition;
import dev.seep.evidence.LeakClass;

/// The peer has closed and this process has not.
final class CloseWait implements LeakPattern {
  @Override
  public LeakClass leakClass() {
    return LeakClass.CLOSE_WAIT;
  }

  @Override
  public boolean matches(Assessment assessment) {
    return Kinds.isIn(assessment, Condition.CLOSE_WAIT);
  }

  @Override
  public String what(Assessment assessment) {
    return "connections that the peer has closed and this process has not";
  }

  @Override
  public String advice(Assessment assessment) {
    return "close the connection when a read returns 0 or an error, on every path, also when nobody waits for the answer any more";
  }
}
