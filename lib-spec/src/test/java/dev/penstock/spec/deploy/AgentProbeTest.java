package dev.penstock.spec.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.penstock.conventions.Covers;
import dev.penstock.diagnostic.Diagnostic;
import dev.penstock.diagnostic.ReadResult;
import dev.penstock.diagnostic.Severity;
import dev.penstock.revision.InstallPlan.HookScript;
import dev.penstock.spec.ConformanceMode;
import dev.penstock.spec.SpecSource;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the agent of a Linux host does with small inputs. */
@DisplayName("The agent")
class AgentProbeTest {

  private static final String LINUX = "version: 0.0\nos: linux\n";
  private static final String PERMISSION = LINUX + "permissions: [{object: /a, %s}]\n";

  private static ReadResult<ServerAppSpec> read(String text) {
    return ServerAppSpec.read(new SpecSource("appspec.yml", text), ConformanceMode.AGENT);
  }

  /** Nothing if it is accepted, else the one error's rule. */
  private static String error(String text) {
    return read(text).diagnostics().stream()
        .filter(each -> each.severity() == Severity.ERROR)
        .map(Diagnostic::rule)
        .collect(Collectors.joining(" "));
  }

  private static ServerAppSpec accepted(String text) {
    return read(text).orElseThrow("appspec");
  }

  private static String lines(String inline) {
    return inline.replace("|", "\n");
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "ok",
      value = {
        "0.0, ok",
        "0, ok",
        "0.00, ok",
        "-0.0, ok",
        ".0, ok",
        "+0.0, ok",
        "0., ok",
        "'\"0.0\"', appspec.version",
        "0e0, appspec.version",
        "false, appspec.version",
        "1, appspec.version",
        "1.0, appspec.version",
        "1.0.0, appspec.version",
        ".,  appspec.version",
        "~, appspec.version",
        "[0.0], appspec.version"
      })
  @Covers({"D-005", "D-464"})
  void version(String written, String rule) {
    assertEquals(rule == null ? "" : rule, error("version: " + written + "\nos: linux\n"));
  }

  @ParameterizedTest
  @CsvSource({
    "Linux, appspec.os",
    "linus, appspec.os",
    "ubuntu, appspec.os",
    "amazon linux, appspec.os",
    "WINDOWS, appspec.os",
    "~, appspec.os",
    "[linux], appspec.os",
    "linux, ''",
    "windows, ''",
    "'\"linux\"', ''"
  })
  @Covers("D-030")
  void os(String written, String rule) {
    assertEquals(rule, error("version: 0.0\nos: " + written + "\n"));
  }

