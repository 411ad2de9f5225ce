package dev.seep.store;

import java.sql.ResultSet;
import java.sql.SQLException;

/// When a tick was, of those whose windows are over.
final class AxisReader {
  private final Db db;
  private long firstTick;
  private long[] times = {};

  AxisReader(Db db) {
    this.db = db;
  }

  /// @throws DamagedPiece when the store does not have it
  long timeOf(long tick) throws SQLException {
    if (tick < firstTick || tick - firstTick >= times.length) {
      load(tick);
    }
    return times[(int) (tick - firstTick)];
  }

  private void load(long tick) throws SQLException {
    try (ResultSet row =
        db.on(
                "SELECT first_tick, ticks, axis FROM window WHERE first_tick <= ?"
                    + " ORDER BY first_tick DESC LIMIT 1",
                tick)
            .executeQuery()) {
      if (!row.next() || tick - row.getLong(1) >= row.getLong(2)) {
        throw new DamagedPiece("it is not known when tick " + tick + " was");
      }
      firstTick = row.getLong(1);
      times = AxisCodec.decode(row.getBytes(3), (int) row.getLong(2));
    }
  }
}
