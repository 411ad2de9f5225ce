package dev.seep.watch;

import dev.seep.evidence.Blind;
import dev.seep.evidence.KernelText;
import dev.seep.watch.journal.Exhausted;
import dev.seep.watch.journal.ExhaustionListener;
import dev.seep.watch.journal.JournalOptions;
import dev.seep.watch.journal.JournalReader;
import dev.seep.watch.journal.LogFollower;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// Those who say that something has run out: the journal's lines, each tied to the process that
/// wrote it.
final class Witnesses implements AutoCloseable {
  private final JournalReader journal;

  private final @Nullable LogFollower logs;
  private final List<Blind> refused;

  private Witnesses(JournalReader journal, @Nullable LogFollower logs, List<Blind> refused) {
    this.journal = journal;
    this.logs = logs;
    this.refused = refused;
  }

  /// @param files log files to follow beside the journal, absolute paths or globs
  /// @param exhausted takes a process and what was said of it
  static Witnesses begin(
      List<String> files, BiConsumer<Integer, String> exhausted, InstantSource clock) {
    ExhaustionListener listener = seen -> tell(seen, exhausted);
    JournalReader journal =
        new JournalReader(JournalOptions.ofThisMachine(), listener, clock, System::nanoTime);
    if (files.isEmpty()) {
      return new Witnesses(journal, null, List.of());
    }
    try {
      return new Witnesses(
          journal, new LogFollower(files, listener, clock, System::nanoTime), List.of());
    } catch (IllegalArgumentException pattern) {
      Blind blind =
          new Blind("the logs to follow", String.valueOf(pattern.getMessage()), "mend `logs`");
      return new Witnesses(journal, null, List.of(blind));
    }
  }

  private static void tell(Exhausted seen, BiConsumer<Integer, String> exhausted) {
    switch (seen.kind()) {
      case DESCRIPTORS, DESCRIPTORS_OF_MACHINE -> {
        if (seen.pid() > 0) {
          exhausted.accept(seen.pid(), "the log: " + KernelText.printable(seen.line()));
        }
      }
      // Memory and threads have many reasons to be refused; the incident that knows why says so.
      case MEMORY, THREADS -> {}
    }
  }

  /// What cannot be read, and why.
  List<Blind> blind() {
    List<Blind> all = new ArrayList<>(refused);
    // A machine without journald lacks nothing when its logs are followed.
    if (logs == null) {
      journal.blind().ifPresent(all::add);
    } else {
      all.addAll(logs.blind());
    }
    return all;
  }

  @Override
  public void close() {
    journal.close();
    if (logs != null) {
      logs.close();
    }
  }
}