  @ParameterizedTest
  @CsvSource({
    "[], appspec.wrong-kind",
    "[{AfterInstall: []}], appspec.wrong-kind",
    "'\"\"', appspec.wrong-kind",
    "text, appspec.wrong-kind",
    "false, ''",
    "no, ''",
    "~, ''",
    "{}, ''"
  })
  @Covers("D-080")
  void hooks(String written, String rule) {
    String text = LINUX + "hooks: " + written + "\n";
    assertEquals(rule, error(text));
    if (rule.isEmpty()) {
      assertEquals(List.of(), List.copyOf(accepted(text).hooks().keySet()));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "a.sh, appspec.wrong-kind, 0",
    "{location: a.sh}, appspec.wrong-kind, 0",
    "[a.sh], appspec.wrong-kind, 0",
    "[~], appspec.wrong-kind, 0",
    "~, '', 0",
    "[], '', 1"
  })
  @Covers("D-081")
  void hookValues(String written, String rule, int events) {
    String text = LINUX + "hooks: {AfterInstall: " + written + "}\n";
    assertEquals(rule, error(text));
    if (rule.isEmpty()) {
      assertEquals(events, accepted(text).hooks().size());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "~, appspec.missing-location, ''",
    "'\"  \"', appspec.missing-location, ''",
    "'', appspec.missing-location, ''",
    "5, '', 5",
    "'\"  a b.sh \"', '', a b.sh",
    "a.sh # comment, '', a.sh"
  })
  @Covers({"D-019", "D-083"})
  void locations(String written, String rule, String location) {
    String text = LINUX + "hooks:\n  AfterInstall:\n    - location: " + written + "\n";
    assertEquals(rule, error(text));
    if (rule.isEmpty()) {
      assertEquals(location, accepted(text).hooks().get("AfterInstall").get(0).location());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0, -1",
    "-5, -1",
    "0.9, -1",
    "foo, -1",
    "true, -1",
    "yes, -1",
    "'\"300\"', 300",
    "300s, 300",
    "'\" 300 \"', 300",
    "'\"1_000\"', 1000",
    "~, 3600",
    "false, 3600",
    "off, 3600",
    "99999, 99999",
    "0300, 192",
    "5:00, 18000",
    "1:02:03, 3723",
    "1.9, 1",
    "1_000, 1000",
    "'\"1,000\"', 1",
    "'!!str 0300', 300",
    "1e3, 1",
    "08, 8",
    "0o17, -1",
    "0x10, 16",
    "0b11, 3",
    "1.5e+2, 150",
    ".inf, -1",
    ".e+5, -1",
    "1.e+2, 100",
    "'\"300\\nx\"', 300"
  })
  @Covers({"D-012", "D-084", "D-461"})
  void timeouts(String written, long seconds) {
    String text = LINUX + "hooks: {AfterInstall: [{location: a, timeout: " + written + "}]}\n";
    if (seconds < 0) {
      assertEquals("appspec.timeout", error(text));
      return;
    }
    assertEquals(
        List.of(Duration.ofSeconds(seconds)),
        accepted(text).hooks().get("AfterInstall").stream().map(HookScript::timeout).toList());
  }

  @ParameterizedTest
  @CsvSource({"'1,000', 1000", "'-0b1,0', -1"})
  @Covers("D-012")
  void commasInNumbers(String written, long seconds) {
    String text =
        LINUX + "hooks:\n  AfterInstall:\n    - location: a\n      timeout: " + written + "\n";
    assertEquals(seconds < 0 ? "appspec.timeout" : "", error(text));
    if (seconds > 0) {
      assertEquals(
          Duration.ofSeconds(seconds), accepted(text).hooks().get("AfterInstall").get(0).timeout());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hooks: {Nonsense: [{location: a}]}",
        "hooks: {Install: [{location: a}]}",
        "hooks: {AfterInstall: [{location: a, interpreter: bash}]}",
        "permission: [7]",
        "Version: 3",
        "OS: mac"
      })
  @Covers({"D-008", "D-082"})
  void whatItDoesNotKnow(String line) {
    String text = LINUX + line + "\n";
    assertEquals("", error(text));
    assertEquals(1, read(text).diagnostics().size());
  }

  @ParameterizedTest
  @CsvSource({
    "{source: a}, appspec.wrong-kind",
    "app, appspec.wrong-kind",
    "5, appspec.wrong-kind",
    "[~], appspec.wrong-kind",
    "[app], appspec.missing-source",
    "[{destination: /a}], appspec.missing-source",
    "'[{source: ~, destination: ~}]', appspec.missing-source",
    "[{source: a}], appspec.missing-destination",
    "'[{source: a, destination: ~}]', appspec.missing-destination",
    "~, ''",
    "{}, ''",
    "[], ''",
    "'[{source: \"\", destination: \"\"}]', ''",
    "'[{source: 5, destination: 6}]', ''"
  })
  @Covers({"D-040", "D-041"})
  void files(String written, String rule) {
    assertEquals(rule, error(LINUX + "files: " + written + "\n"));
  }

  @ParameterizedTest
  @CsvSource({
    "overwrite, appspec.file-exists-behavior",
    "Retain, appspec.file-exists-behavior",
    "true, appspec.file-exists-behavior",
    "[RETAIN], appspec.wrong-kind",
    "~, ''",
    "RETAIN, ''",
    "OVERWRITE, ''",
    "DISALLOW, ''"
  })
  @Covers("D-031")
  void fileExistsBehavior(String written, String rule) {
    assertEquals(rule, error(LINUX + "file_exists_behavior: " + written + "\n"));
  }

