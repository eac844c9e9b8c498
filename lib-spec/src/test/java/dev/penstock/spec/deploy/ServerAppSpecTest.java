package dev.penstock.spec.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.penstock.conventions.Covers;
import dev.penstock.diagnostic.ReadResult;
import dev.penstock.revision.AclEntry;
import dev.penstock.revision.FileExistsBehavior;
import dev.penstock.revision.InstallPlan;
import dev.penstock.revision.InstallPlan.FileCopy;
import dev.penstock.revision.InstallPlan.HookScript;
import dev.penstock.revision.InstallPlan.Permission;
import dev.penstock.revision.InstallPlan.PermissionType;
import dev.penstock.revision.SecurityContext;
import dev.penstock.revision.SecurityRange;
import dev.penstock.spec.ConformanceMode;
import dev.penstock.spec.SpecSource;
import dev.penstock.spec.deploy.ServerAppSpec.OperatingSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerAppSpecTest {

  private static final String LINUX = "version: 0.0\nos: linux\n";

  @TempDir Path bundle;

  private static ServerAppSpec accepted(String text) {
    SpecSource source = new SpecSource("appspec.yml", text);
    return ServerAppSpec.read(source)
        .fold(
            ReadResult.Accepted::value,
            refused -> {
              throw new AssertionError(source.listing(refused.diagnostics()));
            });
  }

  @Test
  void aWholeFileBecomesAPlan() {
    InstallPlan plan =
        accepted(
                """
                version: 0.0
                os: linux
                file_exists_behavior: RETAIN
                files:
                  - source: /
                    destination: /srv/shop
                permissions:
                  - object: /srv/shop
                    pattern: '*.sh'
                    except: [x.sh]
                    type: [file]
                    mode: 755
                    owner: shop
                    group: web
                  - object: /srv/logs
                hooks:
                  ApplicationStart:
                    - location: start.sh
                      timeout: 60
                      runas: shop
                    - location: check.sh
                  AfterInstall:
                    - location: /init.sh
                      sudo: true
                """)
            .toInstallPlan();
    assertEquals(List.of(new FileCopy("/", "/srv/shop")), plan.files());
    assertEquals(
        List.of(
            new Permission(
                "/srv/shop",
                "*.sh",
                List.of("x.sh"),
                List.of(PermissionType.FILE),
                Optional.of("755"),
                Optional.of("shop"),
                Optional.of("web")),
            new Permission(
                "/srv/logs",
                "**",
                List.of(),
                List.of(PermissionType.FILE, PermissionType.DIRECTORY),
                Optional.empty(),
                Optional.empty(),
                Optional.empty())),
        plan.permissions());
    assertEquals(List.of("ApplicationStart", "AfterInstall"), List.copyOf(plan.hooks().keySet()));
    assertEquals(
        List.of(
            new HookScript("start.sh", Duration.ofMinutes(1), Optional.of("shop")),
            new HookScript("check.sh", Duration.ofHours(1), Optional.empty())),
        plan.hooks("ApplicationStart"));
    assertEquals(
        List.of(new HookScript("/init.sh", Duration.ofHours(1), Optional.empty(), true)),
        plan.hooks("AfterInstall"));
    assertEquals(Optional.of(FileExistsBehavior.RETAIN), plan.fileExistsBehavior());
  }

  @Test
  @Covers({"D-062", "D-063", "D-067", "D-068", "D-083", "D-084"})
  void partsOfPermissionsAndScriptsAreRead() {
    ServerAppSpec spec =
        accepted(
            """
            version: 0.0
            os: linux
            files: [{source: /, destination: /srv}]
            permissions:
              - object: '  /srv  '
                except: []
                acls: ['u:bob:rw', 'd:o:r', 'm::5', 'g:7']
                context: {name: system_u, type: etc_t, range: 's0-s3:c0.c3,c5'}
              - object: /srv
                type: []
                context: {type: etc_t}
            hooks:
              AfterInstall:
                - location: '  a b.sh '
                  runas: ' shop '
                  sudo: yes
                - location: c.sh
                  runas: ''
                  timeout: 60
            """);
    Permission first = spec.permissions().get(0);
    assertEquals("/srv", first.object());
    assertEquals("**", first.pattern());
    assertEquals(List.of(PermissionType.FILE, PermissionType.DIRECTORY), first.types());
    assertEquals(
        List.of("user:bob:rw-", "default:other::r--", "mask::r-x", "user:g:rwx"),
        first.acls().stream().map(AclEntry::text).toList());
    assertEquals(
        Optional.of(
            new SecurityContext(
                Optional.of("system_u"), "etc_t", Optional.of(SecurityRange.of("s0-s3:c0.c3,c5")))),
        first.context());
    assertEquals(List.of(), spec.permissions().get(1).types());
    assertEquals(
        Optional.of(new SecurityContext(Optional.empty(), "etc_t", Optional.empty())),
        spec.permissions().get(1).context());
    assertEquals(
        List.of(
            new HookScript("a b.sh", Duration.ofHours(1), Optional.of("shop"), true),
            new HookScript("c.sh", Duration.ofMinutes(1), Optional.empty(), false)),
        spec.hooks().get("AfterInstall"));
  }

  @Test
  @Covers("D-460")
  void theUserOfAContextIsReadFromBothKeysButByTheAgent() {
    String user = LINUX + "permissions: [{object: /a, context: {user: a, type: t}}]\n";
    String both = LINUX + "permissions: [{object: /a, context: {user: a, name: b, type: t}}]\n";
    assertEquals(Optional.of("a"), userOf(user, ConformanceMode.SERVICE));
    assertEquals(Optional.of("b"), userOf(both, ConformanceMode.SERVICE));
    assertEquals(Optional.empty(), userOf(user, ConformanceMode.AGENT));
    assertEquals(Optional.of("b"), userOf(both, ConformanceMode.AGENT));
  }

  private static Optional<String> userOf(String text, ConformanceMode mode) {
    return ServerAppSpec.read(new SpecSource("appspec.yml", text), mode)
        .orElseThrow("appspec")
        .permissions()
        .get(0)
        .context()
        .orElseThrow()
        .user();
  }

  @Test
  @Covers({"D-013", "D-015", "D-017"})
  void theLastOfEqualKeysAndTheFirstOfDocumentsCount() {
    ServerAppSpec spec =
        accepted(
            "\uFEFF"
                + LINUX
                + "hooks:\n  AfterInstall: [{location: a}]\n  AfterInstall: [{location: b}]\n"
                + "---\nversion: 7\nos: mac\n");
    assertEquals("b", spec.hooks().get("AfterInstall").get(0).location());
    assertEquals(1, spec.hooks().get("AfterInstall").size());
    assertEquals(OperatingSystem.LINUX, spec.os());
  }

  @Test
  @Covers({"D-014", "D-018", "D-019", "D-020"})
  void layoutDoesNotMatter() {
    ServerAppSpec plain = accepted(LINUX + "files:\n  - source: a\n    destination: /b\n");
    assertEquals(1, plain.files().size());
    assertEquals(
        plain, accepted(LINUX + "files:\n- source: a   \n  destination:     '/b'  # there\n"));
    assertEquals(
        plain,
        accepted(
            LINUX + "files:\n        -\n               source: a\n               destination: /b"));
    assertEquals(
        plain,
        accepted(
            "{\t\"version\":\t0.0,\n\t\"os\": \"linux\",\n\t\"files\":\t[{\"source\": \"a\","
                + " \"destination\": \"/b\"}]}"));
    assertEquals(
        plain, accepted(LINUX + "x: &files [{source: a, destination: /b}]\nfiles: *files\n"));
    assertEquals(
        plain,
        accepted((LINUX + "files:\n  - source: a\n    destination: /b\n").replace("\n", "\r\n")));
    assertEquals(
        "appspec.tab",
        ServerAppSpec.read(new SpecSource("a", LINUX + "files:\n\t- source: a\n"))
            .diagnostics()
            .get(0)
            .rule());
  }

  @Test
  @Covers("D-044")
  void sourcesNeedNotExist() {
    assertEquals(
        List.of(new FileCopy("no/such/file", "/b")),
        accepted(LINUX + "files: [{source: no/such/file, destination: /b}]").files());
  }

  @Test
  void impossibleValuesCannotBeMade() {
    Permission permission =
        new Permission(
            "/a", "**", List.of(), List.of(), Optional.of("9"), Optional.empty(), Optional.empty());
    assertEquals("mode: \"9\"; allowed: 3 or 4 octal digits", refused(permission, "LINUX"));
    assertEquals("permissions: Windows hosts take none", refused(permission, "WINDOWS"));
    assertEquals(
        "location: \" a\" is blank, or begins or ends with a blank",
        refused("AfterInstall", new HookScript(" a", Duration.ofSeconds(1), Optional.empty())));
    assertEquals(
        "timeout: PT0.5S is out of range; allowed: whole seconds, at most PT876000H",
        refused("AfterInstall", new HookScript("a", Duration.ofMillis(500), Optional.empty())));
    assertEquals(
        "hooks: \"Install\" is no event; allowed: " + String.join(", ", ServerAppSpec.events()),
        refused("Install", new HookScript("a", Duration.ofSeconds(1), Optional.empty())));
  }

  private static String refused(Permission permission, String os) {
    return assertThrows(
            IllegalArgumentException.class,
            () ->
                new ServerAppSpec(
                    OperatingSystem.valueOf(os),
                    List.of(),
                    List.of(permission),
                    Map.of(),
                    Optional.empty()))
        .getMessage();
  }

  private static String refused(String event, HookScript script) {
    return assertThrows(
            IllegalArgumentException.class,
            () ->
                new ServerAppSpec(
                    OperatingSystem.LINUX,
                    List.of(),
                    List.of(),
                    Map.of(event, List.of(script)),
                    Optional.empty()))
        .getMessage();
  }

  @Test
  @Covers({"D-001", "D-003"})
  void ymlIsFoundBeforeYaml() throws IOException {
    AppSpecReader reader = new AppSpecReader(OperatingSystem.LINUX);
    Files.writeString(bundle.resolve("appspec.yaml"), LINUX);
    Files.writeString(bundle.resolve("other.txt"), "x");
    assertEquals(List.of(), reader.read(bundle).files());
    Files.writeString(
        bundle.resolve("appspec.yml"), LINUX + "files: [{source: a, destination: /b}]\n");
    assertEquals(List.of(new FileCopy("a", "/b")), reader.read(bundle).files());
  }

  @Test
  @Covers({"D-002", "D-003"})
  void theNameThatTheDeploymentGivesIsFoundFirst() throws IOException {
    AppSpecReader reader = new AppSpecReader(OperatingSystem.LINUX, "deploy/spec.json");
    Files.writeString(
        bundle.resolve("appspec.yaml"), LINUX + "files: [{source: a, destination: /b}]\n");
    assertEquals(List.of(new FileCopy("a", "/b")), reader.read(bundle).files());
    Files.createDirectory(bundle.resolve("deploy"));
    Files.writeString(
        bundle.resolve("deploy/spec.json"),
        """
        {"version": 0.0, "os": "linux", "files": [{"source": "c", "destination": "/d"}],
         "hooks": {"AfterInstall": [{"location": "x.sh"}]}}
        """);
    assertEquals(List.of(new FileCopy("c", "/d")), reader.read(bundle).files());
    assertEquals("x.sh", reader.read(bundle).hooks("AfterInstall").get(0).location());
    assertEquals(
        List.of(new FileCopy("a", "/b")),
        new AppSpecReader(OperatingSystem.LINUX, "../" + bundle.getFileName() + "/none")
            .read(bundle)
            .files());
  }

  @Test
  @Covers("D-004")
  void theOnlyDirectoryIsLookedIntoIfItHoldsSomeAppSpec() throws IOException {
    Path inner = Files.createDirectory(bundle.resolve("shop-1.0"));
    Files.writeString(inner.resolve("spec.yml"), LINUX);
    AppSpecReader reader = new AppSpecReader(OperatingSystem.LINUX, "spec.yml");
    assertThrows(IOException.class, () -> reader.read(bundle));
    Files.writeString(inner.resolve("My-AppSpec.txt"), "");
    assertEquals(List.of(), reader.read(bundle).files());
    Files.writeString(bundle.resolve("more"), "");
    assertThrows(IOException.class, () -> reader.read(bundle));
  }

  @Test
  @Covers("D-004")
  void theOnlyDirectoryOfABundleIsLookedInto() throws IOException {
    Path inner = Files.createDirectory(bundle.resolve("shop-1.0"));
    Files.writeString(
        inner.resolve("appspec.yml"),
        LINUX
            + "files: [{source: /, destination: /b}, {source: /etc/x, destination: /c}]\n"
            + "hooks: {AfterInstall: [{location: a.sh}]}\n");
    InstallPlan plan = new AppSpecReader(OperatingSystem.LINUX).read(bundle);
    assertEquals(
        List.of(new FileCopy("shop-1.0", "/b"), new FileCopy("shop-1.0/etc/x", "/c")),
        plan.files());
    assertEquals("shop-1.0/a.sh", plan.hooks("AfterInstall").get(0).location());
  }

  @Test
  @Covers("D-030")
  void whatCannotBeReadIsExplained() throws IOException {
    AppSpecReader reader = new AppSpecReader(OperatingSystem.LINUX);
    assertEquals(
        "the bundle has no appspec; looked for appspec.yml and appspec.yaml at its root",
        assertThrows(IOException.class, () -> reader.read(bundle)).getMessage());
    Path file = bundle.resolve("appspec.yml");
    Files.writeString(file, "version: 0.0\nos: windows\n");
    assertEquals(
        "appspec.yml: os: this host is no windows host; allowed: linux",
        assertThrows(IOException.class, () -> reader.read(bundle)).getMessage());
    Files.writeString(file, "version: 1\nos: mac\n");
    assertEquals(
        """
        the appspec is faulty:
        appspec.yml:1:10: version: version 1; allowed: 0.0; write "version: 0.0", without quotes [appspec.version D-005]
        appspec.yml:2:5: os: unsupported operating system "mac"; allowed: linux, windows [appspec.os D-030]""",
        assertThrows(IOException.class, () -> reader.read(bundle)).getMessage());
  }

  @Test
  void anAppSpecThatIsALinkIsNotRead() throws IOException {
    Path elsewhere = Files.createDirectory(bundle.resolve("elsewhere"));
    Path target = Files.writeString(elsewhere.resolve("secret"), LINUX);
    Path root = Files.createDirectory(bundle.resolve("root"));
    Files.createSymbolicLink(root.resolve("appspec.yml"), target);
    assertThrows(IOException.class, () -> new AppSpecReader(OperatingSystem.LINUX).read(root));
  }

  @Test
  void everyHookOfTheServerIsKnown() {
    List<String> events =
        List.of(
            "ApplicationStop",
            "BeforeInstall",
            "AfterInstall",
            "ApplicationStart",
            "ValidateService",
            "BeforeBlockTraffic",
            "AfterBlockTraffic",
            "BeforeAllowTraffic",
            "AfterAllowTraffic");
    StringBuilder text = new StringBuilder(LINUX + "hooks:\n");
    events.forEach(event -> text.append("  " + event + ": []\n"));
    ReadResult<ServerAppSpec> result =
        ServerAppSpec.read(new SpecSource("appspec.yml", text.toString()));
    assertEquals(List.of(), result.diagnostics());
    assertEquals(events, List.copyOf(ServerAppSpec.events()));
    assertEquals(Map.of(), Map.copyOf(accepted(LINUX).hooks()));
  }
}
