package dev.seep.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.OptionalLong;

/// Keeps the store within its bound in bytes and in days: the chunks that were inserted first go
/// first, whatever wall time they claim, a few at a time; the file shrinks; series that have no
/// sample left are forgotten.
///
/// The last sample before the horizon stays where its value still holds there: else a limit that
/// was set once and never moved would be forgotten while it holds.
final class Retention implements AutoCloseable {
  private static final int CHUNKS_AT_ONCE = 1_000;
  private static final int PAGES_AT_ONCE = 512;
  private static final int SERIES_AT_ONCE = 1_000;
  private static final int MOST_MARKS = 100_000;
  private static final int PAGE_BYTES = 4096;

  private final Db db;
  private final ChunkCodec codec = new ChunkCodec();
  private final long pageBudget;
  private final long ageMillis;

  /// Chunks up to this one were looked at.
  private long floor;

  /// Chunks before this one go.
  private long horizon;

  private long sweptTo = Long.MAX_VALUE;

  Retention(Db db, long pageBudget, long ageMillis) {
    this.db = db;
    this.pageBudget = pageBudget;
    this.ageMillis = ageMillis;
  }

  /// What of the bound in bytes is left for pages when the write-ahead log has had its share.
  static long pageBudget(long limitBytes) {
    return (limitBytes - walPages(limitBytes) * PAGE_BYTES * 2 - (64 << 10)) / PAGE_BYTES;
  }

  /// Pages after which the write-ahead log is carried over: 1 MB, or less for a small store.
  static long walPages(long limitBytes) {
    return Math.clamp(limitBytes / PAGE_BYTES / 16, 16, 256);
  }

  void begin() throws SQLException {
    horizon = db.number("SELECT value FROM figure WHERE name = 'horizon'").orElse(0);
    floor = horizon;
  }

  /// After a window was begun: looks what is too old, and anew at the samples that stayed.
  void windowBegan(long worn) throws SQLException {
    long oldest =
        db.number(
                "SELECT MAX(id) FROM window WHERE sealed_to = ?"
                    + " AND worn_millis + last_at - first_at < ?",
                Sealer.ALL,
                worn - ageMillis)
            .orElse(-1);
    horizon = Math.max(horizon, (oldest + 1) << 32);
    floor = 0;
    db.run("DELETE FROM mark WHERE id <= (SELECT MAX(id) FROM mark) - ?", MOST_MARKS);
  }

  /// One step, if there is something to do.
  ///
  /// @param live those whose samples may not be sealed yet
  /// @param mayForget whether all else is sealed
  void step(Iterable<Live> live, boolean mayForget) throws SQLException {
    long pages = db.number("PRAGMA page_count").orElse(0);
    long free = db.number("PRAGMA freelist_count").orElse(0);
    if (floor >= horizon && pages - free > pageBudget) {
      db.number("SELECT id FROM chunk WHERE id > ? ORDER BY id LIMIT 1", floor)
          .ifPresent(next -> horizon = ((next >> 32) + 1) << 32);
    }
    if (floor < horizon) {
      db.transaction(this::drop);
    } else if (sweptTo != Long.MAX_VALUE && mayForget) {
      sweep(live);
    }
    if (free > 0 && (pages > pageBudget || free > Math.max(1024, pages / 4))) {
      db.script("PRAGMA incremental_vacuum(" + PAGES_AT_ONCE + ")");
    }
  }

  private record Chunk(long id, long series, long run, long samples, boolean ended) {}

  private void drop() throws SQLException {
    List<Chunk> oldest = oldest();
    long lastingRun =
        db.number("SELECT run FROM window WHERE id >= ? ORDER BY id LIMIT 1", horizon >> 32)
            .orElse(Long.MAX_VALUE);
    long dropped = 0;
    for (Chunk chunk : oldest) {
      floor = chunk.id;
      dropped += drop(chunk, lastingRun);
    }
    if (oldest.size() < CHUNKS_AT_ONCE) {
      floor = horizon;
    }
    if (dropped > 0) {
      db.run("UPDATE figure SET value = value - ? WHERE name = 'sealed_samples'", dropped);
      sweptTo = 0;
    }
    db.run("UPDATE figure SET value = ? WHERE name = 'horizon' AND value < ?1", horizon);
    dropWindows();
  }

