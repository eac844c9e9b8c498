package dev.penstock.deploy.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.conventions.Covers;
import dev.penstock.deploy.LifecycleEvent;
import dev.penstock.deploy.LifecycleResult;
import dev.penstock.revision.AclEntry;
import dev.penstock.revision.FileExistsBehavior;
import dev.penstock.revision.InstallPlan.Permission;
import dev.penstock.revision.InstallPlan.PermissionType;
import dev.penstock.revision.SecurityContext;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("An installation")
class InstallTest {
  @TempDir Path directory;
  private Bench bench;

  InstallTest() {}

  @BeforeEach
  void prepare() throws IOException {
    bench = new Bench(directory);
  }

  private void assertInstalled(LifecycleResult result) {
    assertEquals(LifecycleResult.succeeded(""), result);
  }

  @Test
  @DisplayName("copies a directory's contents and single files to where they should be")
  @Covers({"D-042", "D-043", "D-046"})
  void copies() throws IOException {
    bench.bundle(
        "r1", "lib/a.jar", "a", "lib/deep/b.jar", "b", "start.sh", "s", "lib/.hidden", "h");
    bench.copies("r1", "/lib", "/srv/shop/lib", "start.sh", "srv/shop/bin");
    assertInstalled(bench.install("d-1", "r1"));
    assertEquals(
        Map.of(
            "srv/shop/lib/a.jar", "a",
            "srv/shop/lib/deep/b.jar", "b",
            "srv/shop/lib/.hidden", "h",
            "srv/shop/bin/start.sh", "s"),
        bench.files());

    bench.bundle("r2", "appspec.yml", "version: 0.0", "a", "a");
    bench.copies("r2", "/", "slash", "\\", "backslash");
    assertInstalled(bench.install("d-2", "r2"));
    Map<String, String> whole = new TreeMap<>();
    for (String destination : List.of("slash/", "backslash/")) {
      whole.putAll(
          Map.of(
              destination + "appspec.yml", "version: 0.0",
              destination + "a", "a",
              destination + "revision", "r2"));
    }
    assertEquals(whole, bench.files());
  }

  @Test
  @DisplayName("takes away what the one before put there, and nothing else")
  void cleansUp() throws IOException {
    bench.bundle("r1", "app/one", "1", "app/sub/two", "1").copies("r1", "app", "app");
    bench.bundle("r2", "app/one", "2").copies("r2", "app", "app");
    assertInstalled(bench.install("d-1", "r1"));
    Files.writeString(bench.root.resolve("app/data"), "kept");
    assertInstalled(bench.install("d-2", "r2"));
    assertEquals(Map.of("app/one", "2", "app/data", "kept"), bench.files());
    assertFalse(Files.exists(bench.root.resolve("app/sub")));
  }

  @Test
  @DisplayName("names every file that is in the way, replaces or keeps them, as it is told")
  @Covers("D-048")
  void conflicts() throws IOException {
    bench.bundle("r1", "app/one", "1", "app/two", "1", "app/three", "1").copies("r1", "app", "app");
    Files.createDirectories(bench.root.resolve("app"));
    Files.writeString(bench.root.resolve("app/one"), "mine");
    Files.writeString(bench.root.resolve("app/two"), "mine");
    assertEquals(
        "Install: app/one exists and was not put there by the installation before; to replace or"
            + " keep it say OVERWRITE or RETAIN; app/two exists and was not put there by the"
            + " installation before; to replace or keep it say OVERWRITE or RETAIN",
        bench.install("d-1", "r1").message());
    assertEquals(Map.of("app/one", "mine", "app/two", "mine"), bench.files());

    assertInstalled(bench.install("d-2", "r1", FileExistsBehavior.RETAIN));
    assertEquals(Map.of("app/one", "mine", "app/two", "mine", "app/three", "1"), bench.files());
    assertInstalled(bench.install("d-3", "r1", FileExistsBehavior.OVERWRITE));
    assertEquals(Map.of("app/one", "1", "app/two", "1", "app/three", "1"), bench.files());
  }

