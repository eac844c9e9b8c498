package dev.penstock.samples.benchmarks;

import dev.penstock.deploy.simulation.RolloutResult;
import dev.penstock.deploy.simulation.RolloutSimulation;
import dev.penstock.deploy.strategy.DeploymentStrategy;
import dev.penstock.deploy.strategy.MinimumHealthyHosts;
import io.reactivex.rxjava3.core.Scheduler;
import io.reactivex.rxjava3.schedulers.TestScheduler;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import umontreal.ssj.simevents.Event;
import umontreal.ssj.simevents.Simulator;

/** A fleet deployed to host by host, beside the virtual clocks that JVM people use. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class FleetPeerBenchmark {
  static final int HOSTS = 200_000;

  private final DeploymentStrategy strategy = MinimumHealthyHosts.percent(FleetTimes.percent());
  private final int window = HOSTS - FleetTimes.minimum(HOSTS);
  private final long[] takes = FleetTimes.of(HOSTS);

  /** Holds all to the same answer. */
  @Setup(Level.Trial)
  public void setUp() {
    long expected = refilling().duration().toMillis();
    if (rxJava() != expected || ssj() != expected) {
      throw new IllegalStateException(
          "expected " + expected + " ms; found " + rxJava() + " and " + ssj());
    }
  }

  /** Through the public API, its events kept. */
  @Benchmark
  public RolloutResult refilling() {
    return RolloutSimulation.fleet(strategy, HOSTS)
        .deploymentTakesMillis(host -> takes[host])
        .refilling()
        .run();
  }

  /** RxJava's clock for tests: a task for each host in flight. */
  @Benchmark
  public long rxJava() {
    return new RxFleet().simulate();
  }

  /** SSJ's simulator: an event for each host in flight. */
  @Benchmark
  public long ssj() {
    return new SsjFleet().simulate();
  }

  private final class RxFleet implements Runnable {
    private final TestScheduler clock = new TestScheduler();
    private final Scheduler.Worker worker = clock.createWorker();
    private int next;
    private long lastEnd;

    long simulate() {
      while (next < window) {
        start();
      }
      clock.advanceTimeTo(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
      return lastEnd;
    }

    private void start() {
      worker.schedule(this, takes[next++], TimeUnit.MILLISECONDS);
    }

    /** A host has ended. */
    @Override
    public void run() {
      lastEnd = clock.now(TimeUnit.MILLISECONDS);
      if (next < HOSTS) {
        start();
      }
    }
  }

  private final class SsjFleet {
    private final Simulator clock = new Simulator();
    private int next;
    private double lastEnd;

    long simulate() {
      clock.init();
      while (next < window) {
        new HostEnds().schedule((double) takes[next++]);
      }
      clock.start();
      return (long) lastEnd;
    }

    /** Is used again for the host that starts next. */
    private final class HostEnds extends Event {
      HostEnds() {
        super(clock);
      }

      @Override
      public void actions() {
        lastEnd = clock.time();
        if (next < HOSTS) {
          schedule((double) takes[next++]);
        }
      }
    }
  }
}
