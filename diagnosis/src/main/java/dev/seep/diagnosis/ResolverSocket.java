package dev.seep.diagnosis;

import dev.seep.detector.Assessment;
import dev.seep.evidence.Condition;
import dev.seep.evidence.LeakClass;

/// A datagram socket for each request, as careless resolvers make them.
final class ResolverSocket implements LeakPattern {
  @Override
  public LeakClass leakClass() {
    return LeakClass.RESOLVER_SOCKET;
  }

  @Override
  public boolean matches(Assessment assessment) {
    return Kinds.isIn(assessment, Condition.DATAGRAM)
        && (Kinds.is(assessment, "udp") || Kinds.is(assessment, "tcp"));
  }

  @Override
  public String what(Assessment assessment) {
    return assessment.population().place().endsWith(":53")
        ? "sockets to the name server, one for each lookup"
        : "datagram sockets";
  }

  @Override
  public String advice(Assessment assessment) {
    return "share one resolver or client instead of making one for each request, or close it after use";
  }
}
