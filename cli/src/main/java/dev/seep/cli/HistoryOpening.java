package dev.seep.cli;

import dev.seep.cli.daemon.DaemonHistory;
import dev.seep.evidence.Blind;
import dev.seep.evidence.Reading;
import dev.seep.store.Histories;
import dev.seep.store.HistoryReader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Finds the history: in the folder or at the watch that is named; else in the usual folder, which
/// can be read beside a running watch; else at the watch that answers here.
///
/// @param data null when no folder is named
record HistoryOpening(Session session, DaemonOptions daemon, @Nullable Path data) {
  private static final Path OF_ROOT = Path.of("/var/lib/seep");

  HistoryReader open() {
    if (daemon.isGiven()) {
      return new DaemonHistory(daemon.client());
    }
    if (data != null) {
      return UnseenException.orValue(Histories.read(data));
    }
    Path usual = usualFolder();
    Reading<HistoryReader> local = Files.isReadable(usual) ? Histories.read(usual) : none(usual);
    return switch (local) {
      case Reading.Seen<HistoryReader>(HistoryReader reader) -> reader;
      case Reading.Unseen<HistoryReader>(Blind blind) -> {
        if (daemon.isAnybodyThere()) {
          yield new DaemonHistory(daemon.client());
        }
        throw new UnseenException(blind);
      }
    };
  }

  private static Reading<HistoryReader> none(Path folder) {
    return Reading.unseen(
        "the history in " + folder,
        Files.exists(folder) ? "not permitted to read it" : "there is none",
        "start `seep watch`, or name its --data DIR or its --url");
  }

  /// Where the watch keeps it, when it is not told where.
  private static Path usualFolder() {
    if ("root".equals(System.getProperty("user.name"))) {
      return OF_ROOT;
    }
    String state = System.getenv("XDG_STATE_HOME");
    Path base =
        state == null || state.isEmpty()
            ? Path.of(System.getProperty("user.home"), ".local", "state")
            : Path.of(state);
    return base.resolve("seep");
  }
}
