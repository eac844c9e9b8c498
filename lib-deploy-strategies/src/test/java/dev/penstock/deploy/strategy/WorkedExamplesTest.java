package dev.penstock.deploy.strategy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.penstock.conventions.Covers;
import dev.penstock.deploy.simulation.Outcome;
import dev.penstock.deploy.simulation.RolloutResult;
import dev.penstock.deploy.simulation.RolloutSimulation;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The worked examples of waves that keep a minimum of hosts healthy")
class WorkedExamplesTest {

  @ParameterizedTest(name = "{0} of {1} hosts, failing {3}: waves {4}, {5}")
  @Covers({
    "D-230", "D-231", "D-232", "D-241", "D-250", "D-253", "D-254", "D-255", "D-256", "D-257",
    "D-258"
  })
  @CsvSource(
      delimiter = '|',
      value = {
        "AllAtOnce       |  9 |  0 | 0-7  | 9                 | SUCCEEDED |",
        "AllAtOnce       |  9 |  0 | 0-8  | 9                 | STOPPED   | HEALTH_CONSTRAINTS",
        "HalfAtATime     |  9 |  5 | none | 4 4 1             | SUCCEEDED |",
        "HalfAtATime     |  9 |  5 | 0-3  | 4                 | STOPPED   | HEALTH_CONSTRAINTS",
        "HalfAtATime     |  9 |  5 | 0-2  | 4 1 1 1 1 1       | SUCCEEDED |",
        "HalfAtATime     |  9 |  5 | 5-8  | 4 4 1             | SUCCEEDED |",
        "HalfAtATime     |  8 |  4 | none | 4 4               | SUCCEEDED |",
        "HalfAtATime     |  1 |  1 | none |                   | STOPPED   | HEALTH_CONSTRAINTS_INVALID",
        "OneAtATime      |  5 |  4 | none | 1 1 1 1 1         | SUCCEEDED |",
        "OneAtATime      |  5 |  4 | 2    | 1 1 1             | STOPPED   | HEALTH_CONSTRAINTS",
        "OneAtATime      |  5 |  4 | 4    | 1 1 1 1 1         | SUCCEEDED |",
        "OneAtATime      |  1 |  0 | none | 1                 | SUCCEEDED |",
        "OneAtATime      |  1 |  0 | 0    | 1                 | STOPPED   | HEALTH_CONSTRAINTS",
        "HostCount8      | 10 |  8 | 0-1  | 2                 | STOPPED   | HEALTH_CONSTRAINTS",
        "HostCount8      | 10 |  8 | 0,9  | 2 1 1 1 1 1 1 1 1 | SUCCEEDED |",
        "HostCount6      |  9 |  6 | none | 3 3 3             | SUCCEEDED |",
        "HostCount3      | 10 |  3 | none | 7 3               | SUCCEEDED |",
        "HostCount9      | 10 |  9 | none | 1 1 1 1 1 1 1 1 1 1 | SUCCEEDED |",
        "HostCount9      | 10 |  9 | 9    | 1 1 1 1 1 1 1 1 1 1 | SUCCEEDED |",
        "HostCount10     | 10 | 10 | none |                   | STOPPED   | HEALTH_CONSTRAINTS_INVALID",
        "HostCount11     | 10 | 11 | none |                   | STOPPED   | HEALTH_CONSTRAINTS_INVALID",
        "HostCount0      | 10 |  0 | none | 10                | SUCCEEDED |",
        "FleetPercent85  | 10 |  9 | 0    | 1                 | STOPPED   | HEALTH_CONSTRAINTS",
        "FleetPercent95  | 10 | 10 | none |                   | STOPPED   | HEALTH_CONSTRAINTS_INVALID",
        "FleetPercent40  |  9 |  4 | none | 5 4               | SUCCEEDED |",
        "HostCount0      |  3 |  0 | 0-1  | 3                 | SUCCEEDED |",
        "AllAtOnce       |  0 |  0 | none |                   | STOPPED   | HEALTH_CONSTRAINTS_INVALID",
      })
  void allHealthyAtTheStart(
      String name,
      int hosts,
      int minimum,
      String failing,
      String waves,
      Outcome outcome,
      String code) {
    DeploymentStrategy strategy = strategy(name);
    RolloutResult result =
        RolloutSimulation.fleet(strategy, hosts).failing(positions(failing)).run();
    assertEquals(minimum, strategy.minimumHealthy(hosts));
    assertEquals(waves == null ? "" : waves, joined(result));
    assertEquals(outcome, result.outcome());
    assertEquals(code == null ? "" : code, result.code());
    assertEquals(name, strategy.name());
  }

