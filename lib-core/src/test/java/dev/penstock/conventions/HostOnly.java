package dev.penstock.conventions;

import static dev.penstock.conventions.Forbidden.anyOf;
import static dev.penstock.conventions.Forbidden.bare;
import static dev.penstock.conventions.Forbidden.creating;
import static dev.penstock.conventions.Forbidden.without;

import java.util.List;
import java.util.stream.Stream;

/**
 * What only a host may do: ask the clock, draw lots, start threads and processes, look at its
 * environment. A library is given what it needs.
 */
final class HostOnly {

  static final List<Forbidden> CLOCKS =
      List.of(
          without("java.time.Clock", "java.time.Instant", "now"),
          without("java.time.Clock", "java.time.LocalDate", "now"),
          without("java.time.Clock", "java.time.LocalTime", "now"),
          without("java.time.Clock", "java.time.LocalDateTime", "now"),
          without("java.time.Clock", "java.time.OffsetDateTime", "now"),
          without("java.time.Clock", "java.time.OffsetTime", "now"),
          without("java.time.Clock", "java.time.ZonedDateTime", "now"),
          without("java.time.Clock", "java.time.Year", "now"),
          without("java.time.Clock", "java.time.YearMonth", "now"),
          without("java.time.Clock", "java.time.MonthDay", "now"),
          anyOf("java.time.Clock", "system.*|tick[A-Z].*"),
          anyOf("java.time.InstantSource", "system"),
          anyOf("java.lang.System", "currentTimeMillis|nanoTime"),
          bare("java.util.Date", "<init>"),
          anyOf("java.util.Calendar", "getInstance"));

  static final List<Forbidden> CHANCE =
      List.of(
          anyOf("java.util.UUID", "randomUUID"),
          anyOf("java.lang.Math", "random"),
          anyOf("java.lang.StrictMath", "random"),
          bare("java.util.Random", "<init>"),
          bare("java.util.SplittableRandom", "<init>"),
          creating("java.security.SecureRandom"),
          anyOf("java.security.SecureRandom", "getInstance.*"),
          anyOf("java.util.concurrent.ThreadLocalRandom", "current"),
          anyOf("java.util.random.RandomGenerator", "of|getDefault"),
          anyOf("java.util.random.RandomGeneratorFactory", "of|getDefault"),
          without("java.util.Random", "java.util.Collections", "shuffle"));

  static final List<Forbidden> THREADS =
      List.of(
          creating("java.lang.Thread"),
          anyOf("java.lang.Thread", "start|sleep"),
          anyOf("java.util.concurrent.TimeUnit", "sleep"),
          anyOf("java.util.concurrent.Executors", "new.*"),
          creating("java.util.concurrent.ThreadPoolExecutor"),
          creating("java.util.concurrent.ForkJoinPool"),
          anyOf("java.util.concurrent.ForkJoinPool", "commonPool"),
          anyOf("java.util.concurrent.ForkJoinTask", "fork|invoke.*"),
          creating("java.util.Timer"),
          anyOf("java.lang.ref.Cleaner", "create"),
          anyOf(
              "java.util.concurrent.CompletableFuture",
              "orTimeout|completeOnTimeout|delayedExecutor|defaultExecutor"),
          without(
              "java.util.concurrent.Executor", "java.util.concurrent.CompletionStage", ".*Async"),
          bare("java.util.concurrent.SubmissionPublisher", "<init>"),
          anyOf("java.util.Collection", "parallelStream"),
          anyOf("java.util.stream.BaseStream", "parallel"),
          anyOf("java.util.Arrays", "parallel.*"));

  static final List<Forbidden> OUTSIDE =
      List.of(
          creating("java.lang.ProcessBuilder"),
          anyOf("java.lang.Runtime", "exec|addShutdownHook|exit|halt"),
          anyOf("java.net.http.HttpClient", "newHttpClient|newBuilder"),
          anyOf("java.net.URL", "openConnection|openStream"),
          creating("java.net.Socket"),
          creating("java.net.ServerSocket"),
          creating("java.net.DatagramSocket"),
          anyOf("java.nio.channels.SocketChannel", "open"),
          anyOf("java.nio.channels.ServerSocketChannel", "open"),
          anyOf("java.nio.channels.DatagramChannel", "open"),
          anyOf("java.nio.channels.AsynchronousSocketChannel", "open"),
          anyOf("java.nio.channels.AsynchronousServerSocketChannel", "open"),
          anyOf("java.nio.file.Files", "createTemp.*"),
          anyOf("java.io.File", "createTempFile|deleteOnExit"),
          anyOf("java.lang.System", "getenv|getProperty|getProperties|setProperty|exit"),
          anyOf("java.lang.System", "in|out|err"),
          bare("java.lang.Throwable", "printStackTrace"),
          anyOf("java.lang.Boolean", "getBoolean"),
          anyOf("java.lang.Integer", "getInteger"),
          anyOf("java.lang.Long", "getLong"),
          anyOf("java.util.Locale", "getDefault"),
          anyOf("java.util.TimeZone", "getDefault"),
          anyOf("java.time.ZoneId", "systemDefault"),
          anyOf("java.nio.charset.Charset", "defaultCharset"));

  private HostOnly() {}

  static Stream<Forbidden> all() {
    return Stream.of(CLOCKS, CHANCE, THREADS, OUTSIDE).flatMap(List::stream);
  }
}
