package dev.penstock.samples.benchmarks;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/**
 * Runs the benchmarks and prints one table: each goal, our figure, the anchor's, and the ratio of
 * their medians within one invocation, or the median of their ratios where they took turns.
 *
 * <p>If an anchor's own iterations lie more than 1.5 times apart, its invocation is void and is
 * repeated; after the last repetition the table says so. Where both took turns, it is void if the
 * ratio is uncertain by more than a fifth.
 */
public final class BenchmarkTable {
  private static final List<String> SHAPES = List.of("seq", "wide", "ten");

  private final Invocation invocation;

  private BenchmarkTable(Invocation invocation) {
    this.invocation = invocation;
  }

  /**
   * Prints the table.
   *
   * @param arguments {@code --quick} for one fork, short iterations and no repetition
   * @throws Exception if a benchmark fails
   */
  public static void main(String[] arguments) throws Exception {
    BenchmarkTable table = new BenchmarkTable(Invocation.of(arguments));
    StringBuilder rows = new StringBuilder(Goal.HEADER);
    for (String shape : SHAPES) {
      rows.append(table.graph("fixed2", shape, "cf", "graph-1", 1.5));
    }
    for (String shape : SHAPES) {
      rows.append(table.graph("direct", shape, "cfHistory", "graph-2", 2.0));
    }
    rows.append(table.growth("seq")).append(table.growth("wide"));
    rows.append(table.heap());
    rows.append(table.journalled());
    rows.append(table.coldStart());
    rows.append(new SpecRows(table.invocation).rows());
    rows.append(table.journal());
    rows.append(table.recovery());
    rows.append(new RolloutRows(table.invocation).rows());
    rows.append(new StoreRows(table.invocation).rows());
    rows.append(table.versions("MAVEN")).append(table.versions("NPM"));
    System.out.print(rows);
  }

  private String graph(String pool, String shape, String anchor, String name, double ratio)
      throws Exception {
    String at = " " + pool + " " + shape;
    return invocation.jmh(
        options ->
            options
                .include("GraphBenchmark.(penstock|cfHistory|" + anchor + ")$")
                .param("pool", pool)
                .param("shape", shape),
        List.of(
            new Goal(name + at, "penstock" + at, anchor + at, "ns", Bar.atMost(ratio)),
            new Goal(
                "graph-6 allocation" + at,
                "penstock" + at + Measured.ALLOCATED,
                "cfHistory" + at + Measured.ALLOCATED,
                "B",
                Bar.atMost(1.3))));
  }

  private String growth(String shape) throws Exception {
    return invocation.rows(
        () -> invocation.rounds(GrowthRounds.class, invocation.seconds(2), shape),
        List.of(
            new Goal(
                "graph-5 growth 10,000 to 100,000, " + shape,
                "long",
                "short",
                "ns",
                Bar.atMost(1.2))));
  }

  /**
   * Commits, and time against as many appends as there were commits. A commit counts where it was
   * made, so the second goal is about everything but the disk.
   */
  private String journalled() throws Exception {
    String commits = "commits per stage";
    String appends = "commits x append";
    return invocation.rows(
        () -> {
          Measured measured = invocation.run(options -> options.include("JournalledBenchmark"));
          double[] made = measured.of("penstock" + Measured.COMMITS);
          double[] runs = measured.of("penstock" + Measured.RUNS);
          double perRun = Arrays.stream(made).sum() / Arrays.stream(runs).sum();
          return measured
              .add(commits, perRun / JournalledBenchmark.STAGES)
              .add("1 stage", 1)
              .add(appends, Arrays.stream(measured.of("raw")).map(time -> time * perRun).toArray());
        },
        List.of(
            new Goal("graph-7 commits per stage of 10", commits, "1 stage", "", Bar.atMost(2)),
            new Goal(
                "graph-7 run, to its commits x bare append and force",
                "penstock",
                appends,
                "us",
                Bar.atMost(1.3))));
  }

  private String coldStart() throws Exception {
    ColdStart cold =
        new ColdStart().add("penstock", ColdRun.class, "penstock").add("cf", ColdRun.class, "cf");
    return invocation.rows(
        () -> cold.measure(invocation.processes()),
        List.of(new Goal("graph-8 fresh JVM, 10 x 10", "penstock", "cf", "ms", Bar.atMost(1.5))));
  }

  private String journal() throws Exception {
    return invocation.jmh(
        options -> options.include("JournalBenchmark"),
        List.of(
            new Goal("journal, one writer", "penstock", "raw", "us", Bar.atMost(1.3)),
            new Goal(
                "journal, eight writers, per append",
                "eightWriters",
                "raw",
                "us",
                1 / 8.0,
                Bar.atMost(1.0))));
  }

  /** Beside maps, the least that a fold by way of a parser needs, and beside tokens, the limit. */
  private String recovery() throws Exception {
    String name = "recovery, 1,000,000 events, to ";
    String million = " 1000000";
    return invocation.jmh(
        options -> options.include("RecoveryBenchmark").param("events", million.strip()),
        List.of(
            new Goal(
                name + "the JSON parse",
                "penstock" + million,
                "jacksonMaps" + million,
                "ms",
                Bar.atMost(1.0)),
            new Goal(
                name + "bare tokens",
                "penstock" + million,
                "jacksonTokens" + million,
                "ms",
                Bar.atMost(1.0))));
  }

  private String versions(String scheme) throws Exception {
    return invocation.jmh(
        options -> options.include("VersionBenchmark").param("scheme", scheme),
        List.of(
            versions("1 parse", scheme, "parse", "parsePacked", 3.0),
            versions("2 compare", scheme, "compare", "comparePacked", 2.0),
            versions("3 parse and sort", scheme, "sort", "sortPacked", 3.0),
            versions("4 parse and best of a range", scheme, "best", "parse", 1.5)));
  }

  private static Goal versions(
      String name, String scheme, String ours, String anchor, double ratio) {
    return new Goal(
        "version-" + name + ", " + scheme,
        ours + " " + scheme,
        anchor + " " + scheme,
        "ns",
        Bar.atMost(ratio));
  }

  /** In a JVM of its own, with the collector whose counts are exact. */
  private String heap() throws Exception {
    return invocation.rows(
        BenchmarkTable::heapPerAction,
        List.of(
            new Goal(
                "graph-6 heap per pending action", "penstock", "futures", "B", Bar.atMost(1.0))));
  }

  private static Measured heapPerAction() throws IOException, InterruptedException {
    String printed =
        ChildJvm.output(List.of("-XX:+UseSerialGC", "-Xmx1g", HeapPerAction.class.getName()));
    String[] bytes = printed.strip().split(" ", 2);
    return new Measured()
        .add("penstock", Double.parseDouble(bytes[0]))
        .add("futures", Double.parseDouble(bytes[1]));
  }
}
