package dev.seep.diagnosis;

import dev.seep.detector.Assessment;
import dev.seep.evidence.Condition;
import dev.seep.evidence.LeakClass;

/// What an event loop is made of: epoll, eventfd, timerfd, inotify, memfd, io_uring and their like.
final class EventDescriptor implements LeakPattern {
  @Override
  public LeakClass leakClass() {
    return LeakClass.EVENT_DESCRIPTOR;
  }

  @Override
  public boolean matches(Assessment assessment) {
    return Kinds.isIn(assessment, Condition.ANONYMOUS, Condition.DATAGRAM, Condition.LONELY);
  }

  @Override
  public String what(Assessment assessment) {
    return assessment.populations().size() > 1
        ? "event loops (" + Kinds.names(assessment) + " opened together)"
        : Kinds.names(assessment) + " descriptors left open";
  }

  @Override
  public String advice(Assessment assessment) {
    return "one event loop, selector or client for the process instead of one for each request; close it where it is made";
  }
}
