package dev.penstock.spec.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.conventions.Covers;
import dev.penstock.diagnostic.ReadResult;
import dev.penstock.revision.FileExistsBehavior;
import dev.penstock.revision.InstallPlan;
import dev.penstock.revision.InstallPlan.FileCopy;
import dev.penstock.revision.InstallPlan.HookScript;
import dev.penstock.revision.InstallPlan.Permission;
import dev.penstock.revision.InstallPlan.PermissionType;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
    assertEquals(Optional.of("root"), plan.hooks("AfterInstall").get(0).runAs());
    assertEquals(Optional.of(FileExistsBehavior.RETAIN), plan.fileExistsBehavior());
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0", "0.00", ".0", "-0.0", "0"})
  @Covers("D-005")
  void theVersionIsZero(String version) {
    assertEquals(OperatingSystem.LINUX, accepted("version: " + version + "\nos: linux\n").os());
  }

  @ParameterizedTest
  @ValueSource(strings = {"'0.0'", "0e0", "false", "1", "1.0", "1.0.0", "0.0.0", ".", "~"})
  @Covers("D-005")
  void otherVersionsAreRefused(String version) {
    ReadResult<ServerAppSpec> result =
        ServerAppSpec.read(new SpecSource("a", "version: " + version + "\nos: linux\n"));
    assertEquals("appspec.version", result.diagnostics().get(0).rule());
    assertTrue(result instanceof ReadResult.Refused);
  }

  @ParameterizedTest
  @CsvSource({
    "644,644",
    "4755,4755",
    "'\"0644\"',0644",
    "7,007",
    "77,077",
    "0644,0644",
    "04755,4755",
    "0,000"
  })
  @Covers({"D-065", "D-066"})
  void modesAreKeptInOctalDigits(String written, String mode) {
    ServerAppSpec spec = accepted(LINUX + "permissions: [{object: /a, mode: " + written + "}]\n");
    assertEquals(Optional.of(mode), spec.permissions().get(0).mode());
  }

  @ParameterizedTest
  @CsvSource({"'\"300\"',300", "300s,300", "1.9,1", "~,3600", "false,3600", "7200,7200"})
  @Covers("D-084")
  void timeoutsAreTakenFromTheNumberInFront(String written, long seconds) {
    ServerAppSpec spec =
        accepted(LINUX + "hooks: {AfterInstall: [{location: a.sh, timeout: " + written + "}]}\n");
    assertEquals(
        List.of(Duration.ofSeconds(seconds)),
        spec.hooks().values().stream().flatMap(List::stream).map(HookScript::timeout).toList());
  }

  @Test
  @Covers("D-086")
  void aQuotedFalseIsTrue() {
    ServerAppSpec spec =
        accepted(
            LINUX
                + "hooks: {AfterInstall: [{location: a, sudo: 'false'}, {location: b, sudo: no}]}\n");
    assertEquals(
        List.of(Optional.of("root"), Optional.empty()),
        spec.toInstallPlan().hooks("AfterInstall").stream().map(HookScript::runAs).toList());
  }

  @Test
  @Covers("D-003")
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
        appspec.yml:1:10: version: version 1; allowed: 0.0; write "version: 0.0", without quotes [appspec.version]
        appspec.yml:2:5: os: unsupported operating system "mac"; allowed: linux, windows [appspec.os]""",
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
    assertEquals(Map.of(), Map.copyOf(accepted(LINUX).hooks()));
  }
}
