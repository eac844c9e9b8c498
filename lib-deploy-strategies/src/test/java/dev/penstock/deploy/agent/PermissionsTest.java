package dev.penstock.deploy.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.conventions.Covers;
import dev.penstock.revision.AclEntry;
import dev.penstock.revision.InstallPlan.Permission;
import dev.penstock.revision.InstallPlan.PermissionType;
import dev.penstock.revision.SecurityContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The permissions of an install plan")
class PermissionsTest {
  @TempDir Path directory;
  private final List<String> calls = new ArrayList<>();
  private final List<String> changes = new ArrayList<>();
  private Bench bench;
  private int installations;

  PermissionsTest() {}

  @BeforeEach
  void prepare() throws IOException {
    AccessControl recording =
        new AccessControl() {
          @Override
          public void setAcl(Path path, List<String> entries) {
            calls.add(path.getFileName() + ": " + String.join(" ", entries));
          }

          @Override
          public void setContext(Path path, SecurityContext context) {
            calls.add(path.getFileName() + ": " + context.type());
          }
        };
    bench =
        new Bench(
            directory,
            agent ->
                agent
                    .accessControl(recording)
                    .files(
                        new InstanceFiles(
                            (change, path) -> {
                              if (change.startsWith("set ")) {
                                changes.add(change + " " + path.getFileName());
                              }
                            },
                            false)));
    bench
        .bundle("r1", "app/one", "1", "app/two", "1", "app/deep/three", "1")
        .copies("r1", "app", "app");
  }

  private String install(Permission... permissions) {
    bench.permits("r1", permissions);
    return bench.install("d-" + ++installations, "r1").message();
  }

  private static Permission permission(
      String object,
      String pattern,
      List<String> except,
      List<PermissionType> types,
      Optional<String> mode,
      String... acls) {
    return new Permission(
        object,
        pattern,
        except,
        types,
        mode,
        Optional.empty(),
        Optional.empty(),
        Stream.of(acls).map(AclEntry::of).toList(),
        Optional.empty());
  }

  private static Permission file(String mode, String... acls) {
    return permission(
        "app/one", "**", List.of(), List.of(PermissionType.FILE), Optional.of(mode), acls);
  }

  private String mode(String path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(bench.root.resolve(path)));
  }

  @Test
  @DisplayName("reach a copied file or what is below a directory, and nothing else")
  @Covers("D-070")
  void selection() throws IOException {
    assertEquals("", install(file("600")));
    assertEquals("rw-------", mode("app/one"));
    assertFalse(mode("app/two").equals("rw-------"), "only the object");
    assertEquals(
        "",
        install(
            permission(
                "app/one",
                "**",
                List.of(),
                List.of(PermissionType.DIRECTORY),
                Optional.of("600"))));
    assertFalse(mode("app/one").equals("rw-------"), "files are not meant");
    assertEquals(
        "Install: app/one is a file, so its permission has no pattern and no except",
        install(
            permission(
                "app/one", "*", List.of(), List.of(PermissionType.FILE), Optional.of("600"))));
    assertEquals(
        "Install: app/one is a file, so its permission has no pattern and no except",
        install(
            permission(
                "app/one", "**", List.of("x"), List.of(PermissionType.FILE), Optional.of("600"))));
    assertEquals(
        "Install: app/one is a file, which has no default entries",
        install(file("600", "d:u:bob:rw")));
    assertEquals("", install(both("app", "700")));
    assertEquals("rwx------", mode("app/one"));
    assertEquals("rwx------", mode("app/deep"));
    assertEquals("rwx------", mode("app/deep/three"));
    assertFalse(mode("app").equals("rwx------"), "never the object itself");
    Files.createDirectories(bench.root.resolve("old"));
    Files.writeString(bench.root.resolve("old/file"), "");
    String before = mode("old/file");
    changes.clear();
    for (String nothing : List.of("old/file", "missing", "old")) {
      assertEquals("", install(both(nothing, "700")));
    }
    assertEquals(List.of(), changes);
    assertEquals(before, mode("old/file"));
  }

  private static Permission both(String object, String mode) {
    return permission(
        object,
        "**",
        List.of(),
        List.of(PermissionType.FILE, PermissionType.DIRECTORY),
        Optional.of(mode));
  }

  @Test
  @DisplayName(
      "are set in the order mode, list, context, ownership; lists are replaced by whole ones")
  @Covers("D-074")
  void order() throws IOException {
    String group = Files.readAttributes(bench.root, PosixFileAttributes.class).group().getName();
    Permission all =
        new Permission(
            "app/one",
            "**",
            List.of(),
            List.of(PermissionType.FILE),
            Optional.of("640"),
            Optional.empty(),
            Optional.of(group),
            List.of(AclEntry.of("u:bob:rwx")),
            Optional.of(new SecurityContext(Optional.empty(), "etc_t", Optional.empty())));
    assertEquals("", install(all));
    assertEquals(
        List.of("set mode one", "set list one", "set context one", "set ownership one"), changes);
    assertEquals(
        List.of("one: user::rw- group::r-- other::--- user:bob:rwx mask::rwx", "one: etc_t"),
        calls);
  }

  @Test
  @DisplayName("complete access control lists by base entries, masks and default base entries")
  void lists() throws IOException {
    assertEquals("user::rw- group::r-- other::--- mask::r--", list("640", "m::r"));
    assertEquals("user::rwx group::r-x other::--x group:ops:r-- mask::r-x", list("751", "g:ops:r"));
    assertEquals(
        "user::rw- group::--- other::--- user:bob:r-- mask::rw-",
        list("600", "u:bob:r", "m::rw"),
        "a mask that is there stays");
    assertEquals(
        "user::rwx group::r-x other::--- default:user::rwx default:group::r-x default:other::---"
            + " default:user:bob:-w- default:mask::rwx",
        list("750", "d:u:bob:w"));
    assertEquals(
        "user::rwx group::r-x other::--- default:group::r-x default:other::--- default:user::rw-",
        list("750", "d:u::rw"));
    assertEquals(
        "user::rwx group::r-x other::--- default:user::rwx default:other::--- default:group::-w-"
            + " default:user:bob:r-- default:mask::rw-",
        list("750", "d:g::w", "d:u:bob:r"));
  }

  private static String list(String mode, String... acls) {
    StringBuilder symbols = new StringBuilder();
    for (int i = 0; i < mode.length(); i++) {
      int bits = mode.charAt(i) - '0';
      symbols.append((bits & 4) != 0 ? 'r' : '-');
      symbols.append((bits & 2) != 0 ? 'w' : '-');
      symbols.append((bits & 1) != 0 ? 'x' : '-');
    }
    return String.join(
        " ",
        CompleteAcl.of(
            Stream.of(acls).map(AclEntry::of).toList(),
            PosixFilePermissions.fromString(symbols.toString())));
  }

  @Test
  @DisplayName("of links are left alone")
  void links() throws IOException {
    Files.createSymbolicLink(bench.bundles.resolve("r1/app/link"), Path.of("one"));
    assertEquals("", install(both("app", "700")));
    assertTrue(Files.isSymbolicLink(bench.root.resolve("app/link")));
    assertFalse(changes.contains("set mode link"), changes::toString);
  }
}
