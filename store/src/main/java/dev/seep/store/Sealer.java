package dev.seep.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/// Turns the log of a window that is over into one chunk a series, a batch at a time, so that no
/// tick takes long. How far it came is written in the same transaction as the chunks; the log goes
/// with the last batch. So nothing is missing and nothing is there twice, whenever it is killed.
///
/// A series that hardly moves would make a chunk of two samples: those are joined with the chunk
/// before, as long as that is small and young.
final class Sealer implements AutoCloseable {
  static final long ALL = Long.MAX_VALUE;

  /// Windows that one chunk may span.
  static final int MOST_WINDOWS = 12;

  private static final int BATCH_SAMPLES = 32_768;
  private static final int SMALL_CHUNK = 512;

  private final Db db;
  private final ChunkCodec codec = new ChunkCodec();
  private final AxisReader firsts;
  private final AxisReader lasts;
  private final ArrayDeque<Long> waiting = new ArrayDeque<>();

  Sealer(Db db) {
    this.db = db;
    this.firsts = new AxisReader(db);
    this.lasts = new AxisReader(db);
  }

  /// Takes up what the writer before left.
  void begin() throws SQLException {
    try (ResultSet rows =
        db.on("SELECT id FROM window WHERE sealed_to < ? ORDER BY id", ALL).executeQuery()) {
      while (rows.next()) {
        waiting.add(rows.getLong(1));
      }
    }
  }

  /// Tells that a window has begun.
  void opened(long window) {
    if (waiting.isEmpty() || waiting.peekLast() < window) {
      waiting.add(window);
    }
  }

  /// Whether no log waits but that of the window that is written.
  boolean isIdle() {
    return waiting.size() <= 1;
  }

  int waiting() {
    return waiting.size();
  }

  /// One batch of the oldest window.
  ///
  /// @return the window that it finished; -1 for none
  long step() throws SQLException {
    if (isIdle()) {
      return -1;
    }
    long id = waiting.getFirst();
    Window window = close(id);
    NavigableMap<Long, Samples> batch = new TreeMap<>();
    boolean last = collect(window, batch);
    db.transaction(() -> {
      long added = 0;
      for (Map.Entry<Long, Samples> series : batch.entrySet()) {
        added += store(window, series.getKey(), series.getValue());
      }
      db.run("UPDATE figure SET value = value + ? WHERE name = 'sealed_samples'", added);
      long sealedTo = last ? ALL : batch.lastKey();
      db.run("UPDATE window SET sealed_to = ? WHERE id = ?", sealedTo, id);
      db.run(
          "UPDATE figure SET value = (value + ?) * ? WHERE name = 'unfinished_samples'",
          added,
          last ? 0 : 1);
      if (last) {
        db.run("DELETE FROM log WHERE tick BETWEEN ? AND ?", window.firstTick, window.lastTick);
      }
    });
    if (!last) {
      return -1;
    }
    waiting.removeFirst();
    return id;
  }

  private record Window(long id, long run, long firstTick, long lastTick, long sealedTo) {}

  /// Writes down when the ticks of a window were, unless that was done.
  private Window close(long id) throws SQLException {
    Window window = read(id);
    if (window.lastTick >= window.firstTick) {
      return window;
    }
    long end = db.number("SELECT first_tick FROM window WHERE id > ? ORDER BY id", id).orElse(ALL);
    Samples times = new Samples(2048);
    try (ResultSet rows =
        db.on(
                "SELECT tick, at FROM log WHERE tick >= ? AND tick < ? ORDER BY tick",
                window.firstTick,
                end)
            .executeQuery()) {
      while (rows.next()) {
        times.add(rows.getLong(1), rows.getLong(2));
      }
    }
    long[] axis = new long[times.size()];
    for (int i = 0; i < axis.length; i++) {
      axis[i] = times.value(i);
    }
    db.transaction(() -> {
      PreparedStatement update =
          db.on("UPDATE window SET ticks = ?, last_at = ?, axis = ? WHERE id = ?");
      update.setLong(1, axis.length);
      update.setLong(2, times.lastValue());
      update.setBytes(3, AxisCodec.encode(axis, axis.length));
      update.setLong(4, id);
      update.executeUpdate();
    });
    return read(id);
  }

