package dev.penstock.samples.speclint;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.samples.speclint.Jar.Run;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpecLintTest {

  private static final String BUILDSPEC =
      """
      version: 0.2
      phases:
        prebuild:
          commands: [make]
        build:
          commands: [make]
      """;

  @TempDir private Path directory;
  private Jar jar;

  @BeforeEach
  void setUp() throws IOException {
    jar = new Jar(directory);
    write("buildspec.yml", BUILDSPEC);
  }

  private void write(String name, String text) throws IOException {
    Path file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private String read(String name) throws IOException {
    return Files.readString(directory.resolve(name));
  }

  @Test
  void aFileIsListedWithItsLines() throws Exception {
    Run run = jar.run("buildspec.yml");
    assertEquals(
        """
        buildspec.yml:3:3: warning: phases.prebuild: key "prebuild" means nothing here and is ignored; allowed: \
        install, pre_build, build, post_build; did you mean "pre_build"? [BS033]
              prebuild:
              ^
        1 file: 0 invalid, 1 with warnings, 0 valid
        --fix mends 1, --diff shows how
        """,
        run.out());
    assertEquals("", run.err());
    assertEquals(SpecLint.CLEAN, run.code());
  }

  @Test
  void valuesAreWithheldInEveryFormAndKeptInTheFile() throws Exception {
    String line =
        "{version: 0.2, env: {variables: {KEY: hush, N: 1}}, phases: {prebuild: {commands: [a]}}}\n";
    write("buildspec.yml", line);
    for (String format : List.of("human", "json", "sarif", "junit")) {
      Run run = jar.run("--format", format, "buildspec.yml");
      assertTrue(run.out().contains("BS032"), run.out());
      assertFalse(run.out().contains("hush"), run.out());
    }
    assertTrue(
        jar.run("--diff", "buildspec.yml")
            .out()
            .contains(
                """
                -{version: 0.2, env: {variables: {KEY: ***, N: ***}}, phases: {prebuild: {commands: [a]}}}
                +{version: 0.2, env: {variables: {KEY: ***, N: "***"}}, phases: {pre_build: {commands: [a]}}}
                """));
    assertEquals(line, read("buildspec.yml"));
    assertEquals(SpecLint.CLEAN, jar.run("--fix", "buildspec.yml").code());
    assertEquals(
        line.replace("N: 1", "N: \"1\"").replace("prebuild", "pre_build"), read("buildspec.yml"));
  }

  @Test
  void theCodeTellsWhetherAnythingWasFound() throws Exception {
    assertEquals(SpecLint.CLEAN, jar.run("buildspec.yml").code());
    assertEquals(SpecLint.FINDINGS, jar.run("--strict", "buildspec.yml").code());
    assertEquals(SpecLint.FINDINGS, jar.run("--mode", "strict", "buildspec.yml").code());
    assertEquals(
        SpecLint.CLEAN, jar.run("--severity=BS033=info", "--strict", "buildspec.yml").code());
    assertEquals(SpecLint.FINDINGS, jar.run("--severity", "BS033=error", "buildspec.yml").code());
    assertEquals(SpecLint.CLEAN, jar.run("--severity", "BS033=off", "--strict", ".").code());
    assertEquals(SpecLint.FINDINGS, jar.run("--kind=appspec", "buildspec.yml").code());
  }

  @Test
  void wrongUsageIsTold() throws Exception {
    for (Map.Entry<String, String> each :
        Map.of(
                "", "no file or directory is given",
                "--fox", "unknown option --fox",
                "--fix=yes a", "unknown option --fix",
                "--kind", "--kind needs a value",
                "--kind spec a", "--kind spec; allowed: buildspec, appspec, pipeline",
                "--format=xml a", "--format xml; allowed: human, json, sarif, junit",
                "--severity BS033 a",
                    "--severity BS033; allowed: ID=error, ID=warning, ID=info, ID=off",
                "--severity BS033x=off a",
                    "--severity BS033x=off: there is no rule \"BS033x\"; did you mean \"BS033\"?",
                "--explain BS999", "there is no rule BS999",
                "missing.yml", "cannot read missing.yml")
            .entrySet()) {
      String[] arguments = each.getKey().isEmpty() ? new String[0] : each.getKey().split(" ");
      Run run = jar.run(arguments);
      assertEquals(
          "spec-lint: " + each.getValue() + "\nsee spec-lint --help\n", run.err(), each.getKey());
      assertEquals("", run.out());
      assertEquals(SpecLint.USAGE, run.code());
    }
    Run help = jar.run("--help");
    assertEquals(SpecLint.CLEAN, help.code());
    assertTrue(help.out().startsWith("usage: spec-lint [OPTION...] FILE|DIRECTORY..."));
  }

  @Test
  void specsAreFoundInDirectories() throws Exception {
    write("app/appspec.yml", "version: 0.0\nos: linux\n");
    write("app/notes.yml", "a: b\n");
    write("app/node_modules/buildspec.yml", "broken: [");
    write("app/.hidden/buildspec.yml", "broken: [");
    write("app/target/buildspec.yml", "broken: [");
    write("ci/any.yaml", BUILDSPEC);
    write("ci/broken-pipeline.json", "{");
    assertEquals(
        """
        app/appspec.yml appspec
        buildspec.yml buildspec
        ci/any.yaml buildspec
        ci/broken-pipeline.json pipeline
        """,
        files(jar.run("--format", "json", ".").out()));
    assertEquals(
        "app/appspec.yml appspec\n",
        files(jar.run("--format", "json", "--kind", "appspec", ".").out()));
    assertEquals(
        "app/notes.yml unknown\nbuildspec.yml buildspec\n",
        files(jar.run("--format", "json", "app/notes.yml", "buildspec.yml").out()));
  }

  /** The files and kinds of a report. */
  private static String files(String json) {
    StringBuilder files = new StringBuilder();
    Pattern.compile("\"file\" : \"(?:\\./)?([^\"]*)\",\\s*\"kind\" : \"(\\w+)\"")
        .matcher(json)
        .results()
        .forEach(
            each -> files.append(each.group(1)).append(' ').append(each.group(2)).append('\n'));
    return files.toString();
  }

  @Test
  void otherFormatsAreWrittenAsTheyAre() throws Exception {
    assertTrue(
        jar.run("--format", "json", "buildspec.yml").out().startsWith("[\n  {\n    \"file\""));
    assertTrue(
        jar.run("--format=sarif", "buildspec.yml").out().contains("\"version\" : \"2.1.0\""));
    assertTrue(jar.run("--format", "junit", "buildspec.yml").out().contains("<testsuites"));
  }

  @Test
  void fixesAreShownAndMade() throws Exception {
    write("buildspec.yml", "\uFEFF" + BUILDSPEC.replace("\n", "\r\n"));
    Run diff = jar.run("--diff", "buildspec.yml");
    assertEquals(
        """
        --- buildspec.yml
        +++ buildspec.yml
        @@ -1,6 +1,6 @@
         \uFEFFversion: 0.2
         phases:
        -  prebuild:
        +  pre_build:
             commands: [make]
           build:
             commands: [make]
        """
            .replace("\n", "\r\n")
            .replace("buildspec.yml\r", "buildspec.yml")
            .replace("@@\r", "@@"),
        diff.out());
    assertTrue(read("buildspec.yml").contains("prebuild"));
    Run fix = jar.run("--fix", "buildspec.yml");
    assertEquals(
        "\uFEFF" + BUILDSPEC.replace("prebuild", "pre_build").replace("\n", "\r\n"),
        read("buildspec.yml"));
    assertFalse(fix.out().contains("BS033"), fix.out());
    assertEquals("", jar.run("--diff", "buildspec.yml").out());
  }

  @Test
  void aFileThatIsNamedTwiceIsLintedAndMendedOnce() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    String file = directory.resolve("buildspec.yml").toString();
    int code =
        new SpecLint(new PrintStream(out), new PrintStream(err), false)
            .run("--strict", "--fix", directory.toString(), file, file);
    assertEquals("1 file: 0 invalid, 0 with warnings, 1 valid\n", out.toString(UTF_8));
    assertEquals("", err.toString(UTF_8));
    assertEquals(SpecLint.CLEAN, code);
  }

  @Test
  void whatIsNoTextIsNotRewritten() throws Exception {
    byte[] bytes = (BUILDSPEC + "# ?\n").getBytes(StandardCharsets.UTF_8);
    bytes[bytes.length - 2] = (byte) 0xFF;
    Files.write(directory.resolve("buildspec.yml"), bytes);
    Run fix = jar.run("--fix", "buildspec.yml");
    assertEquals("spec-lint: buildspec.yml is not UTF-8 and is left as it is\n", fix.err());
    assertEquals(
        HexFormat.of().formatHex(bytes),
        HexFormat.of().formatHex(Files.readAllBytes(directory.resolve("buildspec.yml"))));
  }

  @Test
  void aRuleIsExplained() throws Exception {
    assertEquals(
        """
        BS033: A phase has an unknown name.
        It never runs, and nothing says so.

        Mend: Correct the name.

        service: warning
        agent: warning
        strict: error
        follows: B-070
        """,
        jar.run("--explain", "BS033").out());
    assertTrue(
        jar.run("--explain", "codepipeline.stage-count")
            .out()
            .startsWith("codepipeline.stage-count: "));
    Run two = jar.run("--explain", "BS033", "BS034");
    assertEquals(SpecLint.USAGE, two.code());
    assertTrue(two.err().contains("--explain takes one rule and no file, found also BS034"));
  }

  @Test
  void coloursAreForTerminals() {
    assertFalse(Terminal.showsColours(Map.of("TERM", "xterm", "NO_COLOR", "1")));
    assertFalse(Terminal.showsColours(Map.of("TERM", "dumb")));
    assertFalse(Terminal.showsColours(Map.of()));
  }

  @Test
  @Tag("thorough")
  void oneFileTakesLessThanASecondAndAHalf() throws Exception {
    Duration best = Duration.ofDays(1);
    for (int i = 0; i < 5; i++) {
      long start = System.nanoTime();
      jar.run("buildspec.yml");
      Duration taken = Duration.ofNanos(System.nanoTime() - start);
      best = taken.compareTo(best) < 0 ? taken : best;
    }
    System.out.println("one file in " + best.toMillis() + " ms");
    assertTrue(best.toMillis() < 1_500, () -> "slow");
  }
}
