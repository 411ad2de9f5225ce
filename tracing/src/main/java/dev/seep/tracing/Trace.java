package dev.seep.tracing;

import dev.seep.evidence.Blind;
import dev.seep.evidence.CallSite;
import dev.seep.evidence.Cost;
import dev.seep.evidence.Population;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// A tracer on one target, until it is closed. Nothing of it stays in the kernel afterwards, nor
/// when this process is killed.
public interface Trace extends AutoCloseable {

  /// What is open now, and what ended since the look before. The call sites of those that ended are
  /// looked up first, so that some of them come a look or two later.
  TraceLook look();

  /// Tells what a look found of the descriptors that were open before the tracer came, by their
  /// number: what is copied from them or accepted on them is what they are, and no call says so.
  void know(int pid, Map<Integer, Population> before);

  /// Waits until the stacks taken so far have been looked up, at most so long.
  void settle(Duration atMost);

  /// Every call site seen so far, by its id.
  Map<Integer, CallSite> sites();

  /// What could not be traced or named, and why.
  List<Blind> blind();

  /// What processes beside this one have used for it.
  Cost cost();

  @Override
  void close();
}
