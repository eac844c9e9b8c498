package dev.penstock.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.penstock.conventions.Covers;
import dev.penstock.deploy.strategy.Canary;
import dev.penstock.deploy.strategy.ComputePlatform;
import dev.penstock.deploy.strategy.DeploymentConfiguration;
import dev.penstock.deploy.strategy.MinimumHealthyHosts;
import dev.penstock.deploy.strategy.PredefinedConfigurations;
import dev.penstock.deploy.strategy.ZonalConfiguration;
import dev.penstock.deploy.traffic.Weight;
import dev.penstock.diagnostic.InvalidDefinitionException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("An application")
class ApplicationTest {
  private static final DeploymentConfiguration CAREFUL =
      DeploymentConfiguration.builder("Careful")
          .minimumHealthy(MinimumHealthyHosts.percent(75))
          .build();
  private static final DeploymentConfiguration UNUSED =
      DeploymentConfiguration.builder("Unused")
          .minimumHealthy(MinimumHealthyHosts.count(1))
          .build();

  private final Host host = new Host();

  private static Application shop(String name) {
    return Application.builder(name)
        .configuration(CAREFUL)
        .configuration(UNUSED)
        .group("staging", "CodeDeployDefault.AllAtOnce", group -> group.side("hosts", "s-1"))
        .group("production", "Careful", group -> group.side("hosts", "p-1", "p-2"))
        .group("lab", group -> group.side("hosts", "l-1"))
        .build();
  }

  @AfterEach
  void close() {
    host.close();
  }

  @Test
  @DisplayName("has several groups, whose names are its own")
  void groups() {
    DeploymentEngine engine = host.start();
    Map<String, OpenGroup> shop = engine.open(shop("shop"));
    Map<String, OpenGroup> bank = engine.open(shop("bank"));
    assertEquals(List.of("staging", "production", "lab"), List.copyOf(shop.keySet()));
    OpenGroup production = shop.get("production");
    assertEquals("FleetPercent75", production.group().fleetStrategy().name());
    assertEquals("AllAtOnce", shop.get("staging").group().fleetStrategy().name());
    assertEquals("OneAtATime", shop.get("lab").group().fleetStrategy().name());
    assertEquals("shop", production.group().application());
    Deployment first =
        Host.now(
            shop.get("lab").deploy(Host.revision("r1"), "t").thenCompose(shop.get("lab")::ended));
    Deployment second =
        Host.now(
            bank.get("lab").deploy(Host.revision("r2"), "t").thenCompose(bank.get("lab")::ended));
    assertEquals("lab@shop-1", first.id().text());
    assertEquals("lab@bank-1", second.id().text());
    assertEquals("lab", second.group());
    assertEquals("r2", Host.now(bank.get("lab").status()).lastKnownGood().orElseThrow().id());
    assertEquals(production, engine.group("production@shop").orElseThrow());
    assertEquals(
        Set.of(
            "lab@bank",
            "lab@shop",
            "production@bank",
            "production@shop",
            "staging@bank",
            "staging@shop"),
        engine.groups());
  }

  @Test
  @DisplayName("gives up a configuration that is its own and that no group deploys by")
  @Covers("D-240")
  void configurations() {
    Application shop = shop("shop");
    assertEquals(Set.of("Careful"), shop.withoutConfiguration("Unused").configurations().keySet());
    assertEquals(
        """
        application shop has 1 fault:
          configurations: "Careful" is in use by [production]; allowed: those that no group deploys by [application.configuration]""",
        assertThrows(InvalidDefinitionException.class, () -> shop.withoutConfiguration("Careful"))
            .getMessage());
    for (String name : PredefinedConfigurations.all().keySet()) {
      assertEquals(
          "application shop has 1 fault:\n  configurations: \""
              + name
              + "\" is predefined; allowed: custom ones, [Careful, Unused]"
              + " [application.configuration]",
          assertThrows(InvalidDefinitionException.class, () -> shop.withoutConfiguration(name))
              .getMessage());
    }
    // of servers: a number of hosts or a percentage, and perhaps zones; of the others: traffic
    ZonalConfiguration zones = ZonalConfiguration.immediate();
    assertEquals(
        zones,
        DeploymentConfiguration.builder("z")
            .minimumHealthy(MinimumHealthyHosts.count(0))
            .zones(zones)
            .build()
            .zones()
            .orElseThrow());
    assertEquals(99, MinimumHealthyHosts.percent(99).value());
    for (int percent : new int[] {-1, 100}) {
      assertThrows(IllegalArgumentException.class, () -> MinimumHealthyHosts.percent(percent));
    }
    assertThrows(IllegalArgumentException.class, () -> MinimumHealthyHosts.count(-1));
    Canary canary = Canary.of(Weight.ofPercent(10), Duration.ofMinutes(5));
    for (ComputePlatform platform : ComputePlatform.values()) {
      if (platform != ComputePlatform.SERVER) {
        assertEquals(
            canary,
            DeploymentConfiguration.builder("c").traffic(platform, canary).build().strategy());
      }
    }
    String longest = "aZ09._+=,@-".repeat(10).substring(0, 100);
    assertEquals(longest, custom(longest).name());
    for (String name : List.of(longest + "x", "a b", "a/b", "", "CodeDeployDefault.Mine")) {
      assertThrows(InvalidDefinitionException.class, () -> custom(name), name);
    }
  }

