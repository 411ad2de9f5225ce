package dev.seep.watch.journal;

/// Is told of lines that say something has run out; from one thread at a time for each reader,
/// never more than some twenty a second. What it throws is counted and goes no further.
@FunctionalInterface
public interface ExhaustionListener {
  void exhausted(Exhausted seen);
}
