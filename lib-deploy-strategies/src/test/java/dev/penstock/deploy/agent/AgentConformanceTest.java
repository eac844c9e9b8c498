package dev.penstock.deploy.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.conventions.Covers;
import dev.penstock.deploy.LifecycleResult;
import dev.penstock.revision.FileExistsBehavior;
import dev.penstock.revision.InstallPlan.Permission;
import dev.penstock.revision.InstallPlan.PermissionType;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("An agent, where sources differ,")
class AgentConformanceTest {
  private static final String SHELL = "#!/bin/sh\n";

  @TempDir Path directory;

  AgentConformanceTest() {}

  private Bench bench(AgentConformance conformance) throws IOException {
    return new Bench(directory, agent -> agent.conformance(conformance));
  }

  private static LifecycleResult install(Bench bench, DeploymentSpecification specification) {
    LifecycleResult downloaded = bench.run(specification, "DownloadBundle");
    assertTrue(downloaded.isSucceeded(), downloaded::toString);
    return bench.run(specification, "Install");
  }

  private static void assertInstalled(LifecycleResult result) {
    assertEquals(LifecycleResult.succeeded(""), result);
  }

  private Bench withLinks(AgentConformance conformance) throws IOException {
    Bench bench = bench(conformance);
    bench.bundle("r1", "app/real/one", "1", "app/real/deep/two", "2").copies("r1", "app", "app");
    Path app = bench.bundles.resolve("r1/app");
    Files.createSymbolicLink(app.resolve("file"), Path.of("real/one"));
    Files.createSymbolicLink(app.resolve("dir"), Path.of("real"));
    Files.createSymbolicLink(app.resolve("nowhere"), Path.of("gone"));
    return bench;
  }

  @Test
  @DisplayName(
      "creates links as links, replaces nothing by one, and copies what links to directories"
          + " lead to")
  @Covers("D-049")
  void links() throws IOException {
    Bench bench = withLinks(AgentConformance.AGENT);
    DeploymentSpecification first = Bench.specification("d-1", "r1").build();
    assertInstalled(install(bench, first));
    Path app = bench.root.resolve("app");
    assertEquals(Path.of("real/one"), Files.readSymbolicLink(app.resolve("file")));
    assertEquals(Path.of("gone"), Files.readSymbolicLink(app.resolve("nowhere")));
    assertTrue(Files.isDirectory(app.resolve("dir"), LinkOption.NOFOLLOW_LINKS));
    assertEquals("1", Files.readString(app.resolve("dir/one")));
    assertEquals("2", Files.readString(app.resolve("dir/deep/two")));

    DeploymentSpecification other =
        Bench.specification("d-2", "r1")
            .groupId("g-2")
            .fileExistsBehavior(FileExistsBehavior.OVERWRITE)
            .build();
    Files.delete(app.resolve("real/one"));
    Files.createSymbolicLink(app.resolve("real/one"), Path.of("deep/two"));
    String message = install(bench, other).message();
    for (String inTheWay : List.of("app/nowhere", "app/real/one")) {
      assertTrue(
          message.contains(
              inTheWay + " exists and is no plain file, or a link should take its place"),
          message);
    }
    assertTrue(Files.isSymbolicLink(app.resolve("real/one")), "not replaced");

    Files.delete(app.resolve("nowhere"));
    Files.createDirectory(app.resolve("nowhere"));
    assertTrue(
        install(bench, other)
            .message()
            .contains("app/nowhere exists and is no plain file, or a link should take its place"));
    assertTrue(Files.isDirectory(app.resolve("nowhere"), LinkOption.NOFOLLOW_LINKS));
  }

