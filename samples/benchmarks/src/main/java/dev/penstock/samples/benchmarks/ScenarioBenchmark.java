package dev.penstock.samples.benchmarks;

import dev.penstock.deploy.simulation.Candidate;
import dev.penstock.deploy.simulation.RolloutScenario;
import dev.penstock.deploy.simulation.StrategyComparison;
import dev.penstock.deploy.simulation.TimeSpread;
import dev.penstock.deploy.strategy.DeploymentStrategy;
import dev.penstock.deploy.strategy.RolloutPlan;
import dev.penstock.deploy.traffic.Weight;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Ten thousand seeded rollouts of a canary on 100 hosts, on one core. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class ScenarioBenchmark {
  static final int ROLLOUTS = 10_000;

  private final RolloutScenario scenario =
      RolloutScenario.builder(100)
          .deploymentTakes(TimeSpread.between(Duration.ofSeconds(30), Duration.ofMinutes(3)))
          .badRevision(Weight.ofPercent(20))
          .hostFails(Weight.ofPercent(0.1))
          .errorRate(Weight.ofPercent(5), Weight.ofPercent(60))
          .alarmAbove(Weight.ofPercent(1), Duration.ofMinutes(2))
          .build();

  private final Candidate canary =
      Candidate.hosts(DeploymentStrategy.canary(Weight.ofPercent(10), Duration.ofMinutes(5)));

  private final Candidate plan =
      Candidate.plan(
          RolloutPlan.ofHosts(
              DeploymentStrategy.canary(Weight.ofPercent(10), Duration.ofMinutes(5))));

  private long seed;

  /** With another seed each time, so that nothing is learnt by heart. */
  @Benchmark
  public StrategyComparison canaries() {
    return scenario.compare(ROLLOUTS, seed++, canary);
  }

  /** The same canary as a plan, which the rules and the engine of rollouts carry out. */
  @Benchmark
  public StrategyComparison plans() {
    return scenario.compare(ROLLOUTS, seed++, plan);
  }
}
