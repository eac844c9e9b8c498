package dev.penstock.samples.benchmarks;

import java.io.IOException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import org.flowable.common.engine.impl.history.HistoryLevel;

/** What others use instead, and what each keeps of a run. */
public enum Peer {
  /** LinkedIn's ParSeq. */
  PARSEQ("ParSeq 4.0.1", "in memory: a trace of every task"),
  /** Apache Camel. */
  CAMEL("Camel 4.22.0", "nothing"),
  /** Easy Flows. */
  EASY_FLOWS("Easy Flows 0.3", "in memory: the reports of the stage that runs"),
  /** LiteFlow. */
  LITEFLOW("LiteFlow 2.15.3", "in memory: the steps of the run and their times"),
  /** Spring Batch on its repository without a database. */
  SPRING_BATCH(
      "Spring Batch 6.0.6", "in memory: states and times of each step of the one execution"),
  /** Flowable without history. */
  FLOWABLE(
      "Flowable 8.0.0, history none",
      "H2 in memory, one transaction a run: what is still open, so nothing once it has ended"),
  /** Flowable with the history that it has by default. */
  FLOWABLE_AUDIT(
      "Flowable 8.0.0, history audit",
      "H2 in memory, one transaction a run: states and times of each action"),
  /** Temporal's local activities. */
  TEMPORAL_LOCAL(
      "Temporal 1.38.0, local activities",
      "test server in memory: a marker for each action, sent together at the workflow task's end"),
  /** Temporal's activities. */
  TEMPORAL("Temporal 1.38.0, activities", "test server in memory: three events for each action");

  private final String title;
  private final String keeps;

  Peer(String title, String keeps) {
    this.title = title;
    this.keeps = keeps;
  }

  /** Name and version, as the table shows them. */
  String title() {
    return title;
  }

  /** What is left of a run, and where. */
  String keeps() {
    return keeps;
  }

  /** Sets the peer up. The pool stays the caller's. */
  Opened open(ExecutorService pool, int stages) throws Exception {
    PeerGraph.Load load = new PeerGraph.Load(pool, stages, new AtomicInteger());
    PeerGraph graph =
        switch (this) {
          case PARSEQ -> new ParSeqGraph(load);
          case CAMEL -> new CamelGraph(load);
          case EASY_FLOWS -> new EasyFlowsGraph(load);
          case LITEFLOW -> LiteFlowGraph.open(load);
          case SPRING_BATCH -> new SpringBatchGraph(load);
          case FLOWABLE -> new FlowableGraph(load, HistoryLevel.NONE);
          case FLOWABLE_AUDIT -> new FlowableGraph(load, HistoryLevel.AUDIT);
          case TEMPORAL_LOCAL -> new TemporalGraph(load, true);
          case TEMPORAL -> new TemporalGraph(load, false);
        };
    return new Opened(graph, load);
  }

  /** A peer that was set up; each run checks how many actions ran. */
  record Opened(PeerGraph graph, PeerGraph.Load load) implements AutoCloseable {

    int run() throws Exception {
      load.ran().set(0);
      graph.run();
      int ran = load.ran().get();
      if (ran != load.stages() * PeerGraph.WIDTH) {
        throw new IllegalStateException("ran " + ran);
      }
      return ran;
    }

    @Override
    public void close() throws IOException {
      graph.close();
    }
  }
}