  private static DeploymentConfiguration custom(String name) {
    return DeploymentConfiguration.builder(name)
        .minimumHealthy(MinimumHealthyHosts.count(0))
        .build();
  }

  @Test
  @DisplayName("reports all its faults at once, and those of its groups")
  @Covers("D-431")
  void faults() {
    String known = String.join(", ", PredefinedConfigurations.all().keySet());
    assertEquals(
        "application my shop has 7 faults:\n"
            + "  name: \"my shop\" is no name; allowed: 1 to 100 characters of A-Za-z0-9._+=,@-"
            + " [application.name]\n"
            + "  configurations[1]: \"Careful\" is there twice [application.configuration]\n"
            + "  groups[0].configuration: \"Slow\" is not known; allowed: Careful, "
            + sorted(known)
            + " [application.configuration]\n"
            + "  groups[0].name: \"a b\" is no name; allowed: 1 to 100 characters of"
            + " A-Za-z0-9._+=,@- [group.name]\n"
            + "  groups[1].sides: there are 0 sides; allowed: 1 for deployments in place, 2 for"
            + " sides that take turns [group.sides]\n"
            + "  groups[2].configuration: CodeDeployDefault.ECSAllAtOnce is for ECS; allowed: those"
            + " for Server [application.configuration]\n"
            + "  groups[2].sides: there are 0 sides; allowed: 1 for deployments in place, 2 for"
            + " sides that take turns [group.sides]",
        assertThrows(
                InvalidDefinitionException.class,
                () ->
                    Application.builder("my shop")
                        .configuration(CAREFUL)
                        .configuration(CAREFUL)
                        .group("a b", "Slow", group -> group.side("hosts", "i"))
                        .group("empty", group -> {})
                        .group("ecs", "CodeDeployDefault.ECSAllAtOnce", group -> {})
                        .build())
            .getMessage());
    assertEquals(
        """
        application shop has 1 fault:
          groups[1].name: "lab" is there twice [application.group]""",
        assertThrows(
                InvalidDefinitionException.class,
                () ->
                    Application.builder("shop")
                        .group("lab", group -> group.side("hosts", "i"))
                        .group("lab", group -> group.side("hosts", "i"))
                        .build())
            .getMessage());
    String longest = "n".repeat(100);
    assertEquals(longest, Application.builder(longest).build().name());
    assertThrows(
        InvalidDefinitionException.class, () -> Application.builder(longest + "n").build());
    assertThrows(
        InvalidDefinitionException.class,
        () -> DeploymentGroup.builder(longest + "n").side("hosts", "i").build());
    assertEquals(longest, DeploymentGroup.builder(longest).side("hosts", "i").build().name());
    assertThrows(InvalidDefinitionException.class, () -> custom(longest + "n"));
  }

  @Test
  @DisplayName("runs all its groups on one platform")
  void platform() {
    Application functions =
        Application.builder("functions")
            .platform(ComputePlatform.LAMBDA)
            .group(
                "live",
                "CodeDeployDefault.LambdaCanary10Percent5Minutes",
                group -> group.side("old", "v1").side("new", "v2"))
            .build();
    DeploymentGroup live = java.util.Objects.requireNonNull(functions.groups().get("live"));
    assertEquals(DeploymentPlatform.LAMBDA_ALIAS, live.platform());
    assertEquals("Canary10Percent5Minutes", live.trafficStrategy().orElseThrow().name());
    assertEquals(
        """
        application functions has 1 fault:
          groups[0].platform: SERVER_IN_PLACE in an application for Lambda; allowed: platforms of Lambda [application.platform]""",
        assertThrows(
                InvalidDefinitionException.class,
                () ->
                    Application.builder("functions")
                        .platform(ComputePlatform.LAMBDA)
                        .group(
                            "live",
                            group ->
                                group
                                    .platform(DeploymentPlatform.SERVER_IN_PLACE)
                                    .side("hosts", "i"))
                        .build())
            .getMessage());
  }

  private static String sorted(String names) {
    return String.join(", ", new java.util.TreeSet<>(List.of(names.split(", "))));
  }
}
