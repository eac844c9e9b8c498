package dev.penstock.samples.benchmarks;

import dev.penstock.deploy.fleet.WavePlan;
import dev.penstock.deploy.simulation.FleetSimulation;
import dev.penstock.deploy.simulation.RolloutResult;
import dev.penstock.deploy.simulation.RolloutSimulation;
import dev.penstock.deploy.strategy.DeploymentStrategy;
import dev.penstock.deploy.strategy.MinimumHealthyHosts;
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

/** A rollout over a large fleet: planned, simulated in waves, and simulated host by host. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class FleetBenchmark {

  /** How many hosts. */
  @Param({"1000000"})
  public int hosts = 1_000_000;

  private final DeploymentStrategy strategy = MinimumHealthyHosts.percent(FleetTimes.percent());
  private long[] takes = {};
  private boolean[] fails = {};
  private HandWrittenFleet byHand = new HandWrittenFleet(takes, fails, 0);

  /** Makes the fleet, and holds all to the same answer. */
  @Setup(Level.Trial)
  public void setUp() {
    takes = FleetTimes.of(hosts);
    fails = new boolean[hosts];
    byHand = new HandWrittenFleet(takes, fails, FleetTimes.minimum(hosts));
    requireSame("waves", byHand.waves(), millis(waves()));
    requireSame("refilling", byHand.longHeap(), millis(refilling()));
    requireSame("boxed", byHand.longHeap(), byHand.boxedQueue());
  }

  /** The waves, ahead. */
  @Benchmark
  public WavePlan plan() {
    return WavePlan.of(strategy, hosts, 0);
  }

  /** In waves, through the public API. */
  @Benchmark
  public RolloutResult waves() {
    return simulation().run();
  }

  /** In waves over an object for each host. */
  @Benchmark
  public long waveObjectLoop() {
    return byHand.waves();
  }

  /** Host by host, through the public API. */
  @Benchmark
  public RolloutResult refilling() {
    return simulation().refilling().run();
  }

  /** Host by host, over a heap of packed numbers. */
  @Benchmark
  public long longHeap() {
    return byHand.longHeap();
  }

  /** Host by host, over a queue of objects. */
  @Benchmark
  public long boxedQueue() {
    return byHand.boxedQueue();
  }

  private FleetSimulation simulation() {
    return RolloutSimulation.fleet(strategy, hosts)
        .failing(host -> fails[host])
        .deploymentTakesMillis(host -> takes[host]);
  }

  private static long millis(RolloutResult result) {
    return result.duration().toMillis();
  }

  private static void requireSame(String what, long expected, long found) {
    if (expected != found) {
      throw new IllegalStateException(what + ": expected " + expected + " ms, found " + found);
    }
  }
}
