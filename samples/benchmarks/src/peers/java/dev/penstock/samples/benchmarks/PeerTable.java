package dev.penstock.samples.benchmarks;

import java.util.List;

/**
 * Runs the engine beside its peers and prints their table, which says what each peer keeps of a
 * run; and rollouts in virtual time beside the virtual clocks of others, in a table of its own.
 *
 * <p>Anchors that moved are treated as {@link BenchmarkTable} treats them. A peer that fails takes
 * its own row with it; the others are measured.
 */
public final class PeerTable {
  /** The heavier a peer, the longer it takes until its code is compiled. */
  private static final int WARMUPS = 8;

  private final Invocation invocation;
  private final StringBuilder rows = new StringBuilder(PeerGoal.HEADER);
  private boolean hasFailed;

  private PeerTable(Invocation invocation) {
    this.invocation = invocation;
  }

  /**
   * Prints the table; ends with 1 if a peer failed.
   *
   * @param arguments {@code --quick} for one fork, short iterations and no repetition
   */
  public static void main(String[] arguments) {
    PeerTable table = new PeerTable(Invocation.of(arguments));
    int all = PeerGoal.WARM.size() + 4;
    int number = 1;
    for (PeerGoal goal : PeerGoal.WARM) {
      table.measure(
          number++ + " of " + all + ": " + goal.title() + ", " + goal.peer().title(),
          () -> table.warm(goal));
    }
    table.measure(number++ + " of " + all + ": graph-8, fresh JVMs", table::cold);
    table.rows.append('\n').append(Goal.HEADER);
    table.measure(number++ + " of " + all + ": rollout-3, virtual clocks", table::fleets);
    table.measure(number++ + " of " + all + ": versions", table::versions);
    table.measure(
        number + " of " + all + ": store", () -> new StorePeerRows(table.invocation).rows());
    System.out.print(table.rows);
    System.exit(table.hasFailed ? 1 : 0);
  }

  /** Something that gives rows. */
  private interface Part {
    String rows() throws Exception;
  }

  private void measure(String what, Part part) {
    System.err.println(what);
    try {
      rows.append(part.rows());
    } catch (Exception failure) {
      hasFailed = true;
      System.err.println("failed: " + what);
      for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
        System.err.println("  " + cause);
        for (Throwable further : cause.getSuppressed()) {
          System.err.println("  " + further);
        }
      }
    }
  }

  private String warm(PeerGoal goal) throws Exception {
    return invocation.rows(
        () ->
            invocation.run(
                options ->
                    options
                        .warmupIterations(WARMUPS)
                        .include("PeerBenchmark.(" + goal.ours() + "|peer)$")
                        .param("peer", goal.peer().name())
                        .param("stages", String.valueOf(goal.stages()))),
        List.of(goal.warm()),
        goal::warmRow);
  }

  private String fleets() throws Exception {
    return invocation.jmh(
        options -> options.include("FleetPeerBenchmark"),
        List.of(
            new Goal(
                "rollout-3 RxJava 3.1.12 TestScheduler, 200,000 hosts",
                "refilling",
                "rxJava",
                "us",
                Bar.timesBetter(1.5)),
            new Goal(
                "rollout-3 SSJ 3.3.2 Simulator, 200,000 hosts",
                "refilling",
                "ssj",
                "us",
                Bar.timesBetter(2))));
  }

  private String cold() throws Exception {
    ColdStart cold = new ColdStart().add("penstock", ColdRun.class, "penstock");
    for (PeerGoal goal : PeerGoal.COLD) {
      cold.add(goal.peer().name(), ColdPeer.class, goal.peer().name());
    }
    List<Goal> goals = PeerGoal.COLD.stream().map(PeerGoal::cold).toList();
    return invocation.rows(
        () -> cold.measure(invocation.processes()),
        goals,
        (goal, measured) -> PeerGoal.COLD.get(goals.indexOf(goal)).coldRow(goal, measured));
  }

  /** A table of its own: how many times faster versions are read, compared and sorted. */
  private String versions() throws Exception {
    return "\n"
        + Goal.HEADER
        + versions(VersionPeerBenchmark.Peer.MAVEN, 1.3, 3.0, 3.5)
        + versions(VersionPeerBenchmark.Peer.MAVEN_RESOLVER, 1.3, 3.0, 3.5)
        + versions(VersionPeerBenchmark.Peer.NPM, 8.0, 1.0, 4.5);
  }

  private String versions(VersionPeerBenchmark.Peer peer, double parse, double compare, double sort)
      throws Exception {
    return invocation.jmh(
        options -> options.include("VersionPeerBenchmark").param("peer", peer.name()),
        List.of(
            version("1 parse", peer, "parse", "peerParse", parse),
            version("2 compare", peer, "compare", "peerCompare", compare),
            version("3 parse and sort", peer, "sort", "peerSort", sort)));
  }

  private static Goal version(
      String name, VersionPeerBenchmark.Peer peer, String ours, String theirs, double timesFaster) {
    return new Goal(
        "version-" + name + ", " + peer,
        ours + " " + peer,
        theirs + " " + peer,
        "ns",
        Bar.timesBetter(timesFaster));
  }
}