  @Test
  @DisplayName("reports two sources for one place, and a file where a directory should be")
  @Covers("D-047")
  void planningConflicts() throws IOException {
    bench.bundle("r1", "a/same", "1", "b/same", "2").copies("r1", "a", "app", "b", "app");
    assertEquals(
        "Install: app/same is written twice: from a/same and from b/same",
        bench.install("d-1", "r1").message());
    bench.copies("r1", "a", "app", "b/same", "app/same");
    assertEquals(
        "Install: app/same would be both a file and a directory",
        bench.install("d-2", "r1").message());
    assertEquals(Map.of(), bench.files());
  }

  @Test
  @DisplayName("never leaves its instance, nor the bundle")
  void staysInside() throws IOException {
    bench.bundle("r1", "app/one", "1");
    Path outside = Files.createDirectories(directory.resolve("outside"));
    Files.createSymbolicLink(bench.root.resolve("door"), outside);
    Files.writeString(bench.bundles.resolve("secret"), "s");
    for (List<String> copy :
        List.of(
            List.of("app", "../outside", "leads out of the root of instance i-1"),
            List.of("app", "/door", "leads out of the root of instance i-1"),
            List.of("app", "door/deep", "leads out of the root of instance i-1"),
            List.of("../secret", "app", "leads out of the bundle"),
            List.of("app", ".penstock/group-production@shop", "keeps its notes"),
            List.of("missing", "app", "no such file or directory"))) {
      bench.copies("r1", copy.get(0), copy.get(1));
      LifecycleResult result = bench.install("d-1", "r1");
      assertTrue(result.message().contains(copy.get(2)), result.message());
    }
    assertEquals(0, outside.toFile().list().length);
    Root root = Root.of(bench.root, "the root");
    for (String text : List.of("door", "door/deep", "a/../door", "/door", "\\\\door")) {
      assertEquals(
          "the symbolic link door leads out of the root",
          assertThrows(IOException.class, () -> root.resolve(text)).getMessage());
    }

    Files.createDirectories(bench.bundles.resolve("r1/a/deep"));
    Files.createSymbolicLink(bench.bundles.resolve("r1/a/deep/link"), Path.of("../../revision"));
    bench.copies("r1", "a/deep", "x");
    assertEquals(
        "Install: a/deep to x: the symbolic link a/deep/link leads out of the root of instance i-1",
        bench.install("d-2", "r1").message());
    Files.delete(bench.bundles.resolve("r1/a/deep/link"));

    Files.createSymbolicLink(bench.bundles.resolve("r1/app/link"), outside);
    bench.copies("r1", "app", "app");
    assertEquals(
        "DownloadBundle: the bundle is not safe: app/link is a link that leads out of the bundle",
        bench.run("d-4", "r1", LifecycleEvent.DOWNLOAD_BUNDLE).message());
    Files.delete(bench.bundles.resolve("r1/app/link"));
    Files.createSymbolicLink(bench.bundles.resolve("r1/app/link"), Path.of("one"));
    assertInstalled(bench.install("d-3", "r1"));
    assertEquals(Path.of("one"), Files.readSymbolicLink(bench.root.resolve("app/link")));
  }

  @Test
  @DisplayName("can be repeated after a kill at any point")
  void isRepeatable() throws IOException {
    bench.bundle("r1", "app/one", "1", "app/two", "1").copies("r1", "app", "app");
    assertInstalled(bench.install("d-1", "r1"));
    Path list = bench.root.resolve(".penstock/group-production@shop/cleanup");
    String whole = Files.readString(list);
    assertEquals("app\napp/one\napp/two\n", whole);
    for (int kept = 0; kept <= whole.length(); kept++) {
      // Killed while the list was being written: what it does not name was not created yet.
      Files.writeString(list, whole.substring(0, kept));
      for (String line :
          whole.lines().toList().stream().sorted((a, b) -> b.compareTo(a)).toList()) {
        if (!whole.substring(0, kept).contains(line + "\n")) {
          Files.deleteIfExists(bench.root.resolve(line));
        }
      }
      assertInstalled(bench.run("d-1", "r1", LifecycleEvent.INSTALL));
      assertEquals(Map.of("app/one", "1", "app/two", "1"), bench.files());
    }
  }

