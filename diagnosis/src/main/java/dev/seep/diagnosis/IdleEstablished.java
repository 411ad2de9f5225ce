package dev.seep.diagnosis;

import dev.seep.detector.Assessment;
import dev.seep.evidence.Condition;
import dev.seep.evidence.LeakClass;

/// Connections over which nothing flows any more: no timeout, or forgotten after the answer.
final class IdleEstablished implements LeakPattern {
  @Override
  public LeakClass leakClass() {
    return LeakClass.IDLE_ESTABLISHED;
  }

  @Override
  public boolean matches(Assessment assessment) {
    return Kinds.isIn(assessment, Condition.IDLE, Condition.CONNECTED, Condition.UNIX_CONNECTED);
  }

  @Override
  public String what(Assessment assessment) {
    return switch (Kinds.condition(assessment)) {
      case CONNECTED -> "established connections (activity not known)";
      case UNIX_CONNECTED -> "connected unix sockets";
      default -> "established connections that fell silent";
    };
  }

  @Override
  public String advice(Assessment assessment) {
    return "give requests and idle connections a timeout, and close what a request leaves behind on every path";
  }
}
