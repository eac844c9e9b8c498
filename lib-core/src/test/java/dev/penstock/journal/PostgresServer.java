package dev.penstock.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.Assumptions;
import org.postgresql.ds.PGConnectionPoolDataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** A real PostgreSQL in a folder of its own, started and stopped by the tests. */
final class PostgresServer implements AutoCloseable {
  private static final int MOST_POOLED = 32;

  private static final Path INSTALLED = Path.of("/usr/lib/postgresql");

  private final Path binaries;
  private final Path directory;
  private final int port;

  private PostgresServer(Path binaries, Path directory, int port) {
    this.binaries = binaries;
    this.directory = directory;
    this.port = port;
  }

  /** Starts a server; skips the test where none is installed, unless that is CI. */
  static PostgresServer start() throws IOException {
    Path binaries = binaries();
    if (binaries == null) {
      String message =
          "PostgreSQL is not installed: found no "
              + INSTALLED
              + "/*/bin/initdb. Install the package postgresql";
      if ("true".equals(System.getenv("CI"))) {
        throw new AssertionError(message);
      }
      Assumptions.abort(message);
    }
    Path directory = Files.createTempDirectory("penstock-postgres");
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    PostgresServer server = new PostgresServer(binaries, directory, port);
    if (isRoot()) {
      run(List.of("chown", "postgres", directory.toString()));
    }
    server.run("initdb", "-D", server.data(), "-U", "penstock", "-E", "UTF8", "-A", "trust", "-N");
    Runtime.getRuntime().addShutdownHook(new Thread(server::killIfRunning));
    server.startAgain();
    return server;
  }

  private static Path binaries() throws IOException {
    if (!Files.isDirectory(INSTALLED)) {
      return null;
    }
    try (Stream<Path> versions = Files.list(INSTALLED)) {
      return versions
          .map(version -> version.resolve("bin"))
          .filter(folder -> Files.isExecutable(folder.resolve("initdb")))
          .max(Comparator.naturalOrder())
          .orElse(null);
    }
  }

  private static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }

  private String data() {
    return directory.resolve("data").toString();
  }

  void startAgain() throws IOException {
    String options =
        "-p " + port + " -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off";
    run("pg_ctl", "start", "-w", "-D", data(), "-l", directory + "/log", "-o", options);
  }

  /** Ends all of its processes at once, as a crash does. */
  void kill() throws IOException {
    run("pg_ctl", "stop", "-w", "-m", "immediate", "-D", data());
  }

  /** When the tests are interrupted: leaves no server behind. */
  private void killIfRunning() {
    if (Files.exists(directory.resolve("data/postmaster.pid"))) {
      try {
        kill();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private void run(String program, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    if (isRoot()) {
      command.addAll(List.of("setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"));
    }
    command.add(binaries.resolve(program).toString());
    command.addAll(List.of(arguments));
    run(command);
  }

  private static void run(List<String> command) throws IOException {
    Path output = Files.createTempFile("penstock-postgres", ".txt");
    Process process =
        new ProcessBuilder(command)
            .directory(Path.of("/").toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
        process.destroyForcibly();
        throw new AssertionError(
            command + " failed: " + Files.readString(output, StandardCharsets.UTF_8));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    } finally {
      Files.delete(output);
    }
  }

  /** A source of new connections to a new database with the journal's tables. */
  DataSource database(String name) {
    try (var connection = source("postgres").getConnection();
        var statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + name);
    } catch (java.sql.SQLException e) {
      throw new AssertionError(e);
    }
    DataSource source = source(name);
    JdbcJournal.createTables(source);
    return source;
  }

  /**
   * The same database by way of a pool, as hosts have one: what is asked of it often is not asked
   * to begin a process each time. The pool ends with the server.
   */
  JdbcConnectionPool pooled(String name) {
    database(name);
    PGConnectionPoolDataSource source = new PGConnectionPoolDataSource();
    source.setServerNames(new String[] {"127.0.0.1"});
    source.setPortNumbers(new int[] {port});
    source.setDatabaseName(name);
    source.setUser("penstock");
    JdbcConnectionPool pool = JdbcConnectionPool.create(source);
    pool.setMaxConnections(MOST_POOLED);
    return pool;
  }

  DataSource source(String database) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setServerNames(new String[] {"127.0.0.1"});
    source.setPortNumbers(new int[] {port});
    source.setDatabaseName(database);
    source.setUser("penstock");
    return source;
  }

  @Override
  public void close() throws IOException {
    run("pg_ctl", "stop", "-w", "-m", "fast", "-D", data());
    try (Stream<Path> files = Files.walk(directory)) {
      files.sorted(Comparator.reverseOrder()).forEach(PostgresServer::delete);
    }
  }

  private static void delete(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
