package dev.penstock.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.penstock.deploy.strategy.DeploymentStrategy;
import dev.penstock.process.simulation.DeciderLaws;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;

@Label("A deployment group")
class GroupLawsTest {
  private static final DeploymentGroup TWO_SIDES =
      DeploymentGroup.builder("shop")
          .side("blue", "b-1", "b-2", "b-3")
          .side("green", "g-1", "g-2", "g-3")
          .fleetStrategy(DeploymentStrategy.halfAtATime())
          .autoRollback(RollbackEvent.DEPLOYMENT_FAILURE, RollbackEvent.DEPLOYMENT_STOP_ON_ALARM)
          .build();

  private static final DeploymentGroup ONE_SIDE =
      DeploymentGroup.builder("staging")
          .side("hosts", "s-1", "s-2")
          .autoRollback(RollbackEvent.values())
          .build();

  @Property(seed = "2027", tries = 120)
  @Label("with two sides obeys the laws of deciders in any history")
  void twoSidesObeyTheLaws(@ForAll long seed) {
    assertEquals(List.of(), laws(TWO_SIDES).violations(new SplittableRandom(seed), 60));
  }

  @Property(seed = "2028", tries = 120)
  @Label("with one side obeys the laws of deciders in any history")
  void oneSideObeysTheLaws(@ForAll long seed) {
    assertEquals(List.of(), laws(ONE_SIDE).violations(new SplittableRandom(seed), 60));
  }

  @Example
  @Label("comes through every kind of event in such histories")
  void visitsEverything() {
    Set<Class<?>> seen = new HashSet<>();
    for (int seed = 0; seed < 20; seed++) {
      laws(TWO_SIDES)
          .events(new SplittableRandom(seed), 60)
          .forEach(event -> seen.add(event.getClass()));
    }
    assertEquals(
        Arrays.stream(GroupEvent.class.getPermittedSubclasses()).collect(Collectors.toSet()), seen);
  }

  private static DeciderLaws<GroupState, GroupCommand, GroupEvent, GroupEffect> laws(
      DeploymentGroup group) {
    return new DeciderLaws<>(
        new GroupDecider(group),
        EventCodecs.GROUP,
        state ->
            List.of(
                GroupStatus.of(group.name(), state),
                state.count,
                List.copyOf(state.tokens.entrySet()),
                Optional.ofNullable(state.active)),
        GroupLawsTest::next,
        command -> true);
  }

  private static GroupCommand next(
      GroupState state, List<GroupEffect> pending, RandomGenerator random) {
    Instant at = Plans.START.plusSeconds(random.nextInt(100_000));
    DeploymentPlan active = state.active;
    if (active == null || random.nextInt(3) == 0) {
      String id = "r" + random.nextInt(1_000_000);
      return new GroupCommand.RequestDeployment("token-" + id, Plans.revision(id), at);
    }
    return new GroupCommand.ReportEnd(
        random.nextInt(10) == 0 ? "shop-0" : active.id(), outcome(active, random), at);
  }

  private static DeploymentOutcome outcome(DeploymentPlan plan, RandomGenerator random) {
    boolean isSuccess = random.nextInt(3) > 0;
    EndCause cause = Plans.any(EndCause.class, random);
    TargetStatus[] ends = {TargetStatus.SUCCEEDED, TargetStatus.FAILED, TargetStatus.SKIPPED};
    List<DeploymentOutcome.Result> results = new ArrayList<>();
    for (DeploymentPlan.Target target : plan.targets()) {
      results.add(
          new DeploymentOutcome.Result(
              target.instance(), isSuccess ? TargetStatus.SUCCEEDED : ends[random.nextInt(3)]));
    }
    return new DeploymentOutcome(
        isSuccess ? DeploymentStatus.SUCCEEDED : cause.status(),
        isSuccess ? Optional.empty() : Optional.of(cause),
        isSuccess ? "" : "CODE",
        isSuccess ? "" : "because",
        Plans.any(RollbackChoice.class, random),
        results);
  }
}
