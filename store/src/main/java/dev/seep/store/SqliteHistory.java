package dev.seep.store;

import dev.seep.evidence.Blind;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// The one writer: each tick is one row in the log, in one transaction; then a little of what is
/// over is sealed into chunks, and a little of what is too old goes.
final class SqliteHistory implements History {
  /// More windows than this are not left waiting, however fast ticks come.
  private static final int MOST_WAITING = 3;

  private final StoreLock storeLock;
  private final Db db;
  private final SqliteReader reader;
  private final SqliteDocuments documents;
  private final ReentrantLock writing = new ReentrantLock();
  private final Tape tape;
  private final Backlog backlog = new Backlog();
  private final TickWriter writer;
  private final Sealer sealer;
  private final Retention retention;
  private final Trouble trouble;
  private boolean closed;

  SqliteHistory(
      StoreLock storeLock,
      Db db,
      SqliteReader reader,
      Tape tape,
      Sealer sealer,
      Retention retention,
      Trouble trouble,
      InstantSource clock) {
    this.storeLock = storeLock;
    this.db = db;
    this.reader = reader;
    this.tape = tape;
    this.sealer = sealer;
    this.retention = retention;
    this.trouble = trouble;
    this.writer = new TickWriter(db);
    this.documents = new SqliteDocuments(db, writing, reader, clock);
  }

  @Override
  public void tick(Instant at, List<Point> changed, List<Mark> marks) {
    writing.lock();
    try {
      if (closed) {
        return;
      }
      keep(at, changed, marks);
      backlog.flush(db, writer, sealer);
      recovered(at);
      tidy();
    } catch (SQLException | DamagedPiece e) {
      db.forgetStatements();
      trouble.failed(at, e);
    } finally {
      writing.unlock();
    }
  }

  private void keep(Instant at, List<Point> changed, List<Mark> marks) throws SQLException {
    if (backlog.isFull()) {
      tape.miss(changed);
      trouble.lost(at);
      return;
    }
    try {
      backlog.add(tape.take(at, changed, marks, key -> SqliteReader.numberOf(db, key)));
    } catch (SQLException e) {
      trouble.lost(at);
      throw e;
    }
  }

  private void recovered(Instant at) throws SQLException {
    if (backlog.size() > 0) {
      return;
    }
    @Nullable Instant lostFrom = trouble.cleared();
    if (lostFrom != null) {
      Mark lost = new Mark(at, "seep", "history-lost", "not stored from " + lostFrom + " to " + at);
      backlog.add(tape.take(at, List.of(), List.of(lost), key -> SqliteReader.numberOf(db, key)));
      backlog.flush(db, writer, sealer);
    }
  }

  /// A step of each, in transactions of their own.
  private void tidy() throws SQLException {
    if (backlog.size() > 0) {
      return;
    }
    do {
      long sealed = sealer.step();
      if (sealed >= 0) {
        tape.sealed(sealed);
        retention.windowBegan(tape.worn());
      }
    } while (sealer.waiting() > MOST_WAITING);
    retention.step(tape.series(), sealer.isIdle());
  }

  @Override
  public Optional<Blind> trouble() {
    writing.lock();
    try {
      return trouble.tell(backlog.size(), reader.damaged());
    } finally {
      writing.unlock();
    }
  }

  @Override
  public Documents documents() {
    return documents;
  }

  @Override
  public List<SeriesKey> series(Instant from, Instant to) {
    return reader.series(from, to);
  }

  @Override
  public List<SeriesKey> series(String owner, Instant from, Instant to) {
    return reader.series(owner, from, to);
  }

  @Override
  public Track track(SeriesKey key, Instant from, Instant to, int steps) {
    return reader.track(key, from, to, steps);
  }

  @Override
  public void samples(SeriesKey key, Instant from, Instant to, SampleSink sink) {
    reader.samples(key, from, to, sink);
  }

  @Override
  public List<Mark> marks(String owner, Instant from, Instant to) {
    return reader.marks(owner, from, to);
  }

  @Override
  public Optional<Span> span() {
    return reader.span();
  }

  @Override
  public Size size() {
    return reader.size();
  }

  /// Writes what waits, if the disk takes it now.
  @Override
  public void close() {
    writing.lock();
    try {
      if (closed) {
        return;
      }
      closed = true;
      try {
        backlog.flush(db, writer, sealer);
      } catch (SQLException stillFailing) {
        // It was told by trouble(), and there is no later.
      }
      sealer.close();
      retention.close();
      reader.close();
      try {
        db.close();
      } catch (SQLException unfinished) {
        // The next writer finds everything in the write-ahead log.
      }
    } finally {
      storeLock.close();
      writing.unlock();
    }
  }
}
