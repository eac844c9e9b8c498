package dev.penstock.samples.benchmarks;

import java.util.List;

/** The goals of rollouts in virtual time. */
record RolloutRows(Invocation invocation) {
  private static final String MILLION = " 1000000";

  String rows() throws Exception {
    return planning() + waves() + refilling() + canaries();
  }

  private String planning() throws Exception {
    String limit = "10 us";
    return invocation.rows(
        () ->
            invocation
                .run(
                    options ->
                        options.include("FleetBenchmark.plan$").param("hosts", "1000", "1000000"))
                .add(limit, 10),
        List.of(
            new Goal("rollout-1 1,000,000 planned", "plan" + MILLION, limit, "us", Bar.atMost(1)),
            new Goal(
                "rollout-1 1,000,000 as 1,000",
                "plan" + MILLION,
                "plan 1000",
                "us",
                Bar.atMost(1.2))));
  }

  private String waves() throws Exception {
    String limit = "6 ms";
    return invocation.rows(
        () ->
            invocation
                .run(
                    options ->
                        options
                            .include("FleetBenchmark.(waves|waveObjectLoop)$")
                            .param("hosts", "1000000"))
                .add(limit, 6_000),
        List.of(
            new Goal(
                "rollout-2 waves, 1,000,000",
                "waves" + MILLION,
                "waveObjectLoop" + MILLION,
                "us",
                Bar.atMost(2)),
            new Goal("rollout-2 waves, in all", "waves" + MILLION, limit, "us", Bar.atMost(1))));
  }

  private String refilling() throws Exception {
    String ours = "refilling" + MILLION;
    String limit = "120 ms";
    String bytes = "16 B";
    return invocation.rows(
        () ->
            invocation
                .run(
                    options ->
                        options
                            .include("FleetBenchmark.(refilling|longHeap|boxedQueue)$")
                            .param("hosts", "1000000"))
                .add(limit, 120_000)
                .add(bytes, 16),
        List.of(
            new Goal(
                "rollout-3 refilling, 1,000,000",
                ours,
                "longHeap" + MILLION,
                "us",
                Bar.atMost(1.5)),
            new Goal(
                "rollout-3 to a queue of objects",
                ours,
                "boxedQueue" + MILLION,
                "us",
                Bar.timesBetter(2)),
            new Goal("rollout-3 refilling, in all", ours, limit, "us", Bar.atMost(1)),
            new Goal(
                "rollout-3 event state per host",
                ours + Measured.ALLOCATED,
                bytes,
                "B",
                1e-6,
                Bar.atMost(1))));
  }

  private String canaries() throws Exception {
    String limit = "5 s";
    return invocation.rows(
        () -> invocation.run(options -> options.include("ScenarioBenchmark")).add(limit, 5),
        List.of(
            new Goal(
                "rollout 10,000 canaries of 100 hosts",
                "canaries",
                limit,
                "s",
                1e-6,
                Bar.atMost(1)),
            new Goal(
                "rollout 10,000 plans of 100 hosts", "plans", limit, "s", 1e-6, Bar.atMost(1))));
  }
}