  @Test
  @DisplayName("begins a download again that was cut off, and keeps a complete one")
  void downloadIsRepeatable() throws IOException {
    bench.bundle("r1", "app/one", "1").copies("r1", "app", "app");
    bench.transferFails = true;
    assertEquals(
        "DownloadBundle: connection lost",
        bench.run("d-1", "r1", LifecycleEvent.DOWNLOAD_BUNDLE).message());
    assertEquals(
        "Install: the bundle of deployment d-1 is missing",
        bench.run("d-1", "r1", LifecycleEvent.INSTALL).message());
    bench.transferFails = false;
    assertInstalled(bench.install("d-1", "r1"));
    assertInstalled(bench.install("d-1", "r1"));
    assertEquals(2, bench.transfers);
  }

  @Test
  @DisplayName("keeps the bundles of five deployments, and always the one installed last")
  void retiresBundles() throws IOException {
    bench.bundle("r1", "app/one", "1").copies("r1", "app", "app");
    assertInstalled(bench.install("d-0", "r1"));
    Path deployments = bench.root.resolve(".penstock/group-production@shop/deployments");
    for (int i = 1; i <= 6; i++) {
      assertInstalled(bench.run("d-" + i, "r1", LifecycleEvent.DOWNLOAD_BUNDLE));
      Files.setLastModifiedTime(
          deployments.resolve("deployment-d-" + i),
          java.nio.file.attribute.FileTime.fromMillis(i * 1000L));
    }
    try (var left = Files.list(deployments)) {
      assertEquals(
          List.of(
              "deployment-d-0",
              "deployment-d-3",
              "deployment-d-4",
              "deployment-d-5",
              "deployment-d-6"),
          left.map(path -> path.getFileName().toString()).sorted().toList());
    }
  }

  @Test
  @DisplayName("sets permissions on what it copied, never on what was there")
  @Covers({"D-071", "D-072", "D-073"})
  void permissions() throws IOException {
    bench
        .bundle("r1", "app/run.sh", "1", "app/no.sh", "1", "app/deep/run.sh", "1")
        .copies("r1", "app", "app")
        .permits(
            "r1",
            permission("app", "*.sh", List.of("no*"), PermissionType.FILE, "750"),
            permission("app", "**", List.of(), PermissionType.DIRECTORY, "700"));
    Files.createDirectories(bench.root.resolve("app"));
    String before = mode("app");
    String plain = mode("");
    assertInstalled(bench.install("d-1", "r1"));
    assertEquals("rwxr-x---", mode("app/run.sh"));
    assertFalse(mode("app/no.sh").contains("x"));
    assertFalse(mode("app/deep/run.sh").contains("x"));
    assertEquals("rwx------", mode("app/deep"));
    assertEquals(before, mode("app"));
    assertEquals(plain, mode(""));

    bench.permits(
        "r1",
        permission("app", "**", List.of(), PermissionType.FILE, "750"),
        permission("app/run.sh", "**", List.of(), PermissionType.FILE, "700"));
    assertEquals(
        "Install: app/run.sh: two permissions are about it", bench.install("d-2", "r1").message());
    bench.permits("r1", permission("app", "**", List.of(), PermissionType.FILE, "4755"));
    assertEquals(
        "Install: mode: \"4755\" cannot be set; allowed: up to 3 octal digits, such as 644",
        bench.install("d-3", "r1").message());
  }

  @Test
  @DisplayName("misses a source only when it copies")
  @Covers("D-044")
  void missingSource() throws IOException {
    bench.bundle("r1", "app/one", "1").copies("r1", "gone", "app");
    assertEquals(
        "Install: gone to app: the bundle has no such file or directory",
        bench.install("d-1", "r1").message());
  }

