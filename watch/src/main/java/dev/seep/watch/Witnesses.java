package dev.seep.watch;

import dev.seep.evidence.Blind;
import dev.seep.watch.journal.Exhausted;
import dev.seep.watch.journal.JournalOptions;
import dev.seep.watch.journal.JournalReader;
import java.time.InstantSource;
import java.util.List;
import java.util.function.BiConsumer;

/// Those who say that something has run out: the journal's lines, each tied to the process that
/// wrote it.
final class Witnesses implements AutoCloseable {
  private final JournalReader journal;

  private Witnesses(JournalReader journal) {
    this.journal = journal;
  }

  /// @param exhausted takes a process and what was said of it
  static Witnesses begin(BiConsumer<Integer, String> exhausted, InstantSource clock) {
    return new Witnesses(
        new JournalReader(
            JournalOptions.ofThisMachine(),
            seen -> tell(seen, exhausted),
            clock,
            System::nanoTime));
  }

  private static void tell(Exhausted seen, BiConsumer<Integer, String> exhausted) {
    switch (seen.kind()) {
      case DESCRIPTORS, DESCRIPTORS_OF_MACHINE -> {
        if (seen.pid() > 0) {
          exhausted.accept(seen.pid(), "the journal: " + seen.line());
        }
      }
      // Memory and threads have many reasons to be refused; the incident that knows why says so.
      case MEMORY, THREADS -> {}
    }
  }

  /// What cannot be read, and why.
  List<Blind> blind() {
    return journal.blind().stream().toList();
  }

  @Override
  public void close() {
    journal.close();
  }
}
