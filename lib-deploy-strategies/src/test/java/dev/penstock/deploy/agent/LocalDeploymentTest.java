package dev.penstock.deploy.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.archive.ZipArchive;
import dev.penstock.conventions.Covers;
import dev.penstock.deploy.LifecycleErrorCode;
import dev.penstock.diagnostic.InvalidDefinitionException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A local run of a bundle")
class LocalDeploymentTest {
  private static final String SHELL = "#!/bin/sh\n";
  private static final List<String> ALL =
      List.of(
          "BeforeBlockTraffic",
          "AfterBlockTraffic",
          "ApplicationStop",
          "DownloadBundle",
          "BeforeInstall",
          "Install",
          "AfterInstall",
          "ApplicationStart",
          "ValidateService",
          "BeforeAllowTraffic",
          "AfterAllowTraffic");

  @TempDir Path directory;
  private Bench bench;

  LocalDeploymentTest() {}

  @BeforeEach
  void prepare() throws IOException {
    bench = new Bench(directory);
    bench
        .bundle("r1", "app/one", "1", "say.sh", SHELL + "echo $LIFECYCLE_EVENT >> said\n")
        .copies("r1", "app", "app");
  }

  private LocalDeploymentBuilder local() {
    return LocalDeployment.builder(bench.agent, "i-1", bench.bundles.resolve("r1"));
  }

  private static LocalDeployment.Result run(LocalDeploymentBuilder builder) {
    return builder.build().run().toCompletableFuture().join();
  }

  private String refusal(LocalDeploymentBuilder builder) {
    CompletionException failure =
        assertThrows(
            CompletionException.class, () -> builder.build().run().toCompletableFuture().join());
    return String.valueOf(failure.getCause().getMessage());
  }

  private static List<String> names(LocalDeployment.Result result) {
    return result.events().stream().map(LocalDeployment.EventResult::event).toList();
  }

  @Test
  @DisplayName(
      "goes through eleven events in order, or through those that it is told, custom ones too")
  @Covers("D-190")
  void order() throws IOException {
    for (String event : ALL) {
      if (!LocalEvents.isOwnWork(event)) {
        bench.hook("r1", event, "say.sh");
      }
    }
    assertEquals(ALL, local().build().events());
    LocalDeployment.Result result = run(local());
    assertTrue(result.isSucceeded(), result::toString);
    assertEquals(ALL, names(result));
    // Old revisions there are none, so the first three do nothing.
    assertEquals(
        """
        BeforeInstall
        AfterInstall
        ApplicationStart
        ValidateService
        BeforeAllowTraffic
        AfterAllowTraffic
        """,
        Files.readString(bench.root.resolve("said")));
    bench.hook("r1", "Smoke", "say.sh");
    List<String> told = List.of("DownloadBundle", "Install", "Smoke", "ApplicationStart");
    result = run(local().events(told.toArray(String[]::new)));
    assertTrue(result.isSucceeded(), result::toString);
    assertEquals(told, names(result));
    assertTrue(
        Files.readString(bench.root.resolve("said")).endsWith("\nSmoke\nApplicationStart\n"));
  }

  @Test
  @DisplayName("always downloads and installs, in this order and before what needs it")
  @Covers("D-191")
  void required() {
    assertEquals(
        List.of("DownloadBundle", "Install", "AfterInstall"),
        local().events("AfterInstall").build().events());
    assertEquals(List.of("DownloadBundle", "Install"), local().events().build().events());
    assertEquals(
        List.of("DownloadBundle", "BeforeInstall", "Install"),
        local().events("BeforeInstall", "Install").build().events());
    assertEquals(
        List.of("ApplicationStop", "DownloadBundle", "Install", "BeforeInstall"),
        local().events("ApplicationStop", "DownloadBundle", "BeforeInstall").build().events());
    String beforeDownload =
        "; allowed there: BeforeBlockTraffic, AfterBlockTraffic, ApplicationStop";
    for (String late :
        List.of(
            "Install",
            "AfterInstall",
            "ApplicationStart",
            "ValidateService",
            "BeforeAllowTraffic",
            "AfterAllowTraffic")) {
      assertEquals(
          List.of(late + " stands before DownloadBundle" + beforeDownload),
          faults(late, "DownloadBundle"));
      if (!late.equals("Install")) {
        assertEquals(
            List.of(
                late
                    + " stands before Install"
                    + beforeDownload
                    + ", DownloadBundle, BeforeInstall"),
            faults(late, "Install"));
      }
    }
    assertEquals(
        List.of(
            "AfterInstall stands before DownloadBundle" + beforeDownload,
            "AfterInstall stands before Install"
                + beforeDownload
                + ", DownloadBundle, BeforeInstall"),
        faults("AfterInstall", "DownloadBundle", "Install"));
    for (String anywhere :
        List.of(
            "BeforeBlockTraffic",
            "AfterBlockTraffic",
            "ApplicationStop",
            "BeforeInstall",
            "Smoke")) {
      assertEquals(
          List.of(anywhere, "DownloadBundle", "Install"),
          local().events(anywhere, "DownloadBundle", "Install").build().events());
    }
    assertEquals(List.of("Smoke stands twice"), faults("Smoke", "Smoke"));
  }

