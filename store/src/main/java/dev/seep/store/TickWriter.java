package dev.seep.store;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Arrays;

/// Puts ticks into the log. To write one twice does no harm: a commit that failed may have been
/// done.
final class TickWriter {
  private final Db db;

  TickWriter(Db db) {
    this.db = db;
  }

  void write(PendingTick tick) throws SQLException {
    if (tick.beginsRun()) {
      db.run(
          "INSERT OR REPLACE INTO run(id, from_at, to_at) VALUES (?, ?, ?)",
          tick.run(),
          tick.at(),
          tick.at());
    } else {
      db.run("UPDATE run SET to_at = ? WHERE id = ?", tick.at(), tick.run());
    }
    if (tick.beginsWindow()) {
      db.run(
          "INSERT OR REPLACE INTO window(id, run, first_tick, first_at, worn_millis, sealed_to)"
              + " VALUES (?, ?, ?, ?, ?, 0)",
          tick.window(),
          tick.run(),
          tick.tick(),
          tick.at(),
          tick.worn());
    }
    for (Live live : tick.fresh()) {
      writeSeries(live);
    }
    writePoints(tick);
    for (Mark mark : tick.marks()) {
      writeMark(tick.window(), mark);
    }
  }

  private void writeSeries(Live live) throws SQLException {
    PreparedStatement insert =
        db.on("INSERT OR IGNORE INTO series(id, owner, metric, label) VALUES (?, ?, ?, ?)");
    insert.setLong(1, live.number);
    Texts.bind(insert, 2, live.key.owner());
    Texts.bind(insert, 3, live.key.metric());
    Texts.bind(insert, 4, live.key.label());
    insert.executeUpdate();
  }

  private void writePoints(PendingTick tick) throws SQLException {
    PreparedStatement insert =
        db.on("INSERT OR REPLACE INTO log(tick, at, samples, points) VALUES (?, ?, ?, ?)");
    insert.setLong(1, tick.tick());
    insert.setLong(2, tick.at());
    insert.setLong(3, tick.samples());
    insert.setBytes(4, Arrays.copyOf(tick.points().array(), tick.points().length()));
    insert.executeUpdate();
  }

  private void writeMark(long window, Mark mark) throws SQLException {
    PreparedStatement insert =
        db.on("INSERT INTO mark(window, at, owner, kind, text) VALUES (?, ?, ?, ?, ?)");
    insert.setLong(1, window);
    insert.setLong(2, mark.at().toEpochMilli());
    Texts.bind(insert, 3, mark.owner());
    Texts.bind(insert, 4, mark.kind());
    Texts.bind(insert, 5, mark.text());
    insert.executeUpdate();
  }
}
