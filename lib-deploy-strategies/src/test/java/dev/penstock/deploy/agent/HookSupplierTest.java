package dev.penstock.deploy.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.conventions.Covers;
import dev.penstock.deploy.DeploymentCreator;
import dev.penstock.deploy.LifecycleResult;
import dev.penstock.deploy.RevisionSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The revision whose hooks an event runs")
class HookSupplierTest {
  private static final String SHELL = "#!/bin/sh\n";
  private static final List<String> EVENTS =
      LocalEvents.DEFAULT.stream().filter(event -> !LocalEvents.isOwnWork(event)).toList();

  @TempDir Path directory;
  private Bench bench;

  HookSupplierTest() {}

  @BeforeEach
  void prepare() throws IOException {
    bench = bench(AgentConformance.AGENT);
  }

  private Bench bench(AgentConformance conformance) throws IOException {
    Bench made = new Bench(directory, agent -> agent.conformance(conformance));
    for (String revision : List.of("r1", "r2", "r3")) {
      made.bundle(revision, "app/one", revision, "say.sh", SHELL + "echo " + revision + "\n")
          .copies(revision, "app", "app");
      for (String event : EVENTS) {
        made.hook(revision, event, "say.sh");
      }
    }
    return made;
  }

  /** What the hook said, or an empty text if none ran. */
  private String said(DeploymentSpecification specification, String event) {
    LifecycleResult result = bench.run(specification, event);
    assertTrue(result.isSucceeded(), result::toString);
    String tail = result.logTail();
    return tail.isEmpty() ? "" : tail.substring(tail.lastIndexOf(' ') + 1);
  }

  private void download(String deployment, String revision) {
    LifecycleResult result =
        bench.run(Bench.specification(deployment, revision).build(), "DownloadBundle");
    assertTrue(result.isSucceeded(), result::toString);
  }

  private void install(String deployment, String revision) {
    download(deployment, revision);
    LifecycleResult result =
        bench.run(Bench.specification(deployment, revision).build(), "Install");
    assertTrue(result.isSucceeded(), result::toString);
  }

  private DeploymentSpecification rollback(String deployment, String revision) {
    return Bench.specification(deployment, revision)
        .style(DeploymentStyle.BLUE_GREEN)
        .creator(DeploymentCreator.ROLLBACK)
        .build();
  }

  @ParameterizedTest
  @CsvSource({
    "BeforeBlockTraffic, LAST_INSTALLED, LAST_DOWNLOADED",
    "AfterBlockTraffic, LAST_INSTALLED, LAST_DOWNLOADED",
    "ApplicationStop, LAST_INSTALLED, LAST_INSTALLED",
    "BeforeInstall, CURRENT, CURRENT",
    "AfterInstall, CURRENT, CURRENT",
    "ApplicationStart, CURRENT, CURRENT",
    "ValidateService, CURRENT, CURRENT",
    "BeforeAllowTraffic, CURRENT, LAST_INSTALLED",
    "AfterAllowTraffic, CURRENT, LAST_INSTALLED",
  })
  @DisplayName("is that of the table, in normal deployments and in blue/green rollbacks")
  void table(String event, RevisionSource normal, RevisionSource rollback) {
    assertEquals(normal, HookSupplier.of(event, false));
    assertEquals(rollback, HookSupplier.of(event, true));
  }

  @Test
  @DisplayName("is only in the rollback of a blue/green deployment another one")
  void rollbacks() {
    DeploymentSpecification inPlace =
        rollback("d-1", "r1").toBuilder().style(DeploymentStyle.IN_PLACE).build();
    DeploymentSpecification byUser =
        rollback("d-1", "r1").toBuilder().creator(DeploymentCreator.USER).build();
    assertFalse(inPlace.isBlueGreenRollback());
    assertFalse(byUser.isBlueGreenRollback());
    assertTrue(rollback("d-1", "r1").isBlueGreenRollback());
  }

