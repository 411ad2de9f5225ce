package dev.seep.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/// Reads through one connection of its own, a query at a time, each in one snapshot of the store. A
/// writer is never held up by it, nor it by a writer.
final class SqliteReader implements HistoryReader {
  /// Samples are handed out a day at a time, so that whoever takes them slowly holds up nobody.
  private static final long SLICE_MILLIS = Duration.ofDays(1).toMillis();

  private final Path file;
  private final Db db;
  private final ReentrantLock lock = new ReentrantLock();
  private final AtomicLong damaged = new AtomicLong();

  SqliteReader(Path file, Db db) {
    this.file = file;
    this.db = db;
  }

  /// Chunks that could not be read so far; they are shown as gaps.
  long damaged() {
    return damaged.get();
  }

  @Override
  public List<SeriesKey> series(Instant from, Instant to) {
    return series("", from, to);
  }

  @Override
  public List<SeriesKey> series(String owner, Instant from, Instant to) {
    return read(() ->
        new SeriesFinder(db, new SeriesScan(db).runEnds(), millis(from), millis(to)).find(owner));
  }

  @Override
  public Track track(SeriesKey key, Instant from, Instant to, int steps) {
    long begin = millis(from);
    long end = millis(to);
    TrackBuilder track = new TrackBuilder(begin, end, steps);
    read(() -> {
      long series = numberOf(db, key);
      SeriesScan scan = new SeriesScan(db);
      HeldValues held = new HeldValues(scan.runEnds(), track);
      if (series != Live.UNNUMBERED) {
        scan.walk(series, begin, end, held::sample);
        held.finish();
      }
      damaged.addAndGet(scan.damaged());
      return series;
    });
    return track.build(key);
  }

  @Override
  public void samples(SeriesKey key, Instant from, Instant to, SampleSink sink) {
    Optional<Span> stored = span();
    if (stored.isEmpty()) {
      return;
    }
    long end = Math.min(millis(to), millis(stored.get().last()) + 1);
    long begin = Math.max(millis(from), Math.min(millis(stored.get().first()), firstOf(key)));
    for (long at = begin; at <= end; at += SLICE_MILLIS) {
      slice(key, at, Math.min(end, at + SLICE_MILLIS - 1)).forEach(sink);
    }
  }

  /// Of a series that did not move for long the last sample is kept beyond the bound in days.
  private long firstOf(SeriesKey key) {
    return read(() ->
        db.number("SELECT MIN(first_at) FROM chunk WHERE series = ?", numberOf(db, key))
            .orElse(Long.MAX_VALUE));
  }

  private SampleList slice(SeriesKey key, long from, long to) {
    SampleList found = new SampleList(from, to);
    read(() -> {
      long series = numberOf(db, key);
      SeriesScan scan = new SeriesScan(db);
      Map<Long, Long> runEnds = scan.runEnds();
      runEnds.keySet().stream()
          .max(Long::compare)
          .ifPresent(newest -> runEnds.put(newest, Long.MAX_VALUE - 1));
      HeldValues held =
          new HeldValues(
              runEnds,
              (_, until, _, cut) -> {
                if (cut) {
                  found.add(until, Point.GONE);
                }
              });
      if (series != Live.UNNUMBERED) {
        scan.walk(
            series,
            from,
            to,
            (at, value, run) -> {
              held.sample(at, value, run);
              found.add(at, value);
            });
        held.finish();
      }
      damaged.addAndGet(scan.damaged());
      return found;
    });
    return found;
  }

