package dev.penstock.samples.benchmarks;

import java.io.IOException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Stages of 10 actions that do nothing, one stage after the other: a peer beside the engine. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class PeerBenchmark {

  /** Which peer, and how many stages. */
  @State(Scope.Benchmark)
  public static class Shape {
    /** The peer. */
    @Param public Peer peer = Peer.PARSEQ;

    /** How many stages. */
    @Param({"20"})
    public int stages = 20;
  }

  /** A pool of two threads. */
  @State(Scope.Benchmark)
  public static class Pool {
    private final ExecutorService threads = Executors.newFixedThreadPool(2);

    /** Ends the pool. */
    @TearDown(Level.Trial)
    public void tearDown() {
      threads.shutdownNow();
    }
  }

  /** The engine's definition. */
  @State(Scope.Benchmark)
  public static class Penstock {
    private @Nullable PipelineGraph graph;

    /** Makes the definition. */
    @Setup(Level.Trial)
    public void setUp(Shape shape) {
      graph = PipelineGraph.sequence("graph", shape.stages);
    }

    PipelineGraph graph() {
      return opened(graph);
    }
  }

  /** The engine, and a journal for each run. */
  @State(Scope.Benchmark)
  public static class Journalled {
    private @Nullable JournalledRuns runs;

    /** Makes the directory. */
    @Setup(Level.Trial)
    public void setUp(Shape shape) throws IOException {
      runs = new JournalledRuns(Scratch.measured(), shape.stages);
    }

    /** Opens a journal. */
    @Setup(Level.Invocation)
    public void next() {
      runs().next();
    }

    /** Deletes the directory. */
    @TearDown(Level.Trial)
    public void tearDown() throws IOException {
      runs().close();
    }

    JournalledRuns runs() {
      return opened(runs);
    }
  }

  /** The peer, set up once. */
  @State(Scope.Benchmark)
  public static class Other {
    private Peer.@Nullable Opened peer;

    /** Sets the peer up. */
    @Setup(Level.Trial)
    public void setUp(Shape shape, Pool pool) throws Exception {
      peer = shape.peer.open(pool.threads, shape.stages);
    }

    /** Ends the peer. */
    @TearDown(Level.Trial)
    public void tearDown() throws IOException {
      peer().close();
    }

    Peer.Opened peer() {
      return opened(peer);
    }
  }

  private static <T> T opened(@Nullable T state) {
    if (state == null) {
      throw new IllegalStateException("not set up");
    }
    return state;
  }

  /** The public engine: states, times, keys, history in memory, one listener. */
  @Benchmark
  public int penstock(Penstock penstock, Pool pool) {
    return penstock.graph().run(pool.threads);
  }

  /**
   * The same with its history in files, until the listener has seen all successes. What is in the
   * files is checked by {@link JournalledBenchmark}: reading them would be counted here.
   */
  @Benchmark
  public int penstockJournalled(Journalled journalled) {
    return journalled.runs().run();
  }

  /** The peer. */
  @Benchmark
  public int peer(Other other) throws Exception {
    return other.peer().run();
  }
}
