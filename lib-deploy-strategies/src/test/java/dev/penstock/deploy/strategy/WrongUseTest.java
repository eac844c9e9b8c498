package dev.penstock.deploy.strategy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.penstock.conventions.Covers;
import dev.penstock.deploy.traffic.Weight;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

@DisplayName("Wrong use of strategies")
class WrongUseTest {

  private static final Weight TEN = Weight.ofPercent(10);

  @Test
  @Covers("D-240")
  @DisplayName("fails at the call and says what is allowed")
  void minimum() {
    refuses(
        "minimumHealthyHosts: -1 is out of range; allowed: 0 or more",
        () -> MinimumHealthyHosts.count(-1));
    refuses(
        "minimumHealthyHosts: -1 is out of range; allowed: 0 or more",
        () -> MinimumHealthyHosts.percent(-1));
    refuses(
        "minimumHealthyHosts: 100 % is out of range; allowed: 0 to 99 (if all stay healthy, none"
            + " can be taken out)",
        () -> MinimumHealthyHosts.percent(100));
    assertEquals(99, MinimumHealthyHosts.percent(99).value());
  }

  @Test
  @Covers("D-290")
  @DisplayName("of shares and intervals too")
  void shares() {
    refuses(
        "canary share: 0 % is out of range; allowed: above 0 % and below 100 %",
        () -> Canary.of(Weight.NONE, Duration.ofMinutes(1)));
    refuses(
        "linear step: 100 % is out of range; allowed: above 0 % and below 100 %; use AllAtOnce for"
            + " everything in one move",
        () -> Linear.of(Weight.ALL, Duration.ofMinutes(1)));
    refuses(
        "canary interval: PT-1S is out of range; allowed: zero to PT8760H",
        () -> Canary.of(TEN, Duration.ofSeconds(-1)));
    refuses(
        "steps[1]: 10 % is out of range; allowed: above 10 %, the share of the step before",
        () -> Stepped.of(TEN, Duration.ZERO).then(TEN, Duration.ZERO));
    refuses(
        "step share: 100 % is out of range; allowed: above 0 % and below 100 %; use AllAtOnce for"
            + " everything in one move",
        () -> Stepped.of(Weight.ALL, Duration.ZERO));
    refuses("steps: 0 are out of range; allowed: 1 to 100", () -> new Stepped(List.of()));
    refuses(
        "linear interval: PT8784H is out of range; allowed: zero to PT8760H",
        () -> Linear.of(TEN, Duration.ofDays(366)));
  }

  @Test
  @DisplayName("and of steps and rollouts that contradict themselves")
  void steps() {
    refuses(
        "move: 0 units are out of range; allowed: 1 or more",
        () -> new Step.Move(0, Duration.ZERO));
    refuses(
        "move: a hold of PT-1S is out of range; allowed: zero to 3650000 days",
        () -> new Step.Move(1, Duration.ofSeconds(-1)));
    refuses(
        "rollout: 1 unhealthy and 2 healthy waiting, 3 succeeded and 4 failed make 10; allowed:"
            + " exactly the total, 11",
        () -> new Rollout(11, 5, 1, 2, 3, 4, 0));
    refuses(
        "rollout: healthy 4 is out of range; allowed: 0 to the total, 3",
        () -> new Rollout(3, 4, 0, 3, 0, 0, 0));
    refuses(
        "rollout: counts are 0 or more; found total 3, unhealthyWaiting -1, healthyWaiting 4,"
            + " succeeded 0, failed 0, increments 0",
        () -> new Rollout(3, 3, -1, 4, 0, 0, 0));
  }

  @Test
  @Covers("D-260")
  @DisplayName("A single healthy host needs a switch, and the message names it")
  void singleTarget() {
    Rollout one = Rollout.starting(1, 0);
    String reason =
        "1 of 1 are healthy and 1 must stay so; none can be taken out; allow a single target with"
            + " allowingSingleTarget()";
    Step refused = new Step.Stop(Step.Stop.HEALTH_CONSTRAINTS_INVALID, reason);
    Step moved = new Step.Move(1, Duration.ZERO);
    assertEquals(refused, new HalfAtATime().next(one));
    assertEquals(refused, MinimumHealthyHosts.count(1).next(one));
    assertEquals(moved, new HalfAtATime().allowingSingleTarget().next(one));
    assertEquals(moved, MinimumHealthyHosts.percent(99).allowingSingleTarget().next(one));
    assertEquals(
        new Step.Stop(
            Step.Stop.HEALTH_CONSTRAINTS_INVALID,
            "2 of 2 are healthy and 2 must stay so; none can be taken out; lower the minimum or"
                + " add hosts"),
        MinimumHealthyHosts.percent(99).allowingSingleTarget().next(Rollout.starting(2, 0)));
  }

  @Test
  @DisplayName("Reasons of a stop say what was found and what was needed")
  void reasons() {
    assertEquals(
        new Step.Stop(
            Step.Stop.HEALTH_CONSTRAINTS,
            "4 of 5 are healthy after 1 failed and 4 must stay so; 2 not attempted"),
        new OneAtATime().next(new Rollout(5, 4, 0, 2, 2, 1, 3)));
    assertEquals(
        new Step.Stop(
            Step.Stop.HEALTH_CONSTRAINTS, "0 of 3 succeeded and 3 failed; at least 1 must succeed"),
        new AllAtOnce().next(new Rollout(3, 0, 0, 0, 0, 3, 1)));
    assertEquals(
        "Canary12.5Percent90Seconds",
        Canary.of(Weight.ofPercent(12.5), Duration.ofSeconds(90)).name());
    assertEquals("Linear10PercentEvery1Minute", Linear.of(TEN, Duration.ofMinutes(1)).name());
  }

  @Test
  @DisplayName("A step is folded by exactly one function")
  void fold() {
    Step[] steps = {
      new Step.Move(2, Duration.ZERO), new Step.Finish(), new Step.Stop("CODE", "because")
    };
    StringBuilder text = new StringBuilder();
    for (Step step : steps) {
      text.append(
          step.<String>fold(m -> "move " + m.units(), f -> ", finish", s -> ", " + s.code()));
    }
    assertEquals("move 2, finish, CODE", text.toString());
    assertEquals(steps.length, Step.class.getPermittedSubclasses().length);
  }

  private static void refuses(String message, Executable use) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, use).getMessage());
  }
}