  @Test
  @DisplayName(
      "is counted as installed at the end of Install, as downloaded at that of the download")
  @Covers("D-096")
  void pointers() throws IOException {
    install("d-1", "r1");
    DeploymentSpecification third = Bench.specification("d-3", "r3").build();
    DeploymentSpecification back = rollback("d-4", "r1");
    assertEquals("r1", said(third, "ApplicationStop"));
    assertEquals("r1", said(back, "BeforeBlockTraffic"));
    download("d-2", "r2");
    assertEquals("r1", said(third, "ApplicationStop"), "not installed yet");
    assertEquals("r2", said(back, "BeforeBlockTraffic"), "but downloaded");
    DeploymentSpecification second = Bench.specification("d-2", "r2").build();
    assertTrue(bench.run(second, "Install").isSucceeded());
    bench.hook("r2", "ValidateService", "missing.sh");
    assertFalse(bench.run(second, "ValidateService").isSucceeded());
    assertEquals("r2", said(third, "ApplicationStop"), "although the deployment failed");
  }

  @Test
  @DisplayName("is counted as installed after the whole deployment, for those who want that")
  @Covers("D-463")
  void wholeDeployment() throws IOException {
    assertEquals("Install", AgentConformance.SENSE.installedAfter());
    assertEquals("Install", AgentConformance.AGENT.installedAfter());
    bench = bench(AgentConformance.SENSE.withInstalledAfter("ValidateService"));
    install("d-1", "r1");
    DeploymentSpecification third = Bench.specification("d-3", "r3").build();
    assertEquals("", said(third, "ApplicationStop"), "the deployment is not over");
    assertEquals("r1", said(rollback("d-4", "r1"), "BeforeBlockTraffic"), "the other pointer");
    said(Bench.specification("d-1", "r1").build(), "ValidateService");
    assertEquals("r1", said(third, "ApplicationStop"));
    install("d-2", "r2");
    bench.hook("r2", "ValidateService", "missing.sh");
    assertFalse(
        bench.run(Bench.specification("d-2", "r2").build(), "ValidateService").isSucceeded());
    assertEquals("r1", said(third, "ApplicationStop"), "the last one that succeeded");
  }

  @Test
  @DisplayName("is the old one only while the present bundle is not there, and must then be whole")
  @Covers("D-097")
  void oldRevision() throws IOException {
    DeploymentSpecification first = Bench.specification("d-1", "r1").build();
    for (String event : List.of("ApplicationStop", "BeforeBlockTraffic", "AfterBlockTraffic")) {
      assertEquals("", said(first, event), "nothing to do in a first deployment");
    }
    assertEquals("", said(rollback("d-9", "r1"), "BeforeAllowTraffic"));
    install("d-1", "r1");
    DeploymentSpecification second = Bench.specification("d-2", "r2").build();
    for (String event : List.of("ApplicationStop", "BeforeBlockTraffic", "AfterBlockTraffic")) {
      assertEquals("r1", said(second, event));
    }
    download("d-2", "r2");
    for (String event : List.of("ApplicationStop", "BeforeBlockTraffic", "AfterBlockTraffic")) {
      assertEquals("r2", said(second, event), "its own bundle is there");
    }
    DeploymentSpecification third = Bench.specification("d-3", "r3").build();
    Path old = bench.root.resolve(".penstock/group-g-1/deployments/deployment-d-1/bundle");
    bench.plans.remove("r1");
    assertEquals("ApplicationStop: no plan for r1", bench.run(third, "ApplicationStop").message());
    Files.delete(old.resolve("revision"));
    assertFalse(bench.run(third, "ApplicationStop").isSucceeded());
    InstanceFiles.PLAIN.deleteTree(old);
    assertEquals(
        "ApplicationStop: the bundle of deployment d-1 is missing",
        bench.run(third, "ApplicationStop").message());
    InstanceFiles.PLAIN.deleteTree(old.getParent().resolveSibling("deployment-d-2"));
    assertEquals(
        "BeforeBlockTraffic: the bundle of deployment d-2 is missing",
        bench.run(rollback("d-4", "r1"), "BeforeBlockTraffic").message());
  }
}
