package dev.seep.cli.top;

import dev.seep.diagnosis.Summary;
import dev.seep.evidence.Inventory;
import dev.seep.evidence.ProcessFacts;
import dev.seep.evidence.Reading;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/// Where `seep top` gets what it shows: the daemon, or this very process. Every method may take a
/// while and is called on a thread of its own; one that cannot see says so in what it returns.
public interface TopSource extends AutoCloseable {

  /// Every process, now.
  TopLook look();

  /// What one process holds, now.
  Reading<Holding> holding(ProcessFacts process);

  /// Watches one process closely until there is a verdict.
  ///
  /// @param progress told after each look
  /// @param stop asked between looks: come to an end
  Reading<HuntEnd> hunt(ProcessFacts process, Consumer<HuntStep> progress, BooleanSupplier stop);

  /// In which words the screen names it: `the watch at http://…`, `this machine through eBPF`.
  String name();

  @Override
  void close();

  /// @param inventory without its descriptors where it came from the daemon
  record Holding(Inventory inventory, Summary summary) {}

  /// How far a hunt has come.
  ///
  /// @param open descriptors held now, -1 when not known
  /// @param leading what it looks like so far, empty for nothing yet
  record HuntStep(double atSeconds, double lengthSeconds, int open, String leading) {}
}