  @ParameterizedTest
  @CsvSource({
    "except: a, appspec.wrong-kind",
    "type: file, appspec.wrong-kind",
    "type: [dir], appspec.permission-type",
    "type: [~], appspec.permission-type",
    "acls: 'u:bob:rw', appspec.wrong-kind",
    "acls: [7], appspec.wrong-kind",
    "acls: [1:7], appspec.wrong-kind",
    "context: {name: a}, appspec.context-type",
    "'context: {type: t, range: \"s3-s2:c0\"}', appspec.context-range",
    "'context: {type: t, range: \"s0:c0,c0\"}', appspec.context-range",
    "'context: {type: t, range: \"s0:c1024\"}', appspec.context-range",
    "'context: {type: t, range: \"s0:c5.c3\"}', appspec.context-range",
    "'context: {type: t, range: \"s\"}', appspec.context-range",
    "'context: {type: t, range: \"s0:\"}', appspec.context-range",
    "'context: {type: t, range: \"s0-s3:c0.c3,c5\"}', ''",
    "type: [], ''",
    "except: [], ''",
    "acls: ['g:7'], ''"
  })
  @Covers({"D-063", "D-067", "D-068", "D-069"})
  void permissions(String written, String rule) {
    assertEquals(rule, error(PERMISSION.formatted(written)));
  }

  @ParameterizedTest
  @CsvSource({
    "644, 644",
    "755, 755",
    "4755, 4755",
    "'\"0644\"', 0644",
    "7, 007",
    "77, 077",
    "'\"\"', 000",
    "0644, 420",
    "0640, 416",
    "0664, 436",
    "0777, 511",
    "04755, 2541",
    "0755, ''",
    "0600, ''",
    "0444, ''",
    "0o644, ''",
    "888, ''",
    "u+x, ''",
    "-1, ''",
    "1.5, ''",
    "true, ''",
    "'\"07555\"', ''",
    "08, ''"
  })
  @Covers({"D-065", "D-066"})
  void modes(String written, String mode) {
    String text = PERMISSION.formatted("mode: " + written);
    assertEquals(mode.isEmpty() ? "appspec.mode" : "", error(text));
    if (!mode.isEmpty()) {
      assertEquals(mode, accepted(text).permissions().get(0).mode().orElse(""));
      boolean isWarned =
          read(text).diagnostics().stream().anyMatch(d -> d.rule().equals("appspec.octal-mode"));
      assertEquals(written.startsWith("0"), isWarned);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'version: 0.0|os: linux|', ''",
    "'version: 0.0\r|os: linux\r|hooks:\r|  AfterInstall:\r|  - location: a\r|', ''",
    "'{\"version\": 0.0, \"os\": \"linux\", \"files\": []}', ''",
    "'\uFEFFversion: 0.0|os: linux|', appspec.byte-order-mark",
    "'version: 0.0|os: linux|x: &a 1|y: *a|', appspec.aliases",
    "'version: 0.0|os: linux|x: 2020-01-01|', appspec.date",
    "'version: 0.0|os: linux|x: [{y: 2020-01-01 10:00:00}]|', appspec.date",
    "'version: 0.0|os: linux|2020-01-01: x|', appspec.date",
    "'version: 0.0|os: linux|x: \"2020-01-01\"|', ''"
  })
  @Covers({"D-002", "D-014", "D-016", "D-017", "D-020"})
  void documents(String inline, String rule) {
    assertEquals(rule, error(lines(inline)));
  }

  @ParameterizedTest
  @CsvSource({
    "yes, true",
    "on, true",
    "true, true",
    "'\"false\"', true",
    "'\"\"', true",
    "0, true",
    "no, false",
    "off, false",
    "false, false",
    "~, false"
  })
  @Covers({"D-012", "D-086"})
  void sudo(String written, boolean isOn) {
    String text = LINUX + "hooks: {AfterInstall: [{location: a, sudo: " + written + "}]}\n";
    assertEquals(isOn, accepted(text).hooks().get("AfterInstall").get(0).sudo());
  }
}