  @Test
  @DisplayName("keeps links to directories as links by default, and never walks in circles")
  void linksStay() throws IOException {
    Bench bench = withLinks(AgentConformance.SENSE);
    assertInstalled(install(bench, Bench.specification("d-1", "r1").build()));
    assertEquals(Path.of("real"), Files.readSymbolicLink(bench.root.resolve("app/dir")));

    Bench circle =
        new Bench(
            Files.createDirectory(directory.resolve("circle")),
            agent -> agent.conformance(AgentConformance.AGENT));
    circle.bundle("r1", "app/one", "1").copies("r1", "app", "app");
    Files.createSymbolicLink(circle.bundles.resolve("r1/app/again"), Path.of("."));
    assertEquals(
        "Install: app to app: the symbolic link app/again leads to a directory that it lies in",
        install(circle, Bench.specification("d-1", "r1").build()).message());
    assertEquals(Map.of(), circle.files());
  }

  @Test
  @DisplayName("starts scripts where the host says")
  @Covers("D-093")
  void workingDirectory() throws IOException {
    Path elsewhere = Files.createDirectory(directory.resolve("elsewhere")).toRealPath();
    Bench bench = new Bench(directory, agent -> agent.scriptDirectory(elsewhere));
    bench.bundle("r1", "pwd.sh", SHELL + "pwd\n").hook("r1", "AfterInstall", "pwd.sh");
    DeploymentSpecification first = Bench.specification("d-1", "r1").build();
    assertInstalled(install(bench, first));
    LifecycleResult result = bench.run(first, "AfterInstall");
    assertTrue(result.logTail().endsWith("] " + elsewhere), result.logTail());
    assertFalse(elsewhere.startsWith(bench.root), "not the bundle's root, which is below it");

    Bench usual = new Bench(Files.createDirectory(directory.resolve("usual")));
    usual.bundle("r1", "pwd.sh", SHELL + "pwd\n").hook("r1", "AfterInstall", "pwd.sh");
    assertInstalled(install(usual, first));
    result = usual.run(first, "AfterInstall");
    assertTrue(result.logTail().endsWith("] " + usual.root), result.logTail());
  }

  @Test
  @DisplayName("cleans up after its own group only, which a new id of the same name is not")
  @Covers("D-112")
  void groupIds() throws IOException {
    Bench bench = bench(AgentConformance.SENSE);
    bench.bundle("r1", "app/one", "1", "app/old", "1").copies("r1", "app", "app");
    bench.bundle("r2", "app/one", "2").copies("r2", "app", "app");
    assertInstalled(install(bench, Bench.specification("d-1", "r1").build()));
    DeploymentSpecification madeAgain = Bench.specification("d-2", "r2").groupId("g-2").build();
    assertEquals("production", madeAgain.group());
    String conflict =
        "Install: app/one exists and was not put there by the installation before; to replace or"
            + " keep it say OVERWRITE or RETAIN";
    assertEquals(conflict, install(bench, madeAgain).message());
    DeploymentSpecification otherApplication =
        Bench.specification("d-3", "r2").groupId("g-3").group("blue").application("cart").build();
    assertEquals(conflict, install(bench, otherApplication).message());
    assertEquals(Map.of("app/one", "1", "app/old", "1"), bench.files());
    assertInstalled(install(bench, Bench.specification("d-4", "r2").build()));
    assertEquals(Map.of("app/one", "2"), bench.files());
  }

  @Test
  @DisplayName("keeps as many bundles as it is told, beside the present one or with it")
  @Covers("D-113")
  void keptBundles() throws IOException {
    assertEquals(5, AgentConformance.SENSE.keptBundles());
    assertEquals(List.of("d-0", "d-3", "d-4", "d-5", "d-6"), kept(AgentConformance.AGENT, "five"));
    assertEquals(
        List.of("d-0", "d-3", "d-4", "d-5", "d-6", "d-7"),
        kept(AgentConformance.DOCUMENTATION.withInstalledAfter("Install"), "docs"));
    assertEquals(
        List.of("d-0", "d-3", "d-4"),
        kept(AgentConformance.AGENT.withKeptBundles(3, false), "three"));
    assertEquals(
        List.of("d-0", "d-3"), kept(AgentConformance.AGENT.withKeptBundles(1, false), "one"));
    assertEquals(
        "keptBundles: found 0; allowed: 1 and above",
        assertThrows(
                IllegalArgumentException.class,
                () -> AgentConformance.AGENT.withKeptBundles(0, false))
            .getMessage());
  }

