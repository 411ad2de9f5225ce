package dev.seep.watch.journal;

import java.nio.file.Path;
import java.util.List;

/// How the journal is read.
///
/// @param command journalctl, and what is put before the arguments of following:
///   `--directory=/somewhere`
/// @param runtime where journald shows that it runs; nothing is started where it does not exist
/// @param linesPerSecond how many lines are looked at; what comes beyond that is counted as skipped
public record JournalOptions(List<String> command, Path runtime, int linesPerSecond) {
  public JournalOptions {
    command = List.copyOf(command);
  }

  /// The journal of this machine.
  public static JournalOptions ofThisMachine() {
    return new JournalOptions(List.of("journalctl"), Path.of("/run/systemd/journal"), 2_000);
  }
}
