package dev.seep.cli;

import dev.seep.evidence.HuntReport;
import dev.seep.evidence.ProcessIdentity;
import dev.seep.hunt.HuntOptions;

/// Watches one process and says whether it leaks.
@FunctionalInterface
public interface Hunter {
  HuntReport hunt(ProcessIdentity target, HuntOptions options, Progress progress);
}
