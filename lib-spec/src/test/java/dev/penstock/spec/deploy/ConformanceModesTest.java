package dev.penstock.spec.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.penstock.conventions.Covers;
import dev.penstock.diagnostic.Severity;
import dev.penstock.spec.ConformanceMode;
import dev.penstock.spec.SpecSource;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A mode")
class ConformanceModesTest {

  private static final String LINUX = "version: 0.0\nos: linux\n";
  private static final String FILES = LINUX + "files: [{source: /, destination: /srv}]\n";

  /** The three modes' verdicts, in the order of their names: a for accepted, r for refused. */
  private static String verdicts(String text) {
    StringBuilder verdicts = new StringBuilder();
    for (ConformanceMode mode : ConformanceMode.values()) {
      String verdict =
          AppSpec.read(new SpecSource("appspec.yml", text), mode)
              .fold(accepted -> "a", refused -> "r");
      verdicts.append(verdict);
    }
    return verdicts.toString();
  }

  @Test
  @DisplayName("makes a difference for these rules, and for no others")
  void differences() {
    assertEquals(
        List.of(
            "appspec.aliases D-014: warning, error, error",
            "appspec.date D-014: warning, error, error",
            "appspec.byte-order-mark D-017: warning, error, error",
            "appspec.json D-001: info, nothing, error",
            "appspec.version-spelling D-006: info, nothing, error",
            "appspec.no-files D-468: nothing, nothing, error",
            "appspec.number-as-path D-041: warning, warning, error",
            "appspec.outside-bundle D-042: warning, warning, error",
            "appspec.relative-destination D-045: warning, warning, error",
            "appspec.octal-mode D-066: warning, warning, error",
            "appspec.unknown-event D-082: warning, warning, error",
            "appspec.reserved-event D-082: warning, warning, error",
            "appspec.timeout-reading D-084: warning, warning, error",
            "appspec.event-time D-085: warning, warning, error",
            "appspec.undocumented-version D-007: warning, warning, error",
            "appspec.key-case D-471: warning, warning, error",
            "appspec.placeholder : info, info, warning",
            "appspec.task-definition D-140: warning, warning, error",
            "appspec.quoted-port D-142: info, info, warning",
            "appspec.hook-shape D-131: warning, warning, error",
            "appspec.repeated-hook D-132: warning, warning, error"),
        Arrays.stream(DeployRule.values())
            .filter(ConformanceModesTest::differs)
            .map(rule -> rule.id() + " " + rule.reference() + ": " + severities(rule))
            .toList());
  }

  private static boolean differs(DeployRule rule) {
    return Arrays.stream(ConformanceMode.values()).map(rule::in).distinct().count() > 1;
  }

  private static String severities(DeployRule rule) {
    return String.join(
        ", ",
        Arrays.stream(ConformanceMode.values())
            .map(mode -> rule.in(mode).map(Severity::name).orElse("nothing"))
            .map(name -> name.toLowerCase(Locale.ROOT))
            .toList());
  }

  @ParameterizedTest
  @CsvSource({
    "0.0, aaa",
    "0, aar",
    "0.00, aar",
    "-0.0, aar",
    "1, rrr",
    "'\"0.0\"', rrr",
    "'', rrr"
  })
  @Covers({"D-005", "D-006", "D-464"})
  void judgesVersions(String version, String verdicts) {
    assertEquals(verdicts, verdicts(FILES.replaceFirst("0\\.0", version)));
  }

  @Test
  @Covers({"D-067", "D-082", "D-085", "D-467", "D-468"})
  void judgesWhatOnlySomeToolsRefuse() {
    assertEquals("aaa", verdicts(FILES));
    assertEquals("aar", verdicts(LINUX));
    assertEquals("aar", verdicts(LINUX + "files: []\n"));
    assertEquals("aar", verdicts(FILES + "hooks: {Nonsense: [{location: a}]}\n"));
    assertEquals("aar", verdicts(FILES + "hooks: {Install: [{location: a}]}\n"));
    assertEquals(
        "aar", verdicts(FILES + "hooks: {AfterInstall: [{location: a, timeout: 3601}]}\n"));
    assertEquals(
        "aaa", verdicts(FILES + "hooks: {AfterInstall: [{location: a, timeout: 3600}]}\n"));
    assertEquals(
        "aaa", verdicts(FILES + "hooks: {AfterInstall: [{location: a}, {location: b}]}\n"));
    assertEquals("aar", verdicts(FILES + "permissions: [{object: /srv, mode: 0644}]\n"));
    assertEquals("rrr", verdicts(FILES + "permissions: [{object: /srv, acls: ['o:r']}]\n"));
  }

  @Test
  @Covers({"D-001", "D-014", "D-017"})
  void judgesWhatNewerAgentsRefuse() {
    assertEquals("arr", verdicts("\uFEFF" + FILES));
    assertEquals("arr", verdicts(FILES + "x: &a 1\n"));
    assertEquals("arr", verdicts(FILES + "x: 2020-01-01\n"));
    assertEquals(
        "aar",
        verdicts(
            "{\"version\": 0.0, \"os\": \"linux\","
                + " \"files\": [{\"source\": \"/\", \"destination\": \"/srv\"}]}"));
  }

  @Test
  @DisplayName("of the agent stops at the first error, in the order in which the agent looks")
  @Covers("D-009")
  void order() {
    String all =
        """
        file_exists_behavior: sometimes
        permissions: [{mode: 999}]
        files: [{destination: /srv}, {destination: /srv}]
        hooks: {AfterInstall: [{timeout: 60}]}
        os: mac
        version: 7
        """;
    assertEquals(List.of("appspec.version"), errors(all, ConformanceMode.AGENT));
    all = all.replace("version: 7", "version: 0.0");
    assertEquals(List.of("appspec.os"), errors(all, ConformanceMode.AGENT));
    all = all.replace("os: mac", "os: linux");
    assertEquals(List.of("appspec.missing-location"), errors(all, ConformanceMode.AGENT));
    assertEquals(
        List.of(
            "appspec.file-exists-behavior",
            "appspec.missing-object",
            "appspec.mode",
            "appspec.missing-source",
            "appspec.missing-source",
            "appspec.missing-location"),
        errors(all, ConformanceMode.SERVICE));
    all = all.replaceAll("(?m)^hooks.*\n", "");
    assertEquals(List.of("appspec.missing-source"), errors(all, ConformanceMode.AGENT));
    all = all.replaceAll("(?m)^files.*\n", "");
    assertEquals(List.of("appspec.missing-object"), errors(all, ConformanceMode.AGENT));
    all = all.replaceAll("(?m)^permissions.*\n", "");
    assertEquals(List.of("appspec.file-exists-behavior"), errors(all, ConformanceMode.AGENT));
    assertEquals(List.of("appspec.empty"), errors("", ConformanceMode.AGENT));
  }

  private static List<String> errors(String text, ConformanceMode mode) {
    return AppSpec.read(new SpecSource("appspec.yml", text), mode).diagnostics().stream()
        .filter(each -> each.severity() == Severity.ERROR)
        .map(each -> each.rule())
        .toList();
  }
}