  private Window read(long id) throws SQLException {
    try (ResultSet row =
        db.on("SELECT run, first_tick, ticks, sealed_to FROM window WHERE id = ?", id)
            .executeQuery()) {
      if (!row.next()) {
        throw new SQLException("window " + id + " is missing");
      }
      long first = row.getLong(2);
      return new Window(id, row.getLong(1), first, first + row.getLong(3) - 1, row.getLong(4));
    }
  }

  /// The samples of the next series, as many as make a batch, of each series all.
  ///
  /// @return whether these are the last of the window
  private boolean collect(Window window, NavigableMap<Long, Samples> batch) throws SQLException {
    Gathering gathering = new Gathering(window.sealedTo, batch);
    try (ResultSet rows = log(window)) {
      while (rows.next()) {
        gathering.add(rows.getLong(1), rows.getBytes(2));
      }
    }
    return gathering.ceiling == ALL;
  }

  private static final class Gathering {
    private final long floor;
    private final NavigableMap<Long, Samples> batch;
    private int samples;

    /// Series from here on are left for the next batch.
    private long ceiling = ALL;

    Gathering(long floor, NavigableMap<Long, Samples> batch) {
      this.floor = floor;
      this.batch = batch;
    }

    /// Of a damaged tick what is before the damage.
    void add(long tick, byte[] log) {
      try {
        LogCodec.Cursor points = new LogCodec.Cursor(log);
        while (points.next() && points.series() < ceiling) {
          if (points.series() > floor) {
            add(tick, points);
          }
        }
      } catch (DamagedPiece rest) {
        // Nothing can be done about it, and the ticks after it must be sealed.
      }
    }

    private void add(long tick, LogCodec.Cursor points) {
      batch.computeIfAbsent(points.series(), _ -> new Samples(16)).addDifference(tick, points);
      samples++;
      if (samples > BATCH_SAMPLES && batch.size() > 1) {
        ceiling = batch.lastKey();
        samples -= batch.pollLastEntry().getValue().size();
      }
    }
  }

  private ResultSet log(Window window) throws SQLException {
    return db.on(
            "SELECT tick, points FROM log WHERE tick BETWEEN ? AND ? ORDER BY tick",
            window.firstTick,
            window.lastTick)
        .executeQuery();
  }

  /// @return how many samples there are more
  private int store(Window window, long series, Samples samples) throws SQLException {
    Samples all = join(window, series, samples);
    PreparedStatement insert =
        db.on(
            "INSERT OR REPLACE INTO"
                + " chunk(id, series, run, first_at, last_at, first_tick, samples, ended, data)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)");
    insert.setLong(1, window.id << 32 | series);
    insert.setLong(2, series);
    insert.setLong(3, window.run);
    insert.setLong(4, firsts.timeOf(all.tick(0)));
    insert.setLong(5, lasts.timeOf(all.lastTick()));
    insert.setLong(6, all.tick(0));
    insert.setLong(7, all.size());
    insert.setLong(8, all.lastValue() == Point.GONE ? 1 : 0);
    insert.setBytes(9, codec.encode(all));
    insert.executeUpdate();
    return samples.size();
  }

  /// With those of the chunk before, which goes, if that is small and of the same run.
  private Samples join(Window window, long series, Samples samples) throws SQLException {
    if (samples.size() >= SMALL_CHUNK) {
      return samples;
    }
    try (ResultSet row =
        db.on(
                "SELECT id, run, samples, data FROM chunk WHERE series = ?"
                    + " ORDER BY last_at DESC, first_at DESC LIMIT 1",
                series)
            .executeQuery()) {
      if (!row.next() || row.getLong(2) != window.run || row.getLong(3) >= SMALL_CHUNK) {
        return samples;
      }
      long id = row.getLong(1);
      Samples before = ChunkCodec.decode(row.getBytes(4));
      if (!isYoung(window, before.tick(0))) {
        return samples;
      }
      db.run("DELETE FROM chunk WHERE id = ?", id);
      for (int i = 0; i < samples.size(); i++) {
        before.add(samples.tick(i), samples.value(i));
      }
      return before;
    } catch (DamagedPiece damaged) {
      return samples;
    }
  }

  private boolean isYoung(Window window, long firstTick) throws SQLException {
    return db.number(
                "SELECT first_tick FROM window WHERE id >= ? ORDER BY id", window.id - MOST_WINDOWS)
            .orElse(ALL)
        <= firstTick;
  }

  @Override
  public void close() {
    codec.close();
  }
}