  /** Installs d-0, downloads d-8 down to d-3, and tells whose bundles are left after that. */
  private List<String> kept(AgentConformance conformance, String name) throws IOException {
    Bench bench =
        new Bench(
            Files.createDirectory(directory.resolve(name)),
            agent -> agent.conformance(conformance));
    bench.bundle("r1", "app/one", "1").copies("r1", "app", "app");
    assertInstalled(install(bench, Bench.specification("d-0", "r1").build()));
    Path deployments = bench.root.resolve(".penstock/group-g-1/deployments");
    for (int i = 1; i <= 6; i++) {
      DeploymentSpecification next = Bench.specification("d-" + (9 - i), "r1").build();
      assertTrue(bench.run(next, "DownloadBundle").isSucceeded());
      Files.setLastModifiedTime(
          deployments.resolve("deployment-d-" + (9 - i)), FileTime.fromMillis(i * 1000L));
    }
    try (Stream<Path> left = Files.list(deployments)) {
      return left.map(path -> path.getFileName().toString().substring("deployment-".length()))
          .sorted()
          .toList();
    }
  }

  @Test
  @DisplayName("looks for conflicts before it removes anything, for those who want that")
  @Covers("D-470")
  void checkBeforeCleanup() throws IOException {
    for (boolean isCareful : List.of(true, false)) {
      Bench bench =
          new Bench(
              Files.createDirectory(directory.resolve("careful-" + isCareful)),
              agent -> agent.conformance(AgentConformance.SENSE.withCheckBeforeCleanup(isCareful)));
      bench.bundle("r1", "app/one", "1", "app/sub/two", "1").copies("r1", "app", "app");
      bench.bundle("r2", "app/one", "2", "app/mine", "2").copies("r2", "app", "app");
      assertInstalled(install(bench, Bench.specification("d-1", "r1").build()));
      Files.writeString(bench.root.resolve("app/mine"), "mine");
      assertEquals(
          "Install: app/mine exists and was not put there by the installation before; to replace or"
              + " keep it say OVERWRITE or RETAIN",
          install(bench, Bench.specification("d-2", "r2").build()).message());
      assertEquals(
          isCareful
              ? Map.of("app/one", "1", "app/sub/two", "1", "app/mine", "mine")
              : Map.of("app/mine", "mine"),
          bench.files());
      Files.delete(bench.root.resolve("app/mine"));
      assertInstalled(install(bench, Bench.specification("d-3", "r2").build()));
      assertEquals(Map.of("app/one", "2", "app/mine", "2"), bench.files());
    }
  }

  @Test
  @DisplayName(
      "matches no pattern with a slash, and says so; reads it as the documentation does,"
          + " for those who want that")
  @Covers("D-462")
  void slashes() throws IOException {
    for (boolean isDeep : List.of(true, false)) {
      Bench bench =
          new Bench(
              Files.createDirectory(directory.resolve("deep-" + isDeep)),
              agent ->
                  agent.conformance(
                      isDeep
                          ? AgentConformance.DOCUMENTATION.withInstalledAfter("Install")
                          : AgentConformance.AGENT));
      bench
          .bundle("r1", "app/bin/run", "1", "app/lib/run", "1", "app/lib/keep", "1")
          .copies("r1", "app", "app")
          .permits("r1", permission("app", "lib/*", List.of("lib/k*"), PermissionType.FILE, "750"));
      InstallPreview preview =
          bench.agent.preview(
              "i-1", Bench.specification("d-1", "r1").build(), bench.bundles.resolve("r1"));
      assertEquals(
          isDeep
              ? List.of()
              : List.of(
                  "app: \"lib/k*\" has a slash, so it matches nothing; allowed: names of direct"
                      + " children, or \"**\" (D-462)",
                  "app: \"lib/*\" has a slash, so it matches nothing; allowed: names of direct"
                      + " children, or \"**\" (D-462)"),
          preview.warnings());
      assertInstalled(install(bench, Bench.specification("d-1", "r1").build()));
      assertEquals(isDeep, mode(bench, "app/lib/run").equals("rwxr-x---"));
      assertFalse(mode(bench, "app/lib/keep").equals("rwxr-x---"));
      assertFalse(mode(bench, "app/bin/run").equals("rwxr-x---"));
    }
  }

