package dev.seep.web.api;

import dev.seep.evidence.watch.Lineage;
import dev.seep.evidence.watch.WatchedProcess;
import dev.seep.web.http.Refusal;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/// Which processes are shown, and in which order.
final class RowOrder {
  private static final Comparator<WatchedProcess> BY_PID =
      Comparator.comparingInt(row -> row.process().pid());

  private RowOrder() {}

  /// The most worrying first, or as asked for; equals by pid.
  static Comparator<WatchedProcess> by(String key) {
    Comparator<WatchedProcess> order =
        switch (key) {
          case "pid" -> BY_PID;
          case "name" -> Comparator.comparing(row -> row.process().name());
          case "open" -> Comparator.comparingInt(WatchedProcess::open).reversed();
          case "nearness" -> Comparator.comparingDouble(WatchedProcess::nearness).reversed();
          case "memory" -> Comparator.comparingLong(WatchedProcess::residentBytes).reversed();
          case "threads" ->
              Comparator.<WatchedProcess>comparingInt(row -> row.process().threads()).reversed();
          case "growth" ->
              Comparator.<WatchedProcess>comparingDouble(
                      row -> Double.isNaN(row.perMinute()) ? -1e300 : row.perMinute())
                  .reversed();
          case "limit" -> Comparator.comparingDouble(row -> row.forecast().limitInSeconds());
          case "standing" ->
              Comparator.comparing(WatchedProcess::standing)
                  .reversed()
                  .thenComparing(Comparator.comparingDouble(WatchedProcess::nearness).reversed());
          default ->
              throw Refusal.parameter(
                  "sort",
                  "is no column",
                  "one of standing, nearness, open, growth, limit, memory, threads, name, pid");
        };
    return order.thenComparing(BY_PID);
  }

  /// Those in whose name, command, lineage, user or pid the text is found, whatever its case.
  static List<WatchedProcess> matching(List<WatchedProcess> rows, String filter) {
    if (filter.isEmpty()) {
      return rows;
    }
    String wanted = filter.toLowerCase(Locale.ROOT);
    return rows.stream().filter(row -> matches(row, wanted)).toList();
  }

  private static boolean matches(WatchedProcess row, String wanted) {
    Lineage lineage = row.lineage();
    return contains(row.process().name(), wanted)
        || contains(String.join(" ", row.process().command()), wanted)
        || contains(row.user(), wanted)
        || row.standing().slug().equals(wanted)
        || Integer.toString(row.process().pid()).equals(wanted)
        || (lineage != null && contains(lineage.id(), wanted));
  }

  private static boolean contains(String text, String wanted) {
    return text.toLowerCase(Locale.ROOT).contains(wanted);
  }
}
