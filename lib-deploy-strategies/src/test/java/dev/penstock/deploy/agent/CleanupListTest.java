package dev.penstock.deploy.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.conventions.Covers;
import dev.penstock.deploy.LifecycleEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The cleanup before an installation")
class CleanupListTest {
  @TempDir Path directory;
  private final List<String> changes = new ArrayList<>();
  private Bench bench;

  CleanupListTest() {}

  @BeforeEach
  void prepare() throws IOException {
    bench =
        new Bench(
            directory,
            agent ->
                agent.files(
                    new InstanceFiles(
                        (change, path) -> changes.add(change + " " + path.getFileName()), false)));
  }

  private Path list() {
    return bench.root.resolve(".penstock/group-production@shop/cleanup");
  }

  @Test
  @DisplayName("comes first and takes its list away, before anything is planned, copied and noted")
  @Covers("D-110")
  void order() throws IOException {
    bench.bundle("r1", "app/one", "1", "app/sub/two", "1").copies("r1", "app", "app");
    bench.bundle("r2", "app/one", "2", "app/mine", "2").copies("r2", "app", "app");
    assertTrue(bench.install("d-1", "r1").isSucceeded());
    assertTrue(bench.run("d-2", "r2", LifecycleEvent.DOWNLOAD_BUNDLE).isSucceeded());
    changes.clear();
    assertTrue(bench.run("d-2", "r2", LifecycleEvent.INSTALL).isSucceeded());
    assertEquals(
        List.of(
            "delete two",
            "delete one",
            "delete sub",
            "delete app",
            "delete cleanup",
            "append cleanup",
            "create directory app",
            "append cleanup",
            "copy mine",
            "append cleanup",
            "copy one",
            "write installed.part",
            "move installed"),
        changes);
    assertEquals("app\napp/mine\napp/one\n", Files.readString(list()));

    Files.delete(bench.root.resolve("app/one"));
    Files.writeString(list(), "app/mine\n"); // one is not ours any more
    Files.writeString(bench.root.resolve("app/one"), "theirs");
    assertFalse(bench.install("d-3", "r2").isSucceeded());
    assertFalse(Files.exists(bench.root.resolve("app/mine")), "the conflict came too late for it");
    assertFalse(Files.exists(list()));
    assertEquals("theirs", Files.readString(bench.root.resolve("app/one")));
  }

  @Test
  @DisplayName("goes backwards through what was noted: files, links, and directories left empty")
  @Covers("D-111")
  void removals() throws IOException {
    bench.bundle("r1", "app/sub/one", "1", "app/kept/two", "1").copies("r1", "app", "app");
    Files.createSymbolicLink(bench.bundles.resolve("r1/app/link"), Path.of("sub"));
    bench.bundle("r2");
    assertTrue(bench.install("d-1", "r1").isSucceeded());
    assertEquals(
        "app\napp/kept\napp/sub\napp/kept/two\napp/link\napp/sub/one\n", Files.readString(list()));
    Path app = bench.root.resolve("app");
    Files.writeString(app.resolve("kept/script-made"), "by a script");
    Files.delete(app.resolve("kept/two")); // missing by now
    Files.writeString(app.resolve("torn"), "not noted whole");
    Files.writeString(list(), Files.readString(list()) + "app/torn");
    changes.clear();
    assertTrue(bench.install("d-2", "r2").isSucceeded());
    assertEquals(
        List.of(
            "delete one",
            "delete link",
            "delete sub",
            "delete kept",
            "delete app",
            "delete cleanup"),
        changes.stream()
            .filter(change -> change.startsWith("delete"))
            .filter(change -> !change.endsWith(".part"))
            .toList());
    assertFalse(Files.exists(app.resolve("sub")));
    assertFalse(Files.isSymbolicLink(app.resolve("link")));
    assertEquals("by a script", Files.readString(app.resolve("kept/script-made")));
    assertEquals("not noted whole", Files.readString(app.resolve("torn")));
  }

  @Test
  @DisplayName("tells beforehand exactly what it takes away")
  void forecast() throws IOException {
    bench.bundle("r1", "app/sub/one", "1", "app/kept/two", "1").copies("r1", "app", "app");
    assertTrue(bench.install("d-1", "r1").isSucceeded());
    Files.writeString(bench.root.resolve("app/kept/mine"), "mine");
    Root root = Root.of(bench.root, "the root");
    CleanupList cleanup =
        CleanupList.of(InstanceHome.existing(root, "production@shop", InstanceFiles.PLAIN));
    List<String> told = cleanup.removals().stream().map(root::shown).toList();
    assertEquals(List.of("app/sub/one", "app/kept/two", "app/sub"), told);
    cleanup.run();
    for (String path : told) {
      assertFalse(Files.exists(bench.root.resolve(path)));
    }
    assertEquals("mine", Files.readString(bench.root.resolve("app/kept/mine")));
    assertEquals(List.of(), cleanup.removals());
  }

  @Test
  @DisplayName("never leaves the instance, whatever its list says")
  void outside() throws IOException {
    bench.bundle("r1");
    assertTrue(bench.install("d-1", "r1").isSucceeded());
    Path outside = Files.createDirectories(directory.resolve("outside"));
    Files.writeString(outside.resolve("x"), "");
    Files.createSymbolicLink(bench.root.resolve("door"), outside);
    for (String line : List.of("../outside/x", "/etc/passwd", "door/x", ".")) {
      Files.writeString(list(), line + "\n");
      String message = bench.run("d-1", "r1", LifecycleEvent.INSTALL).message();
      assertTrue(
          message.contains("which is not below the root of instance i-1")
              || message.contains("leads out of the root of instance i-1"),
          message);
    }
    assertTrue(Files.exists(outside.resolve("x")));
    assertThrows(
        IOException.class,
        () ->
            InstanceHome.existing(Root.of(bench.root, "the root"), "../../x", InstanceFiles.PLAIN));
  }

  @Test
  @DisplayName("leaves alone what another application's group of the same name installed")
  void ofOneApplication() throws IOException {
    bench.bundle("r1", "app/one", "1").copies("r1", "app", "app");
    bench.bundle("r2", "web/two", "2").copies("r2", "web", "web");
    assertTrue(bench.install("d-1", "r1").isSucceeded());
    bench.application = "bank";
    assertTrue(bench.install("d-2", "r2").isSucceeded());
    assertEquals("1", Files.readString(bench.root.resolve("app/one")));
    bench.bundle("r3");
    assertTrue(bench.install("d-3", "r3").isSucceeded());
    assertFalse(Files.exists(bench.root.resolve("web/two")), "its own go");
    assertTrue(Files.exists(bench.root.resolve("app/one")));
    bench.application = "production"; // as of a group that belongs to no application
    assertTrue(bench.install("d-4", "r2").isSucceeded());
    assertTrue(Files.exists(bench.root.resolve(".penstock/group-production")));
  }
}
