package dev.seep.store;

import java.sql.SQLException;

/// The tables, as one step from each version to the next. A fresh file takes all of the steps, so
/// that it is the same as one that was brought up to date.
///
/// - `series`: number, owner, metric, label.
/// - `run`: a span of time that was watched without a break by one writer. Values are held from
///   sample to sample within a run, and never beyond its end.
/// - `window`: some hours of a run; its ticks are numbered on from the window before. `worn_millis`
///   is the age clock when it began (see [Tape]); `axis` when its ticks were ([AxisCodec]), NULL
///   while it is the last; series up to number `sealed_to` are in chunks, the others in the log.
/// - `log`: one row a tick, of windows not wholly sealed ([LogCodec]).
/// - `chunk`: a series' samples of one window, or of several if they are few ([ChunkCodec]); the
///   number is the window's, shifted left by 32, plus the series': insertion's order.
/// - `mark`, `document`: as in [Mark] and [Documents]; `figure`: named numbers: samples in chunks,
///   those of them that are in the log too, the first chunk within the bound ([Retention]), the
///   bound in bytes.
final class Schema {
  private static final String[] STEPS = {
    """
    CREATE TABLE series(id INTEGER PRIMARY KEY, owner, metric, label, UNIQUE(owner, metric, label));
    CREATE TABLE run(id INTEGER PRIMARY KEY, from_at INTEGER NOT NULL, to_at INTEGER NOT NULL);
    CREATE TABLE window(id INTEGER PRIMARY KEY, run INTEGER NOT NULL,
      first_tick INTEGER NOT NULL UNIQUE, ticks INTEGER, first_at INTEGER NOT NULL,
      last_at INTEGER, worn_millis INTEGER NOT NULL, sealed_to INTEGER NOT NULL, axis BLOB);
    CREATE TABLE log(tick INTEGER PRIMARY KEY, at INTEGER NOT NULL, samples INTEGER NOT NULL,
      points BLOB NOT NULL);
    CREATE TABLE chunk(id INTEGER PRIMARY KEY, series INTEGER NOT NULL, run INTEGER NOT NULL,
      first_at INTEGER NOT NULL, last_at INTEGER NOT NULL, first_tick INTEGER NOT NULL,
      samples INTEGER NOT NULL, ended INTEGER NOT NULL, data BLOB NOT NULL);
    CREATE INDEX chunk_of_series ON chunk(series, last_at, first_at);
    CREATE TABLE document(id INTEGER PRIMARY KEY, kind, name, changed_at INTEGER NOT NULL, text,
      UNIQUE(kind, name));
    CREATE INDEX document_of_kind ON document(kind);
    CREATE TABLE figure(name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
    INSERT INTO figure VALUES ('sealed_samples', 0), ('unfinished_samples', 0), ('horizon', 0),
      ('limit_bytes', 0);
    """,
    """
    CREATE TABLE mark(id INTEGER PRIMARY KEY, window INTEGER NOT NULL, at INTEGER NOT NULL,
      owner, kind, text);
    CREATE INDEX mark_at ON mark(at);
    """
  };

  /// `Seep` in ASCII, so that `file` and people can tell whose it is.
  private static final int APPLICATION_ID = 0x53656570;

  static final int VERSION = STEPS.length;

  private Schema() {}

  /// 0 for a file without tables.
  static int version(Db db) throws SQLException {
    return (int) db.number("PRAGMA user_version").orElse(0);
  }

  /// Brings the file up to date; a step is done wholly or not at all.
  static void migrate(Db db) throws SQLException {
    for (int version = version(db); version < VERSION; version++) {
      String step = STEPS[version];
      int next = version + 1;
      db.transaction(() -> {
        db.script(step);
        db.script("PRAGMA user_version=" + next);
        db.script("PRAGMA application_id=" + APPLICATION_ID);
      });
    }
  }
}
