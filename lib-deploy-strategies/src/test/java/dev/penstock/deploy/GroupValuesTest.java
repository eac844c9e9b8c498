package dev.penstock.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.conventions.Covers;
import dev.penstock.deploy.fleet.FleetLimits;
import dev.penstock.deploy.strategy.ComputePlatform;
import dev.penstock.diagnostic.InvalidDefinitionException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The values of a group")
class GroupValuesTest {

  @Test
  @DisplayName("load balancers: ten of each kind, or one pair of target groups")
  @Covers("D-354")
  void loadBalancers() {
    assertEquals(10, LoadBalancerInfo.ofClassic(names(10)).classic().size());
    assertEquals(10, LoadBalancerInfo.ofTargetGroups(names(10)).targetGroups().size());
    assertEquals(
        """
        load balancers has 2 faults:
          classic: there are 11 names; allowed: at most 10 [group.load-balancer]
          targetGroups: there are 11 names; allowed: at most 10 [group.load-balancer]""",
        faults(
            () -> new LoadBalancerInfo(List.of(names(11)), List.of(names(11)), Optional.empty())));
    LoadBalancerInfo pair = LoadBalancerInfo.ofPair("blue", "green", "listener");
    assertEquals("green", pair.pair().orElseThrow().second());
    assertEquals(
        """
        load balancers has 2 faults:
          pair[1]: "blue" is there twice [group.load-balancer]
          pair: there are other balancers too; allowed: a pair alone [group.load-balancer]""",
        faults(
            () ->
                new LoadBalancerInfo(
                    List.of("classic"),
                    List.of(),
                    Optional.of(
                        new LoadBalancerInfo.Pair("blue", "blue", "listener", Optional.empty())))));
    assertEquals(
        """
        load balancers has 1 fault:
          targetGroups: there are no balancers; allowed: at least one [group.load-balancer]""",
        faults(() -> LoadBalancerInfo.ofClassic()));
    assertEquals(
        Optional.of(pair),
        DeploymentGroup.builder("g")
            .side("hosts", "i")
            .loadBalancers(pair)
            .build()
            .loadBalancers());
  }

  @Test
  @DisplayName("alarms: distinct names, at least one if they are watched, at most ten")
  @Covers("D-355")
  void alarms() {
    String longest = "a".repeat(255);
    assertEquals(List.of(longest), AlarmSettings.of(longest).names());
    assertEquals(
        """
        alarms has 3 faults:
          alarms[1]: "a" is there twice [group.alarm-name]
          alarms[2]: a name of 0 characters; allowed: 1 to 255 characters, not all blank [group.alarm-name]
          alarms[3]: a name of 256 characters; allowed: 1 to 255 characters, not all blank [group.alarm-name]""",
        faults(() -> AlarmSettings.of("a", "a", "", longest + "a")));
    assertEquals(
        """
        alarms has 1 fault:
          alarms: they are watched, and there are none; allowed: at least one [group.alarms]""",
        faults(() -> AlarmSettings.of()));
    assertEquals(
        """
        deployment group g has 1 fault:
          alarms: they are watched, and there are none; allowed: at least one [group.alarms]""",
        faults(() -> DeploymentGroup.builder("g").side("hosts", "i").alarms().build()));
    assertFalse(AlarmSettings.of("a").ignoresUnreadable());
    assertTrue(AlarmSettings.of("a").ignoringUnreadable().ignoresUnreadable());
    DeploymentGroup disabled =
        DeploymentGroup.builder("g").side("hosts", "i").alarms("a").disableAlarms().build();
    assertEquals(new AlarmSettings(false, List.of("a"), false), disabled.alarmSettings());
    DeploymentGroupBuilder strict =
        DeploymentGroup.builder("g").side("hosts", "i").limits(DeploymentLimits.codeDeploy());
    assertEquals(10, strict.alarms(names(10)).build().alarms().size());
    assertEquals(
        """
        deployment group g has 1 fault:
          alarms: there are 11 alarms; allowed: at most 10 [group.limit]""",
        faults(() -> strict.alarms("one-more").build()));
  }

  @Test
  @DisplayName("automatic rollback: at least one event if it is on")
  @Covers("D-356")
  void autoRollback() {
    assertEquals(
        Set.of("DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_ALARM", "DEPLOYMENT_STOP_ON_REQUEST"),
        Set.copyOf(Arrays.stream(RollbackEvent.values()).map(Enum::name).toList()));
    String fault =
        "autoRollback: it is on, and there are no events; allowed: at least one of"
            + " [DEPLOYMENT_FAILURE, DEPLOYMENT_STOP_ON_ALARM, DEPLOYMENT_STOP_ON_REQUEST]"
            + " [group.auto-rollback]";
    assertEquals("automatic rollback has 1 fault:\n  " + fault, faults(() -> AutoRollback.on()));
    assertEquals(
        "deployment group g has 1 fault:\n  " + fault,
        faults(() -> DeploymentGroup.builder("g").side("hosts", "i").autoRollback().build()));
    for (RollbackEvent event : RollbackEvent.values()) {
      for (RollbackEvent other : RollbackEvent.values()) {
        assertEquals(event == other, AutoRollback.on(event).isOn(other));
        assertFalse(AutoRollback.DISABLED.isOn(other));
      }
    }
  }

