package dev.penstock.samples.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.List;
import java.util.function.UnaryOperator;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Runs the benchmarks and prints one table: each goal, our figure, the anchor's, and the ratio of
 * their medians within one invocation.
 *
 * <p>If an anchor's own iterations lie more than 1.5 times apart, its invocation is void and is
 * repeated; after the last repetition the table says so.
 */
public final class BenchmarkTable {
  private static final List<String> SHAPES = List.of("seq", "wide", "ten");

  private final boolean isQuick;

  private BenchmarkTable(boolean isQuick) {
    this.isQuick = isQuick;
  }

  /**
   * Prints the table.
   *
   * @param arguments {@code --quick} for one fork, short iterations and no repetition
   * @throws Exception if a benchmark fails
   */
  public static void main(String[] arguments) throws Exception {
    List<String> given = List.of(arguments);
    if (!given.isEmpty() && !given.equals(List.of("--quick"))) {
      System.err.println("found " + given + "; allowed: --quick, or nothing");
      System.exit(2);
    }
    BenchmarkTable table = new BenchmarkTable(!given.isEmpty());
    StringBuilder rows = new StringBuilder(Goal.HEADER);
    for (String shape : SHAPES) {
      rows.append(table.graph("fixed2", shape, "cf", new Bar("graph-1", 1.5)));
    }
    for (String shape : SHAPES) {
      rows.append(table.graph("direct", shape, "cfHistory", new Bar("graph-2", 2.0)));
    }
    rows.append(table.growth("seq")).append(table.growth("wide"));
    rows.append(heap());
    rows.append(table.buildspec("65")).append(table.buildspec("5000"));
    rows.append(table.journal());
    System.out.print(rows);
  }

  /** A goal's name and the greatest ratio that meets it. */
  private record Bar(String goal, double ratio) {}

  private String graph(String pool, String shape, String anchor, Bar bar) throws RunnerException {
    String at = " " + pool + " " + shape;
    return rows(
        options ->
            options
                .include("GraphBenchmark.(penstock|" + anchor + ")$")
                .param("pool", pool)
                .param("shape", shape)
                .addProfiler(GCProfiler.class),
        anchor.equals("cfHistory")
            ? List.of(
                new Goal(bar.goal() + at, "penstock" + at, anchor + at, "ns", bar.ratio()),
                new Goal(
                    "graph-6 allocation" + at,
                    "penstock" + at + " bytes",
                    anchor + at + " bytes",
                    "B",
                    1.3))
            : List.of(new Goal(bar.goal() + at, "penstock" + at, anchor + at, "ns", bar.ratio())));
  }

  private String growth(String shape) throws RunnerException {
    return rows(
        options -> options.include("GrowthBenchmark").param("shape", shape),
        List.of(
            new Goal(
                "graph-5 growth 10,000 to 100,000, " + shape,
                "penstock 100000 " + shape,
                "penstock 10000 " + shape,
                "us per 10,000",
                0.1,
                1.2)));
  }

  private String buildspec(String lines) throws RunnerException {
    return rows(
        options -> options.include("BuildspecBenchmark").param("lines", lines),
        List.of(
            new Goal(
                "yaml-1 " + lines + " lines",
                "penstock " + lines,
                "jacksonTokens " + lines,
                "us",
                1.1)));
  }

  private String journal() throws RunnerException {
    return rows(
        options -> options.include("JournalBenchmark"),
        List.of(
            new Goal("journal, one writer", "penstock", "raw", "us", 1.3),
            new Goal(
                "journal, eight writers, per append", "eightWriters", "raw", "us", 1 / 8.0, 1.0)));
  }

  /** One invocation, repeated while an anchor moved too much. */
  private String rows(UnaryOperator<ChainedOptionsBuilder> what, List<Goal> goals)
      throws RunnerException {
    int runsLeft = isQuick ? 1 : 3;
    while (true) {
      ChainedOptionsBuilder options =
          new OptionsBuilder()
              .forks(isQuick ? 1 : 3)
              .warmupIterations(isQuick ? 4 : 3)
              .warmupTime(TimeValue.seconds(isQuick ? 1 : 2))
              .measurementIterations(5)
              .measurementTime(TimeValue.milliseconds(isQuick ? 500 : 1_000))
              .shouldFailOnError(true)
              .verbosity(VerboseMode.SILENT);
      Measured measured = new Measured(new Runner(what.apply(options).build()).run());
      runsLeft--;
      if (runsLeft == 0 || goals.stream().noneMatch(goal -> goal.isVoid(measured))) {
        StringBuilder rows = new StringBuilder();
        goals.forEach(goal -> rows.append(goal.row(measured)));
        System.err.print(rows);
        return rows.toString();
      }
    }
  }

  /** In a JVM of its own, with the collector whose counts are exact. */
  private static String heap() throws IOException, InterruptedException {
    Process child =
        new ProcessBuilder(
                System.getProperty("java.home") + "/bin/java",
                "-XX:+UseSerialGC",
                "-Xmx1g",
                "-cp",
                System.getProperty("java.class.path"),
                HeapPerAction.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String[] bytes = new String(child.getInputStream().readAllBytes(), UTF_8).strip().split(" ", 2);
    if (child.waitFor() != 0) {
      throw new IOException("the child JVM failed: " + child.exitValue());
    }
    return Goal.row(
        "graph-6 heap per pending action",
        Double.parseDouble(bytes[0]),
        Double.parseDouble(bytes[1]),
        "B",
        1.0,
        "");
  }
}
