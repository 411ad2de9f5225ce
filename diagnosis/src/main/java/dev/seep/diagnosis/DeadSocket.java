package dev.seep.diagnosis;

import dev.seep.detector.Assessment;
import dev.seep.evidence.Condition;
import dev.seep.evidence.LeakClass;

/// Reset, or closed both ways, or with the other end gone; the descriptor is all that is left.
final class DeadSocket implements LeakPattern {
  @Override
  public LeakClass leakClass() {
    return LeakClass.DEAD_SOCKET;
  }

  @Override
  public boolean matches(Assessment assessment) {
    return Kinds.isIn(assessment, Condition.DEAD, Condition.HALF_CLOSED)
        || (Kinds.isIn(assessment, Condition.LONELY) && Kinds.is(assessment, "unix"));
  }

  @Override
  public String what(Assessment assessment) {
    return switch (Kinds.condition(assessment)) {
      case HALF_CLOSED -> "connections shut down by this process and not closed";
      case LONELY -> "unix sockets whose other end is gone";
      default -> "sockets whose connection is over";
    };
  }

  @Override
  public String advice(Assessment assessment) {
    return "after an error or a shutdown the descriptor must still be closed: look at the error handlers";
  }
}