  @Test
  @DisplayName(
      "leaves directories alone that were there before, and says so; unless it is told to"
          + " go by the documentation")
  @Covers("D-469")
  void existingDirectories() throws IOException {
    for (boolean isPermitted : List.of(true, false)) {
      Bench bench =
          new Bench(
              Files.createDirectory(directory.resolve("existing-" + isPermitted)),
              agent ->
                  agent.conformance(
                      isPermitted
                          ? AgentConformance.DOCUMENTATION.withInstalledAfter("Install")
                          : AgentConformance.AGENT));
      bench
          .bundle("r1", "app/old/one", "1", "app/new/two", "1")
          .copies("r1", "app", "app")
          .permits("r1", permission("app", "**", List.of(), PermissionType.DIRECTORY, "700"));
      Path old = Files.createDirectories(bench.root.resolve("app/old"));
      Files.setPosixFilePermissions(old, PosixFilePermissions.fromString("rwxr-xr-x"));
      InstallPreview preview =
          bench.agent.preview(
              "i-1", Bench.specification("d-1", "r1").build(), bench.bundles.resolve("r1"));
      assertEquals(
          isPermitted
              ? List.of()
              : List.of(
                  "app: app/old was there before, so its permissions are left as they are"
                      + " (D-469)"),
          preview.warnings());
      assertInstalled(install(bench, Bench.specification("d-1", "r1").build()));
      assertEquals(isPermitted ? "rwx------" : "rwxr-xr-x", mode(bench, "app/old"));
      assertEquals("rwx------", mode(bench, "app/new"));
    }
  }

  private static Permission permission(
      String object, String pattern, List<String> except, PermissionType type, String mode) {
    return new Permission(
        object,
        pattern,
        except,
        List.of(type),
        Optional.of(mode),
        Optional.empty(),
        Optional.empty());
  }

  private static String mode(Bench bench, String path) throws IOException {
    assertTrue(FileSystems.getDefault().supportedFileAttributeViews().contains("posix"));
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(bench.root.resolve(path)));
  }

  @Test
  @DisplayName("says in what it differs from the service's agent")
  void deviations() {
    assertEquals(List.of(), AgentConformance.AGENT.deviations());
    assertEquals(
        List.of(
            "D-049: a link to a directory stays a link",
            "D-095: scripts that a restart cut short run again"),
        AgentConformance.SENSE.deviations());
    assertEquals(
        List.of(
            "D-096: a revision counts as installed after ValidateService",
            "D-113: 5 bundles are kept beside the present one",
            "D-462: patterns with a slash reach into deeper directories",
            "D-469: directories that were there before get permissions too"),
        AgentConformance.DOCUMENTATION.deviations());
    assertEquals(
        List.of("D-470: conflicts are looked for before the cleanup"),
        AgentConformance.AGENT.withCheckBeforeCleanup(true).deviations());
    assertEquals(
        List.of(
            "D-049: a link to a directory stays a link",
            "D-095: scripts that a restart cut short run again"),
        AgentConformance.AGENT
            .withLinkedDirectoriesCopied(false)
            .withInterruptedScriptsFailing(false)
            .deviations());
  }
}