  private List<Chunk> oldest() throws SQLException {
    List<Chunk> chunks = new ArrayList<>();
    try (ResultSet rows =
        db.on(
                "SELECT id, series, run, samples, ended FROM chunk WHERE id > ? AND id < ?"
                    + " ORDER BY id LIMIT ?",
                floor,
                horizon,
                CHUNKS_AT_ONCE)
            .executeQuery()) {
      while (rows.next()) {
        chunks.add(
            new Chunk(
                rows.getLong(1),
                rows.getLong(2),
                rows.getLong(3),
                rows.getLong(4),
                rows.getLong(5) != 0));
      }
    }
    return chunks;
  }

  /// @param lastingRun the first run that reaches to the horizon
  /// @return how many samples went
  private long drop(Chunk chunk, long lastingRun) throws SQLException {
    boolean holds =
        !chunk.ended
            && chunk.run >= lastingRun
            && db.number(
                    "SELECT 1 FROM chunk WHERE series = ? AND id > ? AND id < ? LIMIT 1",
                    chunk.series,
                    chunk.id,
                    horizon)
                .isEmpty();
    if (holds) {
      return chunk.samples == 1 ? 0 : shrink(chunk);
    }
    db.run("DELETE FROM chunk WHERE id = ?", chunk.id);
    return chunk.samples;
  }

  private long shrink(Chunk chunk) throws SQLException {
    Samples last = new Samples(1);
    try (ResultSet row = db.on("SELECT data FROM chunk WHERE id = ?", chunk.id).executeQuery()) {
      if (!row.next()) {
        return 0;
      }
      Samples all = ChunkCodec.decode(row.getBytes(1));
      last.add(all.lastTick(), all.lastValue());
    } catch (DamagedPiece damaged) {
      db.run("DELETE FROM chunk WHERE id = ?", chunk.id);
      return chunk.samples;
    }
    PreparedStatement update =
        db.on(
            "UPDATE chunk SET first_at = last_at, first_tick = ?, samples = 1, data = ? WHERE id = ?");
    update.setLong(1, last.lastTick());
    update.setBytes(2, codec.encode(last));
    update.setLong(3, chunk.id);
    update.executeUpdate();
    return chunk.samples - 1;
  }

  /// Those that no chunk can need any more: a chunk spans a few windows at most, and one of a
  /// single sample none.
  private void dropWindows() throws SQLException {
    long gone = Math.min(floor, horizon) >> 32;
    db.run(
        "DELETE FROM window WHERE id < ? AND sealed_to = ?",
        gone - Sealer.MOST_WINDOWS,
        Sealer.ALL);
    db.run("DELETE FROM mark WHERE window < ?", gone);
    OptionalLong oldest = db.number("SELECT run FROM window ORDER BY id LIMIT 1");
    if (oldest.isPresent()) {
      db.run("DELETE FROM run WHERE id < ?", oldest.getAsLong());
    }
  }

  /// Forgets the series that have no sample, some at a time.
  private void sweep(Iterable<Live> live) throws SQLException {
    BitSet inMind = new BitSet();
    for (Live series : live) {
      inMind.set((int) series.number);
    }
    List<Long> empty = new ArrayList<>();
    long last = Long.MAX_VALUE;
    try (ResultSet rows =
        db.on(
                "SELECT id, EXISTS(SELECT 1 FROM chunk WHERE series = s.id) FROM series s"
                    + " WHERE id > ? ORDER BY id LIMIT ?",
                sweptTo,
                SERIES_AT_ONCE)
            .executeQuery()) {
      int seen = 0;
      while (rows.next()) {
        seen++;
        last = rows.getLong(1);
        if (rows.getLong(2) == 0 && !inMind.get((int) last)) {
          empty.add(last);
        }
      }
      sweptTo = seen < SERIES_AT_ONCE ? Long.MAX_VALUE : last;
    }
    if (!empty.isEmpty()) {
      db.transaction(() -> {
        for (long series : empty) {
          db.run("DELETE FROM series WHERE id = ?", series);
        }
      });
    }
  }

  @Override
  public void close() {
    codec.close();
  }
}
