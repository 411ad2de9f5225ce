package dev.seep.watch.journal;

import dev.seep.evidence.KernelText;
import java.time.Instant;
import java.util.Optional;

/// From one line to what it says, if it says that something has run out.
final class Findings {
  private static final int LINE_ROOM = 500;

  private Findings() {}

  /// In an entry of the journal.
  ///
  /// @param own the pid of this process: what it says of others is no news
  static Optional<Exhausted> of(JournalEntry entry, int own, Instant now) {
    if (entry.pid() == own) {
      return Optional.empty();
    }
    return Phrases.in(entry.message())
        .map(kind -> {
          boolean kernel = entry.transport().equals("kernel");
          KernelLines.Subject killed =
              kernel ? KernelLines.killed(entry.message()) : KernelLines.Subject.NOBODY;
          Instant at = entry.at() == null ? now : entry.at();
          return kernel
              ? new Exhausted(at, killed.pid(), "", killed.command(), kind, cut(entry.message()))
              : new Exhausted(
                  at, entry.pid(), entry.unit(), entry.command(), kind, cut(entry.message()));
        });
  }

  /// In a line of a log file.
  static Optional<Exhausted> of(byte[] line, int length, int own, Instant now) {
    if (!Phrases.mayBe(line, 0, length)) {
      return Optional.empty();
    }
    String text = KernelText.decode(line, 0, length);
    KernelLines.Subject writer = KernelLines.writer(text);
    if (writer.pid() == own) {
      return Optional.empty();
    }
    return Phrases.in(text)
        .map(kind -> new Exhausted(now, writer.pid(), "", writer.command(), kind, cut(text)));
  }

  private static String cut(String text) {
    if (text.length() <= LINE_ROOM) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(LINE_ROOM - 1)) ? LINE_ROOM - 1 : LINE_ROOM;
    return text.substring(0, end);
  }
}
