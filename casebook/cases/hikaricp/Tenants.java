import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/// A service that opens the database of a tenant, with the pool HikariCP, while he is there. The
/// database of one tenant is down. Read README.md beside this file.
final class Tenants {
  private Tenants() {}

  private static void serve(DataSource database) throws SQLException {
    HikariConfig config = new HikariConfig();
    config.setMaximumPoolSize(1);
    config.setConnectionTimeout(1000);
    config.setDataSource(database);
    try (HikariDataSource pool = new HikariDataSource(config)) { // PLANTED: in the package
      pool.getConnection().close();
    }
  }

  private static void serveTheOneThatIsDown(DataSource database) throws SQLException {
    try {
      serve(database);
    } catch (RuntimeException e) {
      // A database that is down is nothing new.
    }
  }

  /// A database in memory: what it is asked, it answers with nothing; or it is down.
  private static DataSource database(boolean up) {
    return as(DataSource.class, method -> {
      if (method.equals("getConnection")) {
        if (!up) {
          throw new SQLException("the database is down");
        }
        return as(Connection.class, Tenants::answer);
      }
      return answer(method);
    });
  }

  private static Object answer(String method) {
    return switch (method) {
      case "isValid", "getAutoCommit", "isWrapperFor" -> true;
      case "isClosed", "isReadOnly" -> false;
      case "getTransactionIsolation", "hashCode", "getLoginTimeout", "getNetworkTimeout" -> 1;
      default -> null;
    };
  }

  @FunctionalInterface
  private interface Answers {
    Object to(String method) throws SQLException;
  }

  private static <T> T as(Class<T> type, Answers answers) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (_, method, _) -> answers.to(method.getName())));
  }

  public static void main(String[] arguments) throws IOException {
    Plant plant = Plant.parse(arguments);
    DataSource up = database(true);
    DataSource down = database(false);
    Plant.every(plant.among() / 5, () -> serve(up));
    Plant.every(plant.perSecond(), () -> serveTheOneThatIsDown(down));
    plant.ready();
  }
}