  @ParameterizedTest(name = "{0} of {1} hosts, unhealthy {2}, failing {3}: waves {4}, {5}")
  @Covers({"D-251", "D-252", "D-261"})
  @CsvSource(
      delimiter = '|',
      value = {
        // Unhealthy ones are a wave of their own, at most N - M of them at a time.
        "HostCount6     | 9 | 7,8   | none  | 2 3 3 1         | SUCCEEDED |",
        "HostCount6     | 9 | 4-8   | none  | 3 2 3 1         | SUCCEEDED |",
        // A failure of an unhealthy host leaves the number of healthy ones as it is.
        "HostCount6     | 9 | 7,8   | 7,8   | 2 1 1 1 1 1 1 1 | SUCCEEDED |",
        "HostCount7     | 9 | 7,8   | 7,8   | 2               | STOPPED   | HEALTH_CONSTRAINTS",
        // Below the minimum only unhealthy hosts are attempted until there are enough.
        "HostCount6     | 9 | 3-8   | none  | 3 3 3           | SUCCEEDED |",
        "HostCount6     | 9 | 3-8   | 3-5   | 3 3             | STOPPED   | HEALTH_CONSTRAINTS",
        // If none can be spared they still go, one at a time; then there is nobody to take out.
        "FleetPercent95 | 9 | 8     | none  | 1               | STOPPED   | HEALTH_CONSTRAINTS",
        // With nobody left it is the successes that count.
        "HostCount2     | 3 | 0-2   | 0     | 1 1 1           | SUCCEEDED |",
        "HostCount2     | 3 | 0-2   | 0,1   | 1 1 1           | STOPPED   | HEALTH_CONSTRAINTS",
        "HostCount4     | 3 | 0-2   | none  | 1 1 1           | STOPPED   | HEALTH_CONSTRAINTS",
        "AllAtOnce      | 5 | 0,2   | none  | 2 3             | SUCCEEDED |",
        "OneAtATime     | 3 | 1     | 1     | 1               | STOPPED   | HEALTH_CONSTRAINTS",
        "OneAtATime     | 3 | 1     | 2     | 1 1 1           | SUCCEEDED |",
      })
  void someUnhealthyAtTheStart(
      String name,
      int hosts,
      String unhealthy,
      String failing,
      String waves,
      Outcome outcome,
      String code) {
    RolloutResult result =
        RolloutSimulation.fleet(strategy(name), hosts)
            .unhealthyAtStart(positions(unhealthy))
            .failing(positions(failing))
            .run();
    assertEquals(waves, joined(result));
    assertEquals(outcome, result.outcome());
    assertEquals(code == null ? "" : code, result.code());
  }

  private static DeploymentStrategy strategy(String name) {
    if (name.startsWith("HostCount")) {
      return DeploymentStrategy.minimumHealthyHosts(Integer.parseInt(name.substring(9)));
    }
    if (name.startsWith("FleetPercent")) {
      return DeploymentStrategy.minimumHealthyPercent(Integer.parseInt(name.substring(12)));
    }
    return PredefinedConfigurations.get("CodeDeployDefault." + name);
  }

  private static int[] positions(String text) {
    if (text.equals("none")) {
      return new int[0];
    }
    if (text.contains("-")) {
      int dash = text.indexOf('-');
      return IntStream.rangeClosed(
              Integer.parseInt(text.substring(0, dash)), Integer.parseInt(text.substring(dash + 1)))
          .toArray();
    }
    return Arrays.stream(text.split(",", -1)).mapToInt(Integer::parseInt).toArray();
  }

  private static String joined(RolloutResult result) {
    return result.waves().stream().map(String::valueOf).collect(Collectors.joining(" "));
  }
}
