package dev.seep.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/// Documents beside the history: written through its writer's connection, with a sync to the disk
/// before `put` returns.
final class SqliteDocuments implements Documents {
  private final Db writer;
  private final ReentrantLock writing;
  private final SqliteReader reader;
  private final InstantSource clock;

  SqliteDocuments(Db writer, ReentrantLock writing, SqliteReader reader, InstantSource clock) {
    this.writer = writer;
    this.writing = writing;
    this.reader = reader;
    this.clock = clock;
  }

  /// Replaces the row, so that its number tells what changed last whatever the clock says.
  @Override
  public void put(String kind, String id, String text) {
    durably(
        kind,
        id,
        () -> {
          PreparedStatement insert =
              writer.on(
                  "INSERT OR REPLACE INTO document(id, kind, name, changed_at, text) VALUES"
                      + " ((SELECT COALESCE(MAX(id), 0) + 1 FROM document), ?, ?, ?, ?)");
          Texts.bind(insert, 1, kind);
          Texts.bind(insert, 2, id);
          insert.setLong(3, clock.millis());
          Texts.bind(insert, 4, text);
          insert.executeUpdate();
        });
  }

  @Override
  public void delete(String kind, String id) {
    durably(
        kind,
        id,
        () -> {
          PreparedStatement delete = writer.on("DELETE FROM document WHERE kind = ? AND name = ?");
          Texts.bind(delete, 1, kind);
          Texts.bind(delete, 2, id);
          delete.executeUpdate();
        });
  }

  private void durably(String kind, String id, Db.Work work) {
    writing.lock();
    try {
      writer.script("PRAGMA synchronous=FULL");
      try {
        writer.transaction(work);
      } finally {
        writer.script("PRAGMA synchronous=NORMAL");
      }
    } catch (SQLException e) {
      writer.forgetStatements();
      throw new NotWritten("document " + kind + " " + id + " is not stored: " + e.getMessage(), e);
    } finally {
      writing.unlock();
    }
  }

  @Override
  public Optional<String> get(String kind, String id) {
    return reader.read(() -> {
      PreparedStatement query =
          reader.db().on("SELECT text FROM document WHERE kind = ? AND name = ?");
      Texts.bind(query, 1, kind);
      Texts.bind(query, 2, id);
      try (ResultSet row = query.executeQuery()) {
        return row.next() ? Optional.of(Texts.read(row, 1)) : Optional.empty();
      }
    });
  }

  @Override
  public List<Document> newest(String kind, int most) {
    return reader.read(() -> {
      List<Document> documents = new ArrayList<>();
      PreparedStatement query =
          reader
              .db()
              .on(
                  "SELECT kind, name, changed_at, text FROM document WHERE kind = ?"
                      + " ORDER BY id DESC LIMIT ?");
      Texts.bind(query, 1, kind);
      query.setLong(2, most);
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          documents.add(
              new Document(
                  Texts.read(rows, 1), Texts.read(rows, 2), rows.getLong(3), Texts.read(rows, 4)));
        }
      }
      return documents;
    });
  }
}
