package dev.seep.diagnosis;

import dev.seep.detector.Assessment;
import dev.seep.evidence.Condition;
import dev.seep.evidence.LeakClass;

/// Connects that failed or were given up, and whose socket is still held.
final class AbandonedConnect implements LeakPattern {
  @Override
  public LeakClass leakClass() {
    return LeakClass.ABANDONED_CONNECT;
  }

  @Override
  public boolean matches(Assessment assessment) {
    return Kinds.isIn(assessment, Condition.CONNECTING, Condition.CONNECT_FAILED);
  }

  @Override
  public String what(Assessment assessment) {
    return Kinds.isIn(assessment, Condition.CONNECTING)
        ? "connects that never end"
        : "sockets whose connect failed";
  }

  @Override
  public String advice(Assessment assessment) {
    return "the path that abandons a pending or failed connect must close the socket; set a connect timeout as well";
  }
}
