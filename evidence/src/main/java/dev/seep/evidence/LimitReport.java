package dev.seep.evidence;

import java.util.List;

/// Every limit that can stop one process, nearest first.
public record LimitReport(ProcessFacts process, List<Limit> limits, List<Blind> blind) {
  public LimitReport {
    limits = List.copyOf(limits);
    blind = List.copyOf(blind);
  }
}
