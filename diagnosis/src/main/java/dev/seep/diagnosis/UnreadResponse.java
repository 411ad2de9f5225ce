package dev.seep.diagnosis;

import dev.seep.detector.Assessment;
import dev.seep.evidence.Condition;
import dev.seep.evidence.LeakClass;

/// Received bytes wait and nobody reads them: an answer whose body was never consumed or closed.
final class UnreadResponse implements LeakPattern {
  @Override
  public LeakClass leakClass() {
    return LeakClass.UNREAD_RESPONSE;
  }

  @Override
  public boolean matches(Assessment assessment) {
    return Kinds.isIn(assessment, Condition.UNREAD);
  }

  @Override
  public String what(Assessment assessment) {
    return "connections with an answer that nobody reads";
  }

  @Override
  public String advice(Assessment assessment) {
    return "read the body to its end or destroy the connection, also when only the status or the header is wanted";
  }
}
