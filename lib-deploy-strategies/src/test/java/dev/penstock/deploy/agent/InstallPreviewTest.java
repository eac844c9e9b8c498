package dev.penstock.deploy.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.deploy.DeploymentCreator;
import dev.penstock.deploy.LifecycleEvent;
import dev.penstock.revision.FileExistsBehavior;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The preview of an installation")
class InstallPreviewTest {
  @TempDir Path directory;
  private Bench bench;

  InstallPreviewTest() {}

  @BeforeEach
  void prepare() throws IOException {
    bench = new Bench(directory);
    bench
        .bundle("r1", "app/one", "1", "app/sub/two", "1", "stop.sh", "#!/bin/sh\n")
        .copies("r1", "app", "app")
        .hook("r1", LifecycleEvent.APPLICATION_STOP, "stop.sh");
    bench
        .bundle("r2", "app/one", "2", "app/mine", "2", "app/new/x", "2", "go.sh", "#!/bin/sh\n")
        .copies("r2", "app", "app")
        .hook("r2", LifecycleEvent.APPLICATION_START, "go.sh", "go.sh");
  }

  private InstallPreview preview(DeploymentSpecification specification) throws IOException {
    return bench.agent.preview(
        "i-1", specification, bench.bundles.resolve(specification.revision().id()));
  }

  private void installFirst() throws IOException {
    DeploymentSpecification first = Bench.specification("d-1", "r1").build();
    assertTrue(bench.run(first, "DownloadBundle").isSucceeded());
    assertTrue(bench.run(first, "Install").isSucceeded());
    Files.writeString(bench.root.resolve("app/mine"), "mine");
  }

  @Test
  @DisplayName("lists what would be removed, created and in the way, and changes nothing")
  void conflicts() throws IOException {
    installFirst();
    Map<String, String> before = everything();
    InstallPreview preview = preview(Bench.specification("d-2", "r2").build());
    assertEquals(
        """
        remove    app/sub/two
        remove    app/one
        remove    app/sub
        create    app/new
        create    app/new/x
        create    app/one
        conflict  app/mine exists and was not put there by the installation before; to replace or \
        keep it say OVERWRITE or RETAIN
        hook      BeforeBlockTraffic of d-1: nothing
        hook      AfterBlockTraffic of d-1: nothing
        hook      ApplicationStop of d-1: stop.sh
        hook      BeforeInstall of d-2: nothing
        hook      AfterInstall of d-2: nothing
        hook      ApplicationStart of d-2: go.sh, go.sh
        hook      ValidateService of d-2: nothing
        hook      BeforeAllowTraffic of d-2: nothing
        hook      AfterAllowTraffic of d-2: nothing
        """,
        preview.toString());
    assertFalse(preview.isPossible());
    assertEquals(before, everything());
  }

  @Test
  @DisplayName("tells what is overwritten and what is kept, and what is then done is just that")
  void behaviors() throws IOException {
    installFirst();
    DeploymentSpecification keeping =
        Bench.specification("d-2", "r2").fileExistsBehavior(FileExistsBehavior.RETAIN).build();
    assertEquals(List.of("app/mine"), preview(keeping).retains());
    assertEquals(List.of(), preview(keeping).overwrites());
    assertTrue(preview(keeping).isPossible());
    DeploymentSpecification replacing =
        Bench.specification("d-2", "r2").fileExistsBehavior(FileExistsBehavior.OVERWRITE).build();
    InstallPreview preview = preview(replacing);
    assertEquals(List.of("app/mine"), preview.overwrites());
    assertEquals(List.of("app/new", "app/new/x", "app/one"), preview.creates());
    assertEquals(List.of(), preview.retains());

    Map<String, String> expected = new TreeMap<>(bench.files());
    preview.removes().forEach(expected::remove);
    preview.overwrites().forEach(path -> expected.put(path, "2"));
    preview.creates().stream()
        .filter(path -> !path.equals("app/new"))
        .forEach(path -> expected.put(path, "2"));
    bench.run(replacing, "DownloadBundle");
    assertTrue(bench.run(replacing, "Install").isSucceeded());
    assertEquals(expected, bench.files());
  }

  @Test
  @DisplayName("of a first installation has nobody's old hooks, and leaves no notes behind")
  void first() throws IOException {
    InstallPreview preview = preview(Bench.specification("d-1", "r1").build());
    assertEquals(List.of("app", "app/sub", "app/one", "app/sub/two"), preview.creates());
    assertEquals(List.of(), preview.removes());
    assertEquals("ApplicationStop: nothing", preview.hooks().get(2).toString());
    assertTrue(preview.hooks().get(2).deployment().isEmpty());
    assertEquals(Map.of(), everything());
  }

  @Test
  @DisplayName("tells of hooks that would fail because their bundle is gone or its plan faulty")
  void brokenHooks() throws IOException {
    installFirst();
    Path bundle = bench.root.resolve(".penstock/group-g-1/deployments/deployment-d-1/bundle");
    bench.plans.remove("r1");
    assertEquals(
        "ApplicationStop of d-1: no plan for r1",
        preview(Bench.specification("d-2", "r2").build()).hooks().get(2).toString());
    InstanceFiles.PLAIN.deleteTree(bundle);
    DeploymentSpecification rollback =
        Bench.specification("d-2", "r2")
            .style(DeploymentStyle.BLUE_GREEN)
            .creator(DeploymentCreator.ROLLBACK)
            .build();
    assertEquals(
        List.of(
            "BeforeBlockTraffic of d-1: the bundle of deployment d-1 is missing",
            "BeforeAllowTraffic of d-1: the bundle of deployment d-1 is missing"),
        List.of(
            preview(rollback).hooks().get(0).toString(),
            preview(rollback).hooks().get(7).toString()));
  }

  @Test
  @DisplayName("of a bundle that is not safe, or for an unknown instance, fails")
  void refusals() throws IOException {
    Files.createSymbolicLink(bench.bundles.resolve("r1/out"), directory);
    assertEquals(
        "the bundle is not safe: out is a link that leads out of the bundle",
        assertThrows(IOException.class, () -> preview(Bench.specification("d-1", "r1").build()))
            .getMessage());
    assertEquals(
        "instance \"i-9\" is not this agent's; it has [i-1]",
        assertThrows(
                IOException.class,
                () ->
                    bench.agent.preview(
                        "i-9",
                        Bench.specification("d-1", "r1").build(),
                        bench.bundles.resolve("r2")))
            .getMessage());
  }

  private Map<String, String> everything() throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(bench.root)) {
      for (Path path : (Iterable<Path>) all::iterator) {
        if (!path.equals(bench.root)) {
          files.put(
              bench.root.relativize(path).toString(),
              Files.isRegularFile(path) ? Files.readString(path) : "directory");
        }
      }
    }
    return files;
  }
}
