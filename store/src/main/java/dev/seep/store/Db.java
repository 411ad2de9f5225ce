package dev.seep.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.sqlite.SQLiteConfig;

/// One connection, with its statements kept prepared. For one thread at a time.
final class Db implements AutoCloseable {
  /// Of the cache of pages, in KiB: it is outside of Java's heap.
  private static final int CACHE_KIB = 1024;

  private static final int BUSY_MILLIS = 5_000;

  private final Connection connection;
  private final Statement plain;
  private final Map<String, PreparedStatement> prepared = new HashMap<>();

  private Db(Connection connection) throws SQLException {
    this.connection = connection;
    this.plain = connection.createStatement();
  }

  static Db writer(Path file) throws SQLException {
    return connect("jdbc:sqlite:" + file, new SQLiteConfig());
  }

  static Db reader(Path file) throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.setReadOnly(true);
    return connect("jdbc:sqlite:" + file, config);
  }

  /// For a file that nobody writes, in a folder where nothing may be created.
  static Db unmoving(Path file) throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.setReadOnly(true);
    return connect("jdbc:sqlite:" + file.toUri() + "?immutable=1", config);
  }

  private static Db connect(String url, SQLiteConfig config) throws SQLException {
    config.setBusyTimeout(BUSY_MILLIS);
    config.setCacheSize(-CACHE_KIB);
    Connection connection = config.createConnection(url);
    try {
      return new Db(connection);
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  /// Prepared on first use; its parameters are those of the last time until they are set anew.
  PreparedStatement on(String sql) throws SQLException {
    PreparedStatement statement = prepared.get(sql);
    if (statement == null) {
      statement = connection.prepareStatement(sql);
      prepared.put(sql, statement);
    }
    return statement;
  }

  PreparedStatement on(String sql, long... parameters) throws SQLException {
    PreparedStatement statement = on(sql);
    for (int i = 0; i < parameters.length; i++) {
      statement.setLong(i + 1, parameters[i]);
    }
    return statement;
  }

  int run(String sql, long... parameters) throws SQLException {
    return on(sql, parameters).executeUpdate();
  }

  /// The first column of the first row; empty for no row, or NULL.
  OptionalLong number(String sql, long... parameters) throws SQLException {
    try (ResultSet row = on(sql, parameters).executeQuery()) {
      if (!row.next()) {
        return OptionalLong.empty();
      }
      long value = row.getLong(1);
      return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(value);
    }
  }

  /// Statements without parameters, to their end: several, apart by semicolons.
  void script(String sql) throws SQLException {
    plain.executeUpdate(sql);
  }

  String text(String sql) throws SQLException {
    try (ResultSet row = plain.executeQuery(sql)) {
      return row.next() ? String.valueOf(row.getString(1)) : "";
    }
  }

  /// All of it or nothing.
  void transaction(Work work) throws SQLException {
    on("BEGIN IMMEDIATE").executeUpdate();
    boolean done = false;
    try {
      work.run();
      on("COMMIT").executeUpdate();
      done = true;
    } finally {
      if (!done) {
        forgetStatements();
        rollBack();
      }
    }
  }

  /// To be called after each failure: the driver closes a statement that failed, and does not say
  /// so.
  void forgetStatements() {
    for (PreparedStatement statement : prepared.values()) {
      try {
        statement.close();
      } catch (SQLException failedBefore) {
        // It tells once more what made it fail.
      }
    }
    prepared.clear();
  }

  /// A view of one moment, for several queries.
  <T> T snapshot(Query<T> query) throws SQLException {
    on("BEGIN").executeUpdate();
    try {
      return query.run();
    } finally {
      rollBack();
    }
  }

  /// Where SQLite did so itself, as it does on a full disk, this fails, which is of no account.
  private void rollBack() {
    try {
      on("ROLLBACK").executeUpdate();
    } catch (SQLException alreadyDone) {
      forgetStatements();
    }
  }

  @Override
  public void close() throws SQLException {
    forgetStatements();
    plain.close();
    connection.close();
  }

  @FunctionalInterface
  interface Work {
    void run() throws SQLException;
  }

  @FunctionalInterface
  interface Query<T> {
    T run() throws SQLException;
  }
}
