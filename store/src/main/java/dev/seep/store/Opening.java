package dev.seep.store;

import dev.seep.evidence.Blind;
import dev.seep.evidence.Reading;
import dev.seep.evidence.Reading.Seen;
import dev.seep.evidence.Reading.Unseen;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/// Opens a store, or says why not.
final class Opening {
  static final String FILE = "history.db";

  /// Of a larger file only the tables without samples are checked, so that a start takes no longer.
  /// A damaged chunk is found when it is read, by its check sum.
  private static final long CHECKED_WHOLLY_BYTES = 64 << 20;

  private static final List<String> SMALL_TABLES =
      List.of("series", "run", "window", "log", "mark", "document", "figure");

  private final Path folder;
  private final Histories.Bounds bounds;
  private final InstantSource clock;
  private final Trouble trouble;

  Opening(Path folder, Histories.Bounds bounds, InstantSource clock) {
    this.folder = folder;
    this.bounds = bounds;
    this.clock = clock;
    this.trouble = new Trouble(what(folder));
  }

  private static String what(Path folder) {
    return "the history in " + folder;
  }

  Reading<History> open() {
    Path real;
    try {
      Files.createDirectories(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      real = folder.toRealPath();
    } catch (IOException e) {
      return notWritable(e.toString());
    }
    if (real.toString().indexOf('?') >= 0) {
      return Reading.unseen(
          what(folder), "SQLite takes no path with a question mark", "choose another data folder");
    }
    return switch (StoreLock.take(real)) {
      case Unseen<StoreLock> held -> new Unseen<>(held.blind());
      case Seen<StoreLock> lock -> locked(real, lock.value());
    };
  }

  private Reading<History> locked(Path real, StoreLock lock) {
    boolean opened = false;
    try {
      Reading<History> history =
          switch (NativeLibrary.load(real, clock.millis())) {
            case Unseen<Boolean> missing -> new Unseen<>(missing.blind());
            case Seen<Boolean> _ -> openFile(real.resolve(FILE), lock);
          };
      opened = history instanceof Seen;
      return history;
    } finally {
      if (!opened) {
        lock.close();
      }
    }
  }

  private Reading<History> openFile(Path file, StoreLock lock) {
    try {
      try {
        return connect(file, lock);
      } catch (SQLException e) {
        if (!isDamage(e)) {
          return notWritable(String.valueOf(e.getMessage()));
        }
        moveAside(file, String.valueOf(e.getMessage()));
        return connect(file, lock);
      }
    } catch (IOException | SQLException e) {
      return notWritable(e.toString());
    }
  }

  private Reading<History> notWritable(String why) {
    return Reading.unseen(
        what(folder),
        "it cannot be written: " + why,
        "make the folder writable for this user and see that its disk has room, or start with"
            + " another data folder");
  }

  private Reading<History> connect(Path file, StoreLock lock) throws SQLException, IOException {
    if (!Files.exists(file)) {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
    Db db = Db.writer(file);
    boolean kept = false;
    try {
      int version = Schema.version(db);
      if (version > Schema.VERSION) {
        return new Unseen<>(newer(folder, version));
      }
      prepare(db, file, version == 0);
      History history = assemble(db, file, lock);
      kept = true;
      return Reading.seen(history);
    } finally {
      if (!kept) {
        db.close();
      }
    }
  }

  private static Blind newer(Path folder, int version) {
    return new Blind(
        what(folder),
        "it is of version "
            + version
            + ", written by a newer Seep; this one knows up to version "
            + Schema.VERSION,
        "start the newer Seep, or this one with another data folder");
  }

  private void prepare(Db db, Path file, boolean fresh) throws SQLException, IOException {
    if (fresh) {
      db.script("PRAGMA auto_vacuum=INCREMENTAL");
    } else {
      check(db, Files.size(file));
    }
    long walPages = Retention.walPages(bounds.bytes());
    db.text("PRAGMA journal_mode=WAL");
    db.script("PRAGMA synchronous=NORMAL");
    db.script("PRAGMA temp_store=MEMORY");
    db.text("PRAGMA wal_autocheckpoint=" + walPages);
    db.text("PRAGMA journal_size_limit=" + walPages * 4096);
    Schema.migrate(db);
    noteLimit(db);
  }

  private void noteLimit(Db db) throws SQLException {
    long noted = db.number("SELECT value FROM figure WHERE name = 'limit_bytes'").orElse(-1);
    if (noted != bounds.bytes()) {
      PreparedStatement note =
          db.on("INSERT OR REPLACE INTO figure(name, value) VALUES ('limit_bytes', ?)");
      note.setLong(1, bounds.bytes());
      note.executeUpdate();
    }
  }

  private static void check(Db db, long bytes) throws SQLException {
    if (bytes <= CHECKED_WHOLLY_BYTES) {
      require(db.text("PRAGMA quick_check(1)"));
      return;
    }
    for (String table : SMALL_TABLES) {
      if (db.number("SELECT 1 FROM sqlite_schema WHERE name = '" + table + "'").isPresent()) {
        require(db.text("PRAGMA quick_check('" + table + "')"));
      }
    }
  }

  private static void require(String verdict) throws SQLException {
    if (!verdict.equals("ok")) {
      throw new SQLiteException(verdict, SQLiteErrorCode.SQLITE_CORRUPT);
    }
  }

  static boolean isDamage(SQLException e) {
    if (!(e instanceof SQLiteException sqlite)) {
      return false;
    }
    int code = sqlite.getResultCode().code & 0xff;
    return code == SQLiteErrorCode.SQLITE_CORRUPT.code
        || code == SQLiteErrorCode.SQLITE_NOTADB.code;
  }

  /// Keeps the damaged file for whoever wants to repair it, and no older one.
  private void moveAside(Path file, String why) throws IOException {
    try (var older = Files.newDirectoryStream(file.getParent(), FILE + ".damaged-*")) {
      for (Path path : older) {
        Files.delete(path);
      }
    }
    Path aside = file.resolveSibling(FILE + ".damaged-" + clock.millis());
    Files.move(file, aside);
    for (String suffix : List.of("-wal", "-shm")) {
      Path part = file.resolveSibling(FILE + suffix);
      if (Files.exists(part)) {
        Files.move(part, aside.resolveSibling(aside.getFileName() + suffix));
      }
    }
    trouble.begunAnew(
        new Blind(
            what(folder),
            "its file was damaged (" + why + ") and was begun anew at " + clock.instant(),
            "the damaged file is kept as " + aside + ": try sqlite3's .recover, or delete it"));
  }

  private History assemble(Db db, Path file, StoreLock lock) throws SQLException {
    Sealer sealer = new Sealer(db);
    sealer.begin();
    Retention retention =
        new Retention(db, Retention.pageBudget(bounds.bytes()), bounds.age().toMillis());
    retention.begin();
    Tape tape = new Tape(numbers(db));
    SqliteReader reader = new SqliteReader(file, Db.reader(file));
    return new SqliteHistory(lock, db, reader, tape, sealer, retention, trouble, clock);
  }

  /// Goes on where the writer before ended.
  private static Tape.Numbers numbers(Db db) throws SQLException {
    Tape.Numbers numbers = new Tape.Numbers();
    long logged = db.number("SELECT MAX(tick) FROM log").orElse(0);
    long sealed =
        db.number("SELECT MAX(first_tick + COALESCE(ticks, 1) - 1) FROM window").orElse(0);
    numbers.tick = Math.max(logged, sealed) + 1;
    numbers.series = db.number("SELECT MAX(id) FROM series").orElse(0) + 1;
    numbers.window = db.number("SELECT MAX(id) FROM window").orElse(0);
    numbers.run = db.number("SELECT MAX(id) FROM run").orElse(0);
    numbers.endedAt = db.number("SELECT to_at FROM run ORDER BY id DESC").orElse(0);
    numbers.worn =
        db.number(
                "SELECT w.worn_millis + r.to_at - w.first_at FROM window w"
                    + " JOIN run r ON r.id = w.run ORDER BY w.id DESC")
            .orElse(0);
    return numbers;
  }

  static Reading<HistoryReader> read(Path folder) {
    Path file = folder.resolve(FILE);
    if (!Files.isRegularFile(file)) {
      return Reading.unseen(
          what(folder),
          Files.isReadable(folder) || !Files.exists(folder)
              ? "there is none"
              : "the folder may not be read",
          "start seep watch first, with --data " + folder + ", or read it as the user it runs as");
    }
    return switch (NativeLibrary.load(folder, System.currentTimeMillis())) {
      case Unseen<Boolean> missing -> new Unseen<>(missing.blind());
      case Seen<Boolean> _ -> readFile(folder, file);
    };
  }

  private static Reading<HistoryReader> readFile(Path folder, Path file) {
    try {
      return known(folder, file, Db.reader(file));
    } catch (SQLException e) {
      boolean still = !Files.exists(file.resolveSibling(FILE + "-wal"));
      if (still && !Files.isWritable(folder)) {
        try {
          return known(folder, file, Db.unmoving(file));
        } catch (SQLException second) {
          return unreadable(folder, second);
        }
      }
      return unreadable(folder, e);
    }
  }

  private static Reading<HistoryReader> unreadable(Path folder, SQLException e) {
    return Reading.unseen(
        what(folder),
        "it cannot be read: " + e.getMessage(),
        "read it as the user that seep watch runs as; a damaged file is begun anew when that starts");
  }

  private static Reading<HistoryReader> known(Path folder, Path file, Db db) throws SQLException {
    @Nullable Db unused = db;
    try {
      int version = Schema.version(db);
      if (version > Schema.VERSION) {
        return new Unseen<>(newer(folder, version));
      }
      if (version < Schema.VERSION) {
        return Reading.unseen(
            what(folder),
            "it is of version " + version + ", written by an older Seep",
            "start seep watch once: it brings the file up to date");
      }
      unused = null;
      return Reading.seen(new SqliteReader(file, db));
    } finally {
      if (unused != null) {
        unused.close();
      }
    }
  }
}