  private List<String> faults(String... events) {
    return assertThrows(InvalidDefinitionException.class, () -> local().events(events).build())
        .diagnostics()
        .stream()
        .map(each -> each.found())
        .toList();
  }

  @Test
  @DisplayName("fits the bundle's hooks, and names what does not")
  @Covers("D-192")
  void mismatches() throws IOException {
    bench.hook("r1", "Smoke", "say.sh").hook("r1", "Chaos", "say.sh");
    String known = String.join(", ", ALL);
    assertEquals(
        "the bundle has hooks for Chaos, Smoke, which are not among the events of this run;"
            + " allowed: "
            + known,
        refusal(local()));
    assertEquals(
        "the bundle has hooks for Chaos, which are not among the events of this run; allowed: "
            + known
            + ", Smoke",
        refusal(local().events("Smoke", "DownloadBundle")));
    assertEquals(
        "the run asks for Load, Race, for which the bundle has no hooks; it has Chaos, Smoke",
        refusal(local().events("Smoke", "Chaos", "Load", "Race", "AfterInstall")));
    assertEquals(Map.of(), bench.files());
    assertTrue(run(local().events("Smoke", "Chaos", "ValidateService")).isSucceeded());
  }

  @Test
  @DisplayName("ends at the first failure, has its own id, and keeps state for the group's id")
  @Covers("D-193")
  void state() throws IOException {
    bench
        .bundle(
            "r2", "app/two", "2", "bad.sh", SHELL + "exit 1\n", "say.sh", SHELL + "touch said\n")
        .copies("r2", "app", "app")
        .hook("r2", "AfterInstall", "bad.sh", "say.sh")
        .hook("r2", "ApplicationStart", "say.sh");
    LocalDeployment.Result first = run(local());
    LocalDeployment.Result second =
        run(LocalDeployment.builder(bench.agent, "i-1", bench.bundles.resolve("r2")));
    assertEquals("local-1", first.deployment().text());
    assertEquals("local-2", second.deployment().text());
    assertFalse(second.isSucceeded());
    assertEquals(ALL.subList(0, 7), names(second));
    assertEquals(LifecycleErrorCode.SCRIPT_FAILED, second.events().get(6).result().code());
    assertFalse(Files.exists(bench.root.resolve("said")));
    assertEquals(Map.of("app/two", "2"), bench.files(), "the first run was cleaned up");

    LocalDeployment.Result other = run(local().groupId("g-2"));
    assertTrue(other.isSucceeded(), other::toString);
    assertEquals(Map.of("app/one", "1", "app/two", "2"), bench.files(), "another group's files");
    try (Stream<Path> groups = Files.list(bench.root.resolve(".penstock"))) {
      assertEquals(
          List.of("group-g-2", "group-local"),
          groups.map(path -> path.getFileName().toString()).sorted().toList());
    }
  }

  @Test
  @DisplayName("takes archives too, and leaves nothing unpacked but the bundle")
  void archives() throws Exception {
    Path zip = directory.resolve("bundle.zip");
    try (OutputStream out = Files.newOutputStream(zip)) {
      ZipArchive.pack(bench.bundles.resolve("r1"), out);
    }
    Path tgz = directory.resolve("bundle.tgz");
    assertEquals(
        0,
        new ProcessBuilder(
                "tar",
                "-czf",
                tgz.toString(),
                "-C",
                zip.resolveSibling("bundles/r1").toString(),
                ".")
            .inheritIO()
            .start()
            .waitFor());
    for (Path archive : List.of(zip, tgz)) {
      LocalDeployment.Result result =
          run(
              LocalDeployment.builder(bench.agent, "i-1", archive)
                  .application("shop")
                  .group("dev")
                  .appSpec("appspec.yml"));
      assertTrue(result.isSucceeded(), result::toString);
      assertEquals(Map.of("app/one", "1"), bench.files());
    }
    try (Stream<Path> left = Files.list(bench.root.resolve(".penstock/group-local"))) {
      assertFalse(left.anyMatch(path -> path.toString().endsWith(".unpacked")));
    }
    assertTrue(
        refusal(
                LocalDeployment.builder(
                    bench.agent, "i-1", Files.writeString(directory.resolve("x"), "no archive")))
            .startsWith("archive: damaged: "));
    assertTrue(refusal(LocalDeployment.builder(bench.agent, "i-9", zip)).contains("i-9"));
  }
}