  @Test
  @DisplayName("limits: what the service documents, as data")
  @Covers({"D-433", "D-442"})
  void limits() {
    assertEquals(new FleetLimits(10, 3, 10), FleetLimits.CODEDEPLOY);
    DeploymentLimits service = DeploymentLimits.codeDeploy();
    assertEquals(10, service.value(DeploymentLimit.TRIGGERS).orElse(0));
    assertEquals(10, service.value(DeploymentLimit.ALARMS).orElse(0));
    assertEquals(50, DeploymentLimits.codeDeployNewer().value(DeploymentLimit.ALARMS).orElse(0));
    assertEquals(1, service.value(DeploymentLimit.DEPLOYMENTS_PER_GROUP).orElse(0));
    assertEquals(1_000, service.value(DeploymentLimit.DEPLOYMENTS_PER_ACCOUNT).orElse(0));
    assertEquals(
        1_300,
        DeploymentLimits.codeDeployNewer()
            .value(DeploymentLimit.DEPLOYMENTS_PER_ACCOUNT)
            .orElse(0));
  }

  @Test
  @DisplayName("revisions: in a bucket, in a repository, or inline")
  @Covers("D-397")
  void locations() {
    RevisionLocation.S3 bundle =
        RevisionLocation.s3("releases", "shop/1.zip", RevisionLocation.BundleType.ZIP);
    assertEquals("s3://releases/shop/1.zip", bundle.text());
    RevisionLocation.S3 exact =
        new RevisionLocation.S3(
            "releases",
            "shop/1.zip",
            RevisionLocation.BundleType.TGZ,
            Optional.of("v7"),
            Optional.of("etag"));
    assertEquals("s3://releases/shop/1.zip?versionId=v7", exact.text());
    assertEquals(
        List.of("tar", "tgz", "zip", "YAML", "JSON"),
        Arrays.stream(RevisionLocation.BundleType.values())
            .map(RevisionLocation.BundleType::text)
            .toList());
    for (RevisionLocation.BundleType type : RevisionLocation.BundleType.values()) {
      RevisionLocation.S3 each = RevisionLocation.s3("b", "k", type);
      boolean isArchive = !List.of("YAML", "JSON").contains(type.text());
      assertEquals(isArchive, each.supports(ComputePlatform.SERVER));
      assertTrue(each.supports(ComputePlatform.LAMBDA));
      assertTrue(each.supports(ComputePlatform.ECS));
    }
    String sha1 = "0123456789abcdef0123456789ABCDEF01234567";
    RevisionLocation.GitHub commit = new RevisionLocation.GitHub("acme/shop", sha1);
    assertEquals("github:acme/shop@" + sha1, commit.text());
    assertEquals(List.of(true, false, false), supported(commit));
    for (RevisionLocation inline :
        List.of(
            new RevisionLocation.Inline("version: 0.0", Optional.empty()),
            new RevisionLocation.AppSpecContent("version: 0.0", Optional.of("0".repeat(64))))) {
      assertEquals(List.of(false, true, true), supported(inline));
    }
    assertEquals("String", new RevisionLocation.Inline("x", Optional.empty()).text());
    assertEquals(
        "AppSpecContent", new RevisionLocation.AppSpecContent("x", Optional.empty()).text());
    List<Runnable> wrong =
        List.of(
            () -> RevisionLocation.s3(" ", "k", RevisionLocation.BundleType.ZIP),
            () -> RevisionLocation.s3("b", "", RevisionLocation.BundleType.ZIP),
            () -> RevisionLocation.s3("b", "k".repeat(1_025), RevisionLocation.BundleType.ZIP),
            () -> new RevisionLocation.GitHub("shop", sha1),
            () -> new RevisionLocation.GitHub("acme/shop", "main"),
            () -> new RevisionLocation.GitHub("acme/shop", sha1.substring(1)),
            () -> new RevisionLocation.GitHub("acme/shop", sha1 + "0"),
            () -> new RevisionLocation.Inline("", Optional.empty()),
            () -> new RevisionLocation.Inline("ä".repeat(131_073), Optional.empty()),
            () -> new RevisionLocation.AppSpecContent("x", Optional.of("0")));
    for (Runnable each : wrong) {
      String message = assertThrows(IllegalArgumentException.class, each::run).getMessage();
      assertTrue(message.startsWith("revision location: "), message);
    }
  }

  private static List<Boolean> supported(RevisionLocation location) {
    return List.of(
        location.supports(ComputePlatform.SERVER),
        location.supports(ComputePlatform.LAMBDA),
        location.supports(ComputePlatform.ECS));
  }

  private static String[] names(int count) {
    return IntStream.range(0, count).mapToObj(i -> "name-" + i).toArray(String[]::new);
  }

  private static String faults(Runnable definition) {
    return assertThrows(InvalidDefinitionException.class, definition::run).getMessage();
  }
}
