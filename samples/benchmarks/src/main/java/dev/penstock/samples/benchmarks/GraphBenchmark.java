package dev.penstock.samples.benchmarks;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Ten thousand actions that do nothing: the cost of the engine itself. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class GraphBenchmark {
  static final int ACTIONS = 10_000;

  /** The shape: 1,000 stages of 10, one stage of 10,000, or 10 pipelines of 100 stages of 10. */
  @Param({"seq", "wide", "ten"})
  public String shape = "seq";

  /** Where actions run. */
  @Param({"direct", "fixed2", "forkjoin2"})
  public String pool = "direct";

  private Executor executor = Runnable::run;
  private @Nullable ExecutorService threads;
  private PipelineGraph penstock = PipelineGraph.of("seq", ACTIONS);
  private FutureGraph futures = FutureGraph.of("seq", ACTIONS);

  /** Makes the pool and the definition. */
  @Setup(Level.Trial)
  public void setUp() {
    if (pool.equals("fixed2")) {
      threads = Executors.newFixedThreadPool(2);
    } else if (pool.equals("forkjoin2")) {
      threads = Executors.newWorkStealingPool(2);
    }
    executor = threads == null ? Runnable::run : threads;
    penstock = PipelineGraph.of(shape, ACTIONS);
    futures = FutureGraph.of(shape, ACTIONS);
  }

  /** Ends the pool. */
  @TearDown(Level.Trial)
  public void tearDown() {
    if (threads != null) {
      threads.shutdownNow();
    }
  }

  /** The public engine: states, times, keys, history in memory, one listener. */
  @Benchmark
  @OperationsPerInvocation(ACTIONS)
  public int penstock() {
    return penstock.run(executor);
  }

  /** The limit: what a user writes by hand. */
  @Benchmark
  @OperationsPerInvocation(ACTIONS)
  public int cf() {
    return futures.run(executor, false);
  }

  /** The same with a record of each action: name, state, two times, error. */
  @Benchmark
  @OperationsPerInvocation(ACTIONS)
  public int cfHistory() {
    return futures.run(executor, true);
  }
}
