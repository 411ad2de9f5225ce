package dev.seep.diagnosis;

import dev.seep.detector.Assessment;
import dev.seep.evidence.Condition;
import dev.seep.evidence.LeakClass;

/// Listening sockets, of which a process should have a handful.
final class Listener implements LeakPattern {
  @Override
  public LeakClass leakClass() {
    return LeakClass.LISTENER;
  }

  @Override
  public boolean matches(Assessment assessment) {
    return Kinds.isIn(assessment, Condition.LISTENING);
  }

  @Override
  public String what(Assessment assessment) {
    return "listening sockets";
  }

  @Override
  public String advice(Assessment assessment) {
    return "close the old listener when a server is restarted or reconfigured inside the process";
  }
}
