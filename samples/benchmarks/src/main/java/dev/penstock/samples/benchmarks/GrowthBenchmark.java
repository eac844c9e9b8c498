package dev.penstock.samples.benchmarks;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Whether ten times the actions cost ten times as much, and no more. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class GrowthBenchmark {

  /** The shape. */
  @Param({"seq", "wide"})
  public String shape = "seq";

  /** How many actions. */
  @Param({"10000", "100000"})
  public int actions = 10_000;

  private PipelineGraph penstock = PipelineGraph.of("seq", 10);

  /** Makes the definition. */
  @Setup(Level.Trial)
  public void setUp() {
    penstock = PipelineGraph.of(shape, actions);
  }

  /** The public engine on the direct executor. */
  @Benchmark
  public int penstock() {
    return penstock.run(Runnable::run);
  }
}
