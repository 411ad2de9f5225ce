package dev.seep.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Which series have a value in a span of time, were it one that was sampled before and still held.
/// Within one snapshot of the store.
final class SeriesFinder {
  private final Db db;
  private final Map<Long, Long> runEnds;
  private final long from;
  private final long to;

  /// Numbers of those found in the log.
  private final Set<Long> hit = new HashSet<>();

  /// Numbers of those of which the log tells what held when the span began.
  private final Set<Long> told = new HashSet<>();

  private final Map<Long, HeldValues> open = new HashMap<>();

  SeriesFinder(Db db, Map<Long, Long> runEnds, long from, long to) {
    this.db = db;
    this.runEnds = runEnds;
    this.from = from;
    this.to = to;
  }

  /// @param owner empty for all
  List<SeriesKey> find(String owner) throws SQLException {
    readLog();
    List<SeriesKey> found = new ArrayList<>();
    PreparedStatement query =
        db.on(
            owner.isEmpty()
                ? "SELECT id, owner, metric, label FROM series ORDER BY owner, metric, label"
                : "SELECT id, owner, metric, label FROM series WHERE owner = ?"
                    + " ORDER BY metric, label");
    if (!owner.isEmpty()) {
      Texts.bind(query, 1, owner);
    }
    try (ResultSet rows = query.executeQuery()) {
      while (rows.next()) {
        long id = rows.getLong(1);
        if (hit.contains(id) || isSampled(id) || isHeld(id)) {
          found.add(new SeriesKey(Texts.read(rows, 2), Texts.read(rows, 3), Texts.read(rows, 4)));
        }
      }
    }
    return found;
  }

  private boolean isSampled(long series) throws SQLException {
    return db.number(
            "SELECT 1 FROM chunk WHERE series = ? AND last_at >= ? AND first_at <= ? LIMIT 1",
            series,
            from,
            to)
        .isPresent();
  }

  private boolean isHeld(long series) throws SQLException {
    return !told.contains(series)
        && db.number(
                    "SELECT c.ended FROM chunk c JOIN run r ON r.id = c.run"
                        + " WHERE c.series = ? AND c.last_at < ? AND r.to_at >= ?"
                        + " ORDER BY c.last_at DESC LIMIT 1",
                    series,
                    from,
                    from)
                .orElse(1)
            == 0;
  }

  private void readLog() throws SQLException {
    readWindows();
    open.values().forEach(HeldValues::finish);
  }

  private void readWindows() throws SQLException {
    try (ResultSet windows =
        db.on(
                "SELECT w.run, w.first_tick, w.sealed_to,"
                    + " (SELECT MIN(n.first_tick) FROM window n WHERE n.first_tick > w.first_tick)"
                    + " FROM window w JOIN run r ON r.id = w.run"
                    + " WHERE w.sealed_to < ? AND w.first_at <= ? AND r.to_at >= ? ORDER BY w.id",
                Sealer.ALL,
                to,
                from)
            .executeQuery()) {
      while (windows.next()) {
        long run = windows.getLong(1);
        long first = windows.getLong(2);
        long sealedTo = windows.getLong(3);
        long end = windows.getLong(4);
        readWindow(run, first, windows.wasNull() ? Sealer.ALL : end, sealedTo);
      }
    }
  }

  private void readWindow(long run, long first, long end, long sealedTo) throws SQLException {
    try (ResultSet rows =
        db.on("SELECT at, points FROM log WHERE tick >= ? AND tick < ?", first, end)
            .executeQuery()) {
      while (rows.next() && rows.getLong(1) <= to) {
        long at = rows.getLong(1);
        LogCodec.Cursor points = new LogCodec.Cursor(rows.getBytes(2));
        while (points.next()) {
          long series = points.series();
          if (series <= sealedTo) {
            continue;
          }
          if (at <= from) {
            told.add(series);
          }
          open.computeIfAbsent(series, this::watch)
              .sample(at, points.isGone() ? Point.GONE : 0, run);
        }
      }
    }
  }

  private HeldValues watch(long series) {
    return new HeldValues(
        runEnds,
        (begin, end, _, _) -> {
          if (end > from && begin <= to) {
            hit.add(series);
          }
        });
  }
}
