package dev.penstock.samples.benchmarks;

import java.util.List;
import java.util.Locale;

/**
 * One line of the peers' table: how many times faster the engine must be.
 *
 * @param name the goal's name
 * @param ours {@code penstock} with the history in memory, or {@code penstockJournalled}
 * @param peer the peer
 * @param stages how many stages of 10 actions
 * @param timesFaster the least ratio that meets the goal
 */
record PeerGoal(String name, String ours, Peer peer, int stages, double timesFaster) {

  static final String HEADER =
      """
      | goal | peer | ours | peer's | times faster | bar | | by CPU time | ours allocates | peer allocates | what the peer keeps |
      |---|---|---:|---:|---:|---:|---|---:|---:|---:|---|
      """;

  /** Warm, per action. */
  static final List<PeerGoal> WARM =
      List.of(
          new PeerGoal("graph-3", "penstock", Peer.PARSEQ, 1_000, 3),
          new PeerGoal("graph-3", "penstock", Peer.CAMEL, 1_000, 5),
          new PeerGoal("graph-3", "penstock", Peer.EASY_FLOWS, 1_000, 10),
          new PeerGoal("graph-3", "penstock", Peer.LITEFLOW, 1_000, 12),
          new PeerGoal("graph-4", "penstock", Peer.SPRING_BATCH, 20, 20),
          new PeerGoal("graph-4", "penstock", Peer.FLOWABLE, 20, 150),
          new PeerGoal("graph-4", "penstock", Peer.TEMPORAL_LOCAL, 20, 250),
          new PeerGoal("graph-4", "penstock", Peer.TEMPORAL, 20, 1_000),
          new PeerGoal("graph-7", "penstockJournalled", Peer.FLOWABLE, 20, 3),
          new PeerGoal("graph-7", "penstockJournalled", Peer.FLOWABLE_AUDIT, 20, 3));

  /** In a fresh JVM. */
  static final List<PeerGoal> COLD =
      List.of(
          new PeerGoal("graph-8", "penstock", Peer.CAMEL, ColdRun.STAGES, 2),
          new PeerGoal("graph-8", "penstock", Peer.TEMPORAL_LOCAL, ColdRun.STAGES, 5),
          new PeerGoal("graph-8", "penstock", Peer.FLOWABLE, ColdRun.STAGES, 9));

  /** The same for one invocation of JMH. */
  Goal warm() {
    String parameters = " " + peer.name() + " " + stages;
    return new Goal(
        title(), ours + parameters, "peer" + parameters, "us", Bar.timesBetter(timesFaster));
  }

  /** The same for fresh JVMs. */
  Goal cold() {
    return new Goal(title(), ours, peer.name(), "ms", Bar.timesBetter(timesFaster));
  }

  String title() {
    String what = ours.equals("penstock") ? "" : ", history in files";
    return String.format(Locale.ROOT, "%s %,d x 10%s", name, stages, what);
  }

  /** A row of what JMH measured for each run, for each action. */
  String warmRow(Goal goal, Measured measured) {
    return row(goal, measured, stages * PeerGraph.WIDTH, " us");
  }

  /** A row of whole processes. */
  String coldRow(Goal goal, Measured measured) {
    return row(goal, measured, 1, " ms");
  }

  private String row(Goal goal, Measured measured, int actions, String unit) {
    double one = measured.median(goal.ours()) / actions;
    double other = measured.median(goal.anchor()) / actions;
    double ratio = goal.bar().of(one, other);
    return String.format(
        Locale.ROOT,
        "| %s | %s | %,.2f%s | %,.2f%s | %,.1f | %s | %s%s | %s | %s | %s | %s |%n",
        goal.name(),
        peer.title(),
        one,
        unit,
        other,
        unit,
        ratio,
        goal.bar(),
        goal.bar().verdict(ratio),
        goal.remark(measured),
        measured.ratio(goal.ours(), goal.anchor(), Measured.CPU, goal.bar(), 1),
        bytes(measured, goal.ours(), actions),
        bytes(measured, goal.anchor(), actions),
        peer.keeps());
  }

  private static String bytes(Measured measured, String name, int actions) {
    String allocated = name + Measured.ALLOCATED;
    return measured.has(allocated)
        ? String.format(Locale.ROOT, "%,.0f B", measured.median(allocated) / actions)
        : "";
  }
}