  @Override
  public List<Mark> marks(String owner, Instant from, Instant to) {
    return read(() -> {
      List<Mark> marks = new ArrayList<>();
      PreparedStatement query =
          db.on(
              "SELECT at, owner, kind, text FROM mark WHERE at BETWEEN ?1 AND ?2"
                  + (owner.isEmpty() ? "" : " AND owner = ?3")
                  + " ORDER BY at, id");
      query.setLong(1, millis(from));
      query.setLong(2, millis(to));
      if (!owner.isEmpty()) {
        Texts.bind(query, 3, owner);
      }
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          marks.add(
              new Mark(
                  Instant.ofEpochMilli(rows.getLong(1)),
                  Texts.read(rows, 2),
                  Texts.read(rows, 3),
                  Texts.read(rows, 4)));
        }
      }
      return marks;
    });
  }

  @Override
  public Optional<Span> span() {
    return read(() -> {
      try (ResultSet row =
          db.on(
                  "SELECT MIN(first), MAX(last) FROM ("
                      + "SELECT first_at AS first, last_at AS last FROM window"
                      + " WHERE id >= ?1 >> 32"
                      + " UNION ALL SELECT MIN(at), MAX(at) FROM log"
                      + " UNION ALL SELECT MIN(first_at), MAX(last_at) FROM"
                      + " (SELECT first_at, last_at FROM chunk WHERE id >= ?1 ORDER BY id LIMIT 1000))",
                  figure("horizon"))
              .executeQuery()) {
        long first = row.next() ? row.getLong(1) : 0;
        return row.wasNull()
            ? Optional.empty()
            : Optional.of(
                new Span(Instant.ofEpochMilli(first), Instant.ofEpochMilli(row.getLong(2))));
      }
    });
  }

  @Override
  public Size size() {
    long bytes = 0;
    for (String suffix : List.of("", "-wal", "-shm")) {
      try {
        bytes += Files.size(file.resolveSibling(file.getFileName() + suffix));
      } catch (IOException absent) {
        // Without a writer there is no write-ahead log.
      }
    }
    long found = bytes;
    return read(
        () -> new Size(found, figure("limit_bytes"), figure("sealed_samples") + unsealedSamples()));
  }

  private long figure(String name) throws SQLException {
    PreparedStatement query = db.on("SELECT value FROM figure WHERE name = ?");
    query.setString(1, name);
    try (ResultSet row = query.executeQuery()) {
      return row.next() ? row.getLong(1) : 0;
    }
  }

  /// Those of a window that is being sealed are in the log until all of them are in chunks.
  private long unsealedSamples() throws SQLException {
    return db.number("SELECT SUM(samples) FROM log").orElse(0) - figure("unfinished_samples");
  }

  /// Text of a document, through the same connection.
  <T> T read(Db.Query<T> query) {
    lock.lock();
    try {
      return db.snapshot(query);
    } catch (SQLException e) {
      db.forgetStatements();
      throw new NotRead("the history in " + file + " cannot be read: " + e.getMessage(), e);
    } finally {
      lock.unlock();
    }
  }

  Db db() {
    return db;
  }

  /// 0 for none.
  static long numberOf(Db db, SeriesKey key) throws SQLException {
    PreparedStatement query =
        db.on("SELECT id FROM series WHERE owner = ? AND metric = ? AND label = ?");
    Texts.bind(query, 1, key.owner());
    Texts.bind(query, 2, key.metric());
    Texts.bind(query, 3, key.label());
    try (ResultSet row = query.executeQuery()) {
      return row.next() ? row.getLong(1) : Live.UNNUMBERED;
    }
  }

  /// Of moments that a count of milliseconds cannot hold, the nearest it can.
  private static long millis(Instant at) {
    Instant least = Instant.ofEpochMilli(Long.MIN_VALUE / 4);
    Instant most = Instant.ofEpochMilli(Long.MAX_VALUE / 4);
    return at.isBefore(least)
        ? least.toEpochMilli()
        : at.isAfter(most) ? most.toEpochMilli() : at.toEpochMilli();
  }

  @Override
  public void close() {
    lock.lock();
    try {
      db.close();
    } catch (SQLException e) {
      throw new NotRead("the history in " + file + " cannot be closed: " + e.getMessage(), e);
    } finally {
      lock.unlock();
    }
  }
}
