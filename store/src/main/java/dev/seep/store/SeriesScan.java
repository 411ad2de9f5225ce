package dev.seep.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Walks over the samples of one series in the order they were written: those of a span, and before
/// it the chunks that tell what held when it began. Within one snapshot of the store.
final class SeriesScan {
  private final Db db;
  private final AxisReader axis;
  private int damaged;

  SeriesScan(Db db) {
    this.db = db;
    this.axis = new AxisReader(db);
  }

  @FunctionalInterface
  interface Visitor {
    void sample(long at, long value, long run);
  }

  /// Chunks that could not be read so far.
  int damaged() {
    return damaged;
  }

  /// The last tick of each run.
  Map<Long, Long> runEnds() throws SQLException {
    Map<Long, Long> ends = new HashMap<>();
    try (ResultSet rows = db.on("SELECT id, to_at FROM run").executeQuery()) {
      while (rows.next()) {
        ends.put(rows.getLong(1), rows.getLong(2));
      }
    }
    return ends;
  }

  void walk(long series, long from, long to, Visitor visitor) throws SQLException {
    for (long chunk : chunks(series, from, to)) {
      walkChunk(chunk, visitor);
    }
    walkLog(series, from, to, visitor);
  }

  private Set<Long> chunks(long series, long from, long to) throws SQLException {
    Set<Long> chunks = new TreeSet<>();
    try (ResultSet rows =
        db.on(
                "SELECT id FROM chunk WHERE series = ? AND last_at >= ? AND first_at <= ?",
                series,
                from,
                to)
            .executeQuery()) {
      while (rows.next()) {
        chunks.add(rows.getLong(1));
      }
    }
    try (ResultSet runs =
        db.on("SELECT id FROM run WHERE from_at < ? AND to_at >= ?", from, from).executeQuery()) {
      while (runs.next()) {
        before(series, from, runs.getLong(1), chunks);
      }
    }
    return chunks;
  }

  private void before(long series, long from, long run, Set<Long> chunks) throws SQLException {
    db.number(
            "SELECT id FROM chunk WHERE series = ? AND last_at < ? AND run = ?"
                + " ORDER BY last_at DESC, first_at DESC LIMIT 1",
            series,
            from,
            run)
        .ifPresent(chunks::add);
  }

  private void walkChunk(long chunk, Visitor visitor) throws SQLException {
    try (ResultSet row =
        db.on("SELECT run, first_at, data FROM chunk WHERE id = ?", chunk).executeQuery()) {
      if (!row.next()) {
        return;
      }
      long run = row.getLong(1);
      long firstAt = row.getLong(2);
      Samples samples = ChunkCodec.decode(row.getBytes(3));
      for (int i = 0; i < samples.size(); i++) {
        long at = i == 0 ? firstAt : axis.timeOf(samples.tick(i));
        visitor.sample(at, samples.value(i), run);
      }
    } catch (DamagedPiece piece) {
      damaged++;
    }
  }

  private void walkLog(long series, long from, long to, Visitor visitor) throws SQLException {
    try (ResultSet windows =
        db.on(
                "SELECT w.run, w.first_tick,"
                    + " (SELECT MIN(n.first_tick) FROM window n WHERE n.first_tick > w.first_tick)"
                    + " FROM window w JOIN run r ON r.id = w.run"
                    + " WHERE w.sealed_to < ? AND w.first_at <= ? AND r.to_at >= ? ORDER BY w.id",
                series,
                to,
                from)
            .executeQuery()) {
      while (windows.next()) {
        long run = windows.getLong(1);
        long first = windows.getLong(2);
        long end = windows.getLong(3);
        walkWindow(series, run, first, windows.wasNull() ? Long.MAX_VALUE : end, to, visitor);
      }
    }
  }

  private void walkWindow(long series, long run, long first, long end, long to, Visitor visitor)
      throws SQLException {
    long level = 0;
    try (ResultSet rows =
        db.on("SELECT at, points FROM log WHERE tick >= ? AND tick < ? ORDER BY tick", first, end)
            .executeQuery()) {
      while (rows.next()) {
        long at = rows.getLong(1);
        if (at > to) {
          return;
        }
        LogCodec.Cursor points = new LogCodec.Cursor(rows.getBytes(2));
        while (points.next() && points.series() <= series) {
          if (points.series() == series) {
            level += points.difference();
            visitor.sample(at, points.isGone() ? Point.GONE : level, run);
          }
        }
      }
    } catch (DamagedPiece piece) {
      damaged++;
    }
  }
}
