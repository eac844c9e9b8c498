package dev.penstock.journal;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Set;
import javax.sql.DataSource;

/** A database whose connection is lost at one call that matters: the one with a given number. */
final class FaultyDataSource {

  /** How it is lost. */
  enum Fault {
    /** The call did not reach the database. */
    BEFORE,
    /** The call was carried out, and its answer is lost. */
    AFTER
  }

  private static final Set<String> CALLS =
      Set.of("getConnection", "executeQuery", "executeUpdate", "executeBatch", "commit");

  private final Fault fault;
  private final int failing;
  private int calls;

  FaultyDataSource(Fault fault, int failing) {
    this.fault = fault;
    this.failing = failing;
  }

  /** How many calls there were. */
  int calls() {
    return calls;
  }

  DataSource around(DataSource source) {
    return faulty(DataSource.class, source, null);
  }

  private <T> T faulty(Class<T> type, T real, Connection connection) {
    InvocationHandler handler =
        (proxy, method, arguments) -> {
          boolean isLost = CALLS.contains(method.getName()) && calls++ == failing;
          if (isLost && fault == Fault.BEFORE) {
            throw lost(connection);
          }
          Object result = call(method, real, arguments);
          if (isLost) {
            throw lost(connection == null ? (Connection) result : connection);
          }
          if (result instanceof Connection opened) {
            return faulty(Connection.class, opened, opened);
          }
          return result instanceof PreparedStatement statement
              ? faulty(PreparedStatement.class, statement, connection)
              : result;
        };
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }

  private static Object call(Method method, Object real, Object[] arguments) throws Throwable {
    try {
      return method.invoke(real, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private static SQLException lost(Connection connection) throws SQLException {
    if (connection != null) {
      if (!connection.getAutoCommit()) {
        connection.rollback(); // what a database does with what was not committed
      }
      connection.close();
    }
    return new SQLException("connection reset", "08006");
  }
}
