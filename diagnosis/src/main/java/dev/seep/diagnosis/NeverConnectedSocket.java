package dev.seep.diagnosis;

import dev.seep.detector.Assessment;
import dev.seep.evidence.Condition;
import dev.seep.evidence.LeakClass;

/// Sockets that were created, perhaps bound, and never used: what gave up before its connect, or
/// created a socket only to learn something, did not close it.
final class NeverConnectedSocket implements LeakPattern {
  @Override
  public LeakClass leakClass() {
    return LeakClass.NEVER_CONNECTED_SOCKET;
  }

  @Override
  public boolean matches(Assessment assessment) {
    return Kinds.isIn(assessment, Condition.NEVER_CONNECTED, Condition.BOUND, Condition.UNLISTED);
  }

  @Override
  public String what(Assessment assessment) {
    return switch (Kinds.condition(assessment)) {
      case BOUND -> "sockets that were bound and never used";
      case UNLISTED -> "sockets that no protocol table lists (never connected, or over)";
      default -> "sockets that were never connected";
    };
  }

  @Override
  public String advice(Assessment assessment) {
    return "every path that gives up before or during a connect (timeout, cancellation, failed lookup) must close the socket it had created";
  }
}
