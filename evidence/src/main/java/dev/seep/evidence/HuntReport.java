package dev.seep.evidence;

import java.util.List;

/// The outcome of a hunt: one verdict over all, and what it rests on, gravest first.
///
/// @param open descriptors held at the end, -1 when not known
public record HuntReport(
    ProcessFacts process,
    int open,
    DescriptorLimits limits,
    Watched watched,
    Verdict verdict,
    List<Finding> findings,
    List<Blind> blind,
    Cost cost) {
  public HuntReport {
    findings = List.copyOf(findings);
    blind = List.copyOf(blind);
  }
}
