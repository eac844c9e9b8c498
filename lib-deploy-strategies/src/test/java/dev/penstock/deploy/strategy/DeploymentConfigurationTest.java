package dev.penstock.deploy.strategy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.conventions.Covers;
import dev.penstock.deploy.fleet.WavePlan;
import dev.penstock.deploy.traffic.Weight;
import dev.penstock.diagnostic.InvalidDefinitionException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A deployment configuration")
class DeploymentConfigurationTest {
  private static final MinimumHealthyHosts HALF = MinimumHealthyHosts.percent(50);
  private static final Canary CANARY = Canary.of(Weight.ofPercent(10), Duration.ofMinutes(5));

  @Test
  @DisplayName("says of servers how many stay healthy, of others how traffic moves")
  void kinds() {
    ZonalConfiguration zones =
        ZonalConfiguration.monitoring(Duration.ofMinutes(1)).keepingHealthy(HALF);
    DeploymentConfiguration server =
        DeploymentConfiguration.builder("Half").minimumHealthy(HALF).zones(zones).build();
    assertEquals(ComputePlatform.SERVER, server.platform());
    assertEquals(HALF, server.strategy());
    assertEquals(Optional.of(zones), server.zones());
    assertEquals("DeploymentConfiguration[Half: Server, FleetPercent50]", server.toString());
    DeploymentConfiguration lambda =
        DeploymentConfiguration.builder("Slow").traffic(ComputePlatform.LAMBDA, CANARY).build();
    assertEquals(ComputePlatform.LAMBDA, lambda.platform());
    assertEquals(CANARY, lambda.strategy());
    assertEquals(
        ComputePlatform.ECS,
        DeploymentConfiguration.builder("x")
            .traffic(ComputePlatform.ECS, CANARY)
            .build()
            .platform());
    assertEquals(
        """
        deployment configuration x has 1 fault:
          minimumHealthy: it says neither how many hosts stay healthy nor how traffic moves; allowed: one of the two [configuration.platform]""",
        faults(DeploymentConfiguration.builder("x")));
    assertEquals(
        """
        deployment configuration x has 3 faults:
          traffic: it is of servers, and says how traffic moves; allowed: minimum healthy hosts for Server, traffic for Lambda and ECS [configuration.platform]
          zones: zones are of servers; allowed: none for Lambda and ECS [configuration.zones]
          traffic: Server has no traffic to move; allowed: Lambda, ECS [configuration.platform]""",
        faults(
            DeploymentConfiguration.builder("x")
                .minimumHealthy(HALF)
                .zones(zones)
                .traffic(ComputePlatform.SERVER, CANARY)));
  }

  @Test
  @DisplayName("has a name of its own")
  void names() {
    String longest = "aZ09._+=,@-".repeat(10).substring(0, 100);
    assertEquals(
        longest, DeploymentConfiguration.builder(longest).minimumHealthy(HALF).build().name());
    for (String name : new String[] {"", longest + "x", "two words", "ä", "a/b"}) {
      assertEquals(
          "deployment configuration "
              + name
              + " has 1 fault:\n  name: a name of "
              + name.length()
              + " characters; allowed: 1 to 100 characters of A-Za-z0-9._+=,@-"
              + " [configuration.name]",
          faults(DeploymentConfiguration.builder(name).minimumHealthy(HALF)));
    }
    assertEquals(
        """
        deployment configuration CodeDeployDefault.Mine has 1 fault:
          name: "CodeDeployDefault.Mine" begins with CodeDeployDefault.; allowed: names that the service has not reserved [configuration.name]""",
        faults(DeploymentConfiguration.builder("CodeDeployDefault.Mine").minimumHealthy(HALF)));
    assertThrows(IllegalArgumentException.class, () -> MinimumHealthyHosts.count(-1));
    assertThrows(IllegalArgumentException.class, () -> MinimumHealthyHosts.percent(-1));
    assertThrows(IllegalArgumentException.class, () -> MinimumHealthyHosts.percent(100));
    assertEquals(0, MinimumHealthyHosts.count(0).value());
    assertEquals(99, MinimumHealthyHosts.percent(99).value());
  }

  @Test
  @DisplayName("counts a percentage of hosts once, at the start, rounded up")
  @Covers("D-241")
  void percentage() {
    for (int hosts = 1; hosts <= 200; hosts++) {
      for (int percent = 0; percent < 100; percent++) {
        int expected = (hosts * percent + 99) / 100;
        MinimumHealthyHosts minimum = MinimumHealthyHosts.percent(percent);
        assertEquals(expected, minimum.minimumHealthy(hosts));
        if (expected < hosts) { // later waves go by the same number, though hosts are left over
          WavePlan plan = WavePlan.of(minimum, hosts, 0);
          assertEquals(expected, plan.lowestHealthy());
          assertTrue(plan.succeeds());
        }
      }
    }
  }

  @Test
  @DisplayName("is held to what the service takes, if asked for")
  void whatTheServiceTakes() {
    assertEquals(
        """
        deployment configuration x has 2 faults:
          traffic: 12.5 % is a broken percentage; allowed: whole percent, 1 to 99 [configuration.service-share]
          traffic: PT1M30S between shifts; allowed: whole minutes [configuration.service-interval]""",
        faults(
            service()
                .traffic(
                    ComputePlatform.LAMBDA,
                    Linear.of(Weight.ofPercent(12.5), Duration.ofSeconds(90)))));
    Linear slow = Linear.of(Weight.ofPercent(33), Duration.ofMinutes(961));
    assertEquals(
        """
        deployment configuration x has 1 fault:
          traffic: PT48H3M from first to last shift; allowed: at most 2880 minutes [configuration.service-time]""",
        faults(service().traffic(ComputePlatform.LAMBDA, slow)));
    assertEquals(slow, service().traffic(ComputePlatform.ECS, slow).build().strategy());
    assertEquals(
        """
        deployment configuration x has 1 fault:
          traffic: HalfAtATime is no routing; allowed: Canary, Linear, AllAtOnce [configuration.service-traffic]""",
        faults(service().traffic(ComputePlatform.ECS, new HalfAtATime())));
    assertEquals(
        new AllAtOnce(),
        service().traffic(ComputePlatform.ECS, new AllAtOnce()).build().strategy());
  }

  @Test
  @DisplayName("may be a predefined one, of the platform that its name says")
  void predefined() {
    assertEquals(
        ComputePlatform.SERVER,
        DeploymentConfiguration.predefined("CodeDeployDefault.HalfAtATime").platform());
    assertEquals(
        ComputePlatform.LAMBDA,
        DeploymentConfiguration.predefined("CodeDeployDefault.LambdaAllAtOnce").platform());
    assertEquals(
        ComputePlatform.ECS,
        DeploymentConfiguration.predefined("CodeDeployDefault.ECSAllAtOnce").platform());
    assertTrue(DeploymentConfiguration.predefined("CodeDeployDefault.ECSAllAtOnce").isPredefined());
  }

  private static DeploymentConfigurationBuilder service() {
    return DeploymentConfiguration.builder("x").conformance(Conformance.CODEDEPLOY);
  }

  private static String faults(DeploymentConfigurationBuilder builder) {
    return assertThrows(InvalidDefinitionException.class, builder::build).getMessage();
  }
}
