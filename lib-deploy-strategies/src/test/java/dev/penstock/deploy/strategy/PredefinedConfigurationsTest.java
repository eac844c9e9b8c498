package dev.penstock.deploy.strategy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.penstock.conventions.Covers;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The predefined deployment configurations")
class PredefinedConfigurationsTest {

  @Test
  @Covers({"D-230", "D-231", "D-232", "D-233", "D-234", "D-235", "D-236", "D-237", "D-238"})
  @DisplayName("carry the service's names and mean what it says")
  void all() {
    String table =
        PredefinedConfigurations.all().entrySet().stream()
            .map(entry -> entry.getKey() + " = " + entry.getValue())
            .collect(Collectors.joining("\n"));
    assertEquals(
        """
        CodeDeployDefault.AllAtOnce = AllAtOnce[]
        CodeDeployDefault.HalfAtATime = HalfAtATime[singleTargetAllowed=false]
        CodeDeployDefault.OneAtATime = OneAtATime[]
        CodeDeployDefault.LambdaAllAtOnce = AllAtOnce[]
        CodeDeployDefault.LambdaCanary10Percent5Minutes = Canary[first=10 %, interval=PT5M]
        CodeDeployDefault.LambdaCanary10Percent10Minutes = Canary[first=10 %, interval=PT10M]
        CodeDeployDefault.LambdaCanary10Percent15Minutes = Canary[first=10 %, interval=PT15M]
        CodeDeployDefault.LambdaCanary10Percent30Minutes = Canary[first=10 %, interval=PT30M]
        CodeDeployDefault.LambdaLinear10PercentEvery1Minute = Linear[step=10 %, interval=PT1M]
        CodeDeployDefault.LambdaLinear10PercentEvery2Minutes = Linear[step=10 %, interval=PT2M]
        CodeDeployDefault.LambdaLinear10PercentEvery3Minutes = Linear[step=10 %, interval=PT3M]
        CodeDeployDefault.LambdaLinear10PercentEvery10Minutes = Linear[step=10 %, interval=PT10M]
        CodeDeployDefault.ECSAllAtOnce = AllAtOnce[]
        CodeDeployDefault.ECSCanary10Percent5Minutes = Canary[first=10 %, interval=PT5M]
        CodeDeployDefault.ECSCanary10Percent15Minutes = Canary[first=10 %, interval=PT15M]
        CodeDeployDefault.ECSLinear10PercentEvery1Minutes = Linear[step=10 %, interval=PT1M]
        CodeDeployDefault.ECSLinear10PercentEvery3Minutes = Linear[step=10 %, interval=PT3M]""",
        table);
  }

  @Test
  @Covers({"D-233", "D-234", "D-235", "D-236", "D-237", "D-238"})
  @DisplayName("shift the traffic as their names say")
  void shifts() {
    assertEquals(
        """
        LambdaAllAtOnce 100
        LambdaCanary10Percent5Minutes 10 PT5M 90
        LambdaCanary10Percent10Minutes 10 PT10M 90
        LambdaCanary10Percent15Minutes 10 PT15M 90
        LambdaCanary10Percent30Minutes 10 PT30M 90
        LambdaLinear10PercentEvery1Minute 9 x 10 PT1M 10
        LambdaLinear10PercentEvery2Minutes 9 x 10 PT2M 10
        LambdaLinear10PercentEvery3Minutes 9 x 10 PT3M 10
        LambdaLinear10PercentEvery10Minutes 9 x 10 PT10M 10
        ECSAllAtOnce 100
        ECSCanary10Percent5Minutes 10 PT5M 90
        ECSCanary10Percent15Minutes 10 PT15M 90
        ECSLinear10PercentEvery1Minutes 9 x 10 PT1M 10
        ECSLinear10PercentEvery3Minutes 9 x 10 PT3M 10
        """,
        PredefinedConfigurations.all().entrySet().stream()
            .map(entry -> shifts(entry.getKey().substring(18), entry.getValue()))
            .filter(line -> line.startsWith("Lambda") || line.startsWith("ECS"))
            .collect(Collectors.joining()));
    assertEquals(
        new Step.Move(10_000, Duration.ZERO),
        PredefinedConfigurations.get("CodeDeployDefault.LambdaAllAtOnce")
            .next(Rollout.starting(10_000, 0)),
        "without a wait after it");
  }

  /** Increments in percent of the traffic, each with the time until the next. */
  private static String shifts(String name, DeploymentStrategy strategy) {
    StringBuilder line = new StringBuilder(name);
    Rollout rollout = Rollout.starting(10_000, 0);
    String before = "";
    int same = 0;
    while (strategy.next(rollout) instanceof Step.Move move) {
      rollout = rollout.moved(move.units(), 0);
      String shift = " " + move.units() / 100 + (rollout.waiting() > 0 ? " " + move.hold() : "");
      if (!shift.equals(before) && same > 0) {
        line.append(same > 1 ? " " + same + " x" : "").append(before);
        same = 0;
      }
      before = shift;
      same++;
    }
    assertInstanceOf(Step.Finish.class, strategy.next(rollout));
    return line.append(before).append('\n').toString();
  }

  @Test
  @DisplayName("are found by their full name only")
  void lookUp() {
    assertEquals(
        Optional.of(new OneAtATime()),
        PredefinedConfigurations.find("CodeDeployDefault.OneAtATime"));
    assertEquals(Optional.empty(), PredefinedConfigurations.find("OneAtATime"));
    IllegalArgumentException thrown =
        assertThrows(
            IllegalArgumentException.class, () -> PredefinedConfigurations.get("OneAtATime"));
    assertEquals(
        "deployment configuration: \"OneAtATime\" is not predefined; allowed: "
            + String.join(", ", PredefinedConfigurations.all().keySet()),
        thrown.getMessage());
  }

  @Test
  @DisplayName("include two that circulate in course notes, marked as not the service's")
  void circulating() {
    assertEquals(
        "Linear10PercentEvery10Minutes",
        PredefinedConfigurations.get("CodeDeployDefault.ECSLinear10PercentEvery10Minutes").name());
    assertEquals(
        "Canary10Percent30Minutes",
        PredefinedConfigurations.get("CodeDeployDefault.ECSCanary10Percent30Minutes").name());
    assertEquals(2, PredefinedConfigurations.circulating().size());
    assertEquals(17, PredefinedConfigurations.all().size());
    for (String name : PredefinedConfigurations.circulating().keySet()) {
      assertEquals(false, PredefinedConfigurations.all().containsKey(name), name);
      assertEquals(ComputePlatform.ECS, DeploymentConfiguration.predefined(name).platform());
    }
  }
}
