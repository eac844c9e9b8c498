package dev.penstock.journal;

import dev.penstock.process.JournalException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Runs transactions on connections of the host, and leaves each connection as it found it. */
final class JdbcTransactions {
  private final DataSource source;

  JdbcTransactions(DataSource source) {
    this.source = source;
  }

  /** What is done in one transaction. */
  @FunctionalInterface
  interface Work<T> {
    T run(Connection connection) throws SQLException;
  }

  /** What is done with each row. */
  @FunctionalInterface
  interface Row {
    void read(ResultSet row) throws SQLException;
  }

  /** A statement's parameters: strings, longs and ints. */
  static int update(Connection connection, String sql, Object... parameters) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      set(statement, parameters);
      return statement.executeUpdate();
    }
  }

  static void select(
      Connection connection, int fetchSize, Row row, String sql, Object... parameters)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setFetchSize(fetchSize);
      set(statement, parameters);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          row.read(rows);
        }
      }
    }
  }

  static void set(PreparedStatement statement, Object... parameters) throws SQLException {
    for (int i = 0; i < parameters.length; i++) {
      if (parameters[i] instanceof String text) {
        statement.setString(i + 1, text);
      } else {
        statement.setLong(i + 1, ((Number) parameters[i]).longValue());
      }
    }
  }

  /**
   * Commits what is done, or undoes it if that throws.
   *
   * @throws SQLException if the database fails; what was done may still be there if the connection
   *     was lost while it was committed
   */
  <T> T run(Work<T> work) throws SQLException {
    Connection connection = source.getConnection();
    boolean wasAuto = true;
    int isolation = Connection.TRANSACTION_READ_COMMITTED;
    boolean isCommitted = false;
    try {
      isolation = connection.getTransactionIsolation();
      wasAuto = connection.getAutoCommit();
      if (isolation != Connection.TRANSACTION_READ_COMMITTED) {
        connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
      }
      if (wasAuto) {
        connection.setAutoCommit(false);
      }
      T result = work.run(connection);
      connection.commit();
      isCommitted = true;
      return result;
    } finally {
      giveBack(connection, isCommitted, wasAuto, isolation);
    }
  }

  /** The outcome is known by now; a connection that cannot be given back is the pool's concern. */
  private static void giveBack(
      Connection connection, boolean isCommitted, boolean wasAuto, int isolation) {
    try (connection) {
      if (!isCommitted) {
        connection.rollback();
      }
      if (wasAuto) {
        connection.setAutoCommit(true);
      }
      if (isolation != Connection.TRANSACTION_READ_COMMITTED) {
        connection.setTransactionIsolation(isolation);
      }
    } catch (SQLException e) {
      // A broken connection undoes what was not committed, and its pool drops it.
      return;
    }
  }

  static JournalException failed(String what, SQLException cause) {
    return new JournalException(what + ": " + cause.getMessage(), cause);
  }

  /** Whether a row with this key is there already. */
  static boolean isDuplicate(SQLException e) {
    return e.getSQLState() != null && e.getSQLState().startsWith("23");
  }
}