  @Test
  @DisplayName("fails for owners and groups that the host does not know")
  @Covers("D-064")
  void unknownNames() throws IOException {
    bench.bundle("r1", "app/one", "1").copies("r1", "app", "app");
    bench.permits("r1", owned(Optional.of("no-such-user-here"), Optional.empty()));
    String message = bench.install("d-1", "r1").message();
    assertTrue(message.startsWith("Install: app/one: owner or group cannot be set: "), message);
    bench.permits("r1", owned(Optional.empty(), Optional.of("no-such-group-here")));
    message = bench.install("d-2", "r1").message();
    assertTrue(message.startsWith("Install: app/one: owner or group cannot be set: "), message);
  }

  @Test
  @DisplayName("sets the group and the owner that the host knows by their names")
  @Covers("D-064")
  void knownNames() throws IOException {
    Path file = Files.writeString(directory.resolve("one"), "1");
    PosixFileAttributes mine = Files.readAttributes(file, PosixFileAttributes.class);
    List<String> calls = new ArrayList<>();
    PosixFileAttributeView view =
        (PosixFileAttributeView)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {PosixFileAttributeView.class},
                (proxy, method, arguments) -> {
                  calls.add(method.getName() + " " + arguments[0]);
                  return null;
                });
    Optional<String> owner = Optional.of(mine.owner().getName());
    Optional<String> group = Optional.of(mine.group().getName());
    Root root = Root.of(directory, "the instance");
    new PermissionPlan.Change(file, owned(owner, group)).setOwnership(view, root);
    new PermissionPlan.Change(file, owned(owner, Optional.empty())).setOwnership(view, root);
    new PermissionPlan.Change(file, owned(Optional.empty(), group)).setOwnership(view, root);
    String setGroup = "setGroup " + mine.group();
    String setOwner = "setOwner " + mine.owner();
    assertEquals(List.of(setGroup, setOwner, setOwner, setGroup), calls);
  }

  private static Permission owned(Optional<String> owner, Optional<String> group) {
    return new Permission(
        "app", "**", List.of(), List.of(PermissionType.FILE), Optional.empty(), owner, group);
  }

  @Test
  @DisplayName("cannot bring back what a later one replaced and took away")
  @Covers("D-114")
  void retainedFilesAreLost() throws IOException {
    bench.bundle("r1", "app/one", "1").copies("r1", "app", "app");
    bench.bundle("r2", "app/one", "2").copies("r2", "app", "app");
    Files.createDirectories(bench.root.resolve("app"));
    Files.writeString(bench.root.resolve("app/one"), "mine");
    assertInstalled(bench.install("d-1", "r1", FileExistsBehavior.RETAIN));
    assertEquals(Map.of("app/one", "mine"), bench.files());
    assertInstalled(bench.install("d-2", "r2", FileExistsBehavior.OVERWRITE));
    assertInstalled(bench.install("d-3", "r1", FileExistsBehavior.RETAIN));
    assertEquals(Map.of("app/one", "1"), bench.files());
  }

  @Test
  @DisplayName("refuses access control lists and SELinux contexts, and names whose they are")
  void foreignPermissions() throws IOException {
    bench.bundle("r1", "app/run.sh", "1").copies("r1", "app", "app");
    Permission plain = permission("app", "**", List.of(), PermissionType.FILE, "750");
    List<AclEntry> acls = List.of(AclEntry.of("bob:rw"));
    Optional<SecurityContext> context =
        Optional.of(new SecurityContext(Optional.empty(), "etc_t", Optional.empty()));
    String refusal =
        "Install: app: this agent sets no access control lists and no SELinux contexts; set them in"
            + " a hook, or build the agent with an AccessControl";
    bench.permits("r1", with(plain, acls, Optional.empty()));
    assertEquals(refusal, bench.install("d-1", "r1").message());
    bench.permits("r1", with(plain, List.of(), context));
    assertEquals(refusal, bench.install("d-2", "r1").message());
    assertEquals(Map.of(), bench.files());
  }

  private static Permission with(
      Permission plain, List<AclEntry> acls, Optional<SecurityContext> context) {
    return new Permission(
        plain.object(),
        plain.pattern(),
        plain.except(),
        plain.types(),
        plain.mode(),
        plain.owner(),
        plain.group(),
        acls,
        context);
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

  private String mode(String path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(bench.root.resolve(path)));
  }
}
