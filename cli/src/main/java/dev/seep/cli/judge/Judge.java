package dev.seep.cli.judge;

import dev.seep.detector.watch.Change;
import dev.seep.detector.watch.WatchDetector;
import dev.seep.detector.watch.WatchRules;
import dev.seep.evidence.Blind;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/// Takes a recording from beginning to end.
public final class Judge {
  private static final int ROWS_BETWEEN_LOOKS = 1 << 16;

  private Judge() {}

  /// Is told what happens on the way.
  public interface Listener {
    /// @param sinceBegin seconds from the recording's first row
    void changed(Change change, double sinceBegin);

    /// Now and then.
    void at(long rows, double spanSeconds, long bytes);
  }

  /// @param name of the recording, as the user knows it
  /// @throws BadRowException at the first row that cannot be taken
  public static Judgement judge(
      InputStream from, String name, OptionalLong limit, Listener listener)
      throws IOException, BadRowException {
    WatchDetector detector = new WatchDetector(WatchRules.standard(), limit);
    Recording recording = new Recording(new CsvRows(from), detector);
    List<Change> changes = new ArrayList<>();
    while (recording.next()) {
      if (detector.hasChanges()) {
        tell(detector, recording, changes, listener);
      }
      if (recording.count() % ROWS_BETWEEN_LOOKS == 0) {
        listener.at(recording.count(), recording.span(), recording.bytesRead());
      }
    }
    return new Judgement(
        detector.standings(),
        changes,
        recording.count(),
        recording.first(),
        recording.span(),
        blind(detector, recording, name));
  }

  private static void tell(
      WatchDetector detector, Recording recording, List<Change> changes, Listener listener) {
    for (Change change : detector.takeChanges()) {
      changes.add(change);
      listener.changed(change, change.atSeconds() - recording.first());
    }
  }

  private static List<Blind> blind(WatchDetector detector, Recording recording, String name) {
    List<Blind> blind = new ArrayList<>();
    if (!recording.truncated().isEmpty()) {
      blind.add(
          new Blind(
              name,
              recording.truncated(),
              "nothing, if it is still being written; else record it again"));
    }
    if (recording.count() == 0) {
      blind.add(new Blind(name, "it has no rows", "seep judge --help shows what it may hold"));
    }
    if (detector.unmatchedCloses() > 0) {
      blind.add(
          new Blind(
              detector.unmatchedCloses() + " rows of " + name,
              "they close what was not opened in their group before",
              "begin a recording with a row for each descriptor that is open already"));
    }
    return blind;
  }
}
