package dev.penstock.spec.build;

import static dev.penstock.spec.build.BuildspecTest.accepted;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.conventions.Covers;
import dev.penstock.diagnostic.Diagnostic;
import dev.penstock.spec.SpecSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules of {@code phases}, clause by clause. */
class PhaseRulesTest {

  private static final BuildImage IMAGE =
      BuildImage.named("aws/codebuild/standard:7.0").orElseThrow();

  private static Buildspec.Phase build(String lines) {
    return accepted("version: 0.2\nphases:\n  build:\n" + lines).phase(BuildPhase.BUILD);
  }

  @ParameterizedTest
  @CsvSource({
    "pre-build,BS033,did you mean \"pre_build\"?",
    "post-build,BS033,did you mean \"post_build\"?",
    "prebuild,BS033,did you mean \"pre_build\"?",
    "postbuild,BS033,did you mean \"post_build\"?",
    "pre_install,BS033,did you mean \"install\"?",
    "compile,BS033,''",
    "artifacts,BS021,it belongs to the top level",
    "reports,BS021,it belongs to the top level",
    "env,BS021,it belongs to the top level",
    "commands,BS021,it belongs to a phase",
    "runtime-versions,BS021,it belongs to a phase"
  })
  @Covers("B-070")
  void anotherNameIsNeverRun(String name, String rule, String hint) {
    String text =
        "version: 0.2\nphases:\n  build: {commands: [make]}\n  " + name + ": {commands: [x]}\n";
    List<Diagnostic> told = Buildspec.read(new SpecSource("f", text)).diagnostics();
    assertEquals(List.of("4:3 WARNING " + rule), Told.of(text));
    assertEquals(hint, told.get(0).hint());
    assertEquals(
        List.of(BuildPhase.BUILD), List.copyOf(accepted(text).phases().keySet()), "not read");
  }

  @Test
  @Covers("B-071")
  void oneOfTheFourNamesMustBeThere() {
    assertEquals(
        List.of("3:3 WARNING BS033", "3:3 ERROR BS032"), Told.ofPhases("  x: {commands: [a]}\n"));
    assertEquals(List.of("2:9 ERROR BS032"), Told.of("version: 0.2\nphases: {}\n"));
    for (BuildPhase phase : BuildPhase.values()) {
      assertEquals(List.of(), Told.ofPhases("  " + phase.key() + ": {commands: [a]}\n"));
    }
  }

  @Test
  @Covers("B-072")
  void aPhaseIsAMappingOrAbsent() {
    assertEquals(List.of("4:5 ERROR BS034"), Told.ofPhases("  build:\n    - make\n"));
    assertEquals(List.of("3:10 ERROR BS034"), Told.ofPhases("  build: make\n"));
    assertEquals(List.of("3:3 WARNING BS035"), Told.ofPhases("  build:\n"));
    assertEquals(
        Map.of(), accepted("version: 0.2\nphases:\n  build: ~\n").phases(), "counts as absent");
  }

  @Test
  @Covers("B-073")
  void aPhaseMayHaveNoCommands() {
    assertEquals(List.of("3:3 WARNING BS036"), Told.ofPhases("  build: {finally: [a]}\n"));
    assertEquals(List.of("3:3 WARNING BS036"), Told.ofPhases("  install: {finally: [a]}\n"));
    assertEquals(List.of(), Told.ofPhases("  install: {runtime-versions: {java: corretto17}}\n"));
    assertEquals(List.of(), Told.ofPhases("  build: {steps: [{run: make}]}\n"));
    assertEquals(List.of("3:11 WARNING BS041"), Told.ofPhases("  build: {commands: []}\n"));
    assertEquals(List.of("4:5 WARNING BS041"), Told.ofPhases("  build:\n    commands:\n"));
    assertEquals(List.of(), build("    commands:\n").commands());
  }

  @Test
  @Covers("B-074")
  void anEmptyItemDoesNothing() {
    String items = "      - # the build\n      - ~\n      - ''\n      - make\n";
    assertEquals(
        List.of("5:8 WARNING BS040", "6:9 WARNING BS040", "7:9 WARNING BS040"),
        Told.ofCommands(items));
    assertEquals(List.of("make"), Told.commands(items));
  }

  @Test
  @Covers({"B-075", "B-076"})
  void bothListsKeepTheirOrder() {
    Buildspec.Phase phase = build("    finally: [y, x]\n    commands: [b, a, b]\n");
    assertEquals(List.of(new Command("b"), new Command("a"), new Command("b")), phase.commands());
    assertEquals(List.of(new Command("y"), new Command("x")), phase.finallyCommands());
  }

  @Test
  @Covers("B-019")
  void oneTextIsAListOfOne() {
    assertEquals(List.of(new Command("make all")), build("    commands: make all\n").commands());
    assertEquals(List.of("3:21 WARNING BS037"), Told.ofPhases("  build: {commands: make}\n"));
    assertEquals(
        List.of("3:35 WARNING BS037"), Told.ofPhases("  build: {commands: [a], finally: make}\n"));
    assertEquals(
        List.of(new Command("x")), build("    commands: [a]\n    finally: x\n").finallyCommands());
    assertEquals(List.of("3:20 WARNING BS091"), Told.ofSection("artifacts: {files: a}\n"));
  }

  @Test
  @Covers("B-020")
  void anItemIsOneText() {
    assertEquals(List.of("6:9 ERROR BS038"), Told.ofCommands("      - a\n      - b: c\n"));
    assertEquals(List.of("5:9 ERROR BS039"), Told.ofCommands("      - [a]\n"));
    Diagnostic told =
        Buildspec.read(
                new SpecSource("f", "version: 0.2\nphases: {build: {commands: [a, b: c]}}\n"))
            .diagnostics()
            .get(0);
    assertEquals("phases.build.commands[1]", told.path(), "counted from 0");
    assertEquals(2, told.place().orElseThrow().line());
  }

  @Test
  @Covers("B-021")
  void sectionsAreMappings() {
    for (String section : List.of("env", "proxy", "batch", "reports", "artifacts", "cache")) {
      int column = section.length() + 3;
      assertEquals(List.of("3:" + column + " ERROR BS022"), Told.ofSection(section + ": [a]\n"));
      assertEquals(List.of("3:" + column + " ERROR BS022"), Told.ofSection(section + ": a\n"));
    }
    assertEquals(List.of("2:9 ERROR BS022"), Told.of("version: 0.2\nphases: [a]\n"));
    for (BuildPhase phase : BuildPhase.values()) {
      int column = phase.key().length() + 5;
      for (String wrong : List.of("[a]", "a")) {
        assertEquals(
            List.of("3:" + column + " ERROR BS034"),
            Told.ofPhases("  " + phase.key() + ": " + wrong + "\n"));
      }
    }
    String work = "  install: {commands: [a], runtime-versions: ";
    assertEquals(List.of("3:46 ERROR BS060"), Told.ofPhases(work + "[java]}\n"));
    assertEquals(List.of("3:46 ERROR BS060"), Told.ofPhases(work + "java}\n"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "java", "nodejs", "python", "ruby", "php", "golang", "dotnet", "docker", "rust", "android"
      })
  @Covers("B-090")
  void runtimesAreKnown(String name) {
    assertEquals(List.of(), Told.ofPhases("  install: {runtime-versions: {" + name + ": '1'}}\n"));
  }

  @Test
  @Covers("B-090")
  void runtimesAreAMappingOfNamesToVersions() {
    assertEquals(
        List.of("3:32 WARNING BS061"), Told.ofPhases("  install: {runtime-versions: {go: '1'}}\n"));
    assertEquals(
        List.of("3:31 ERROR BS060"), Told.ofPhases("  install: {runtime-versions: [python: 3]}\n"));
    assertEquals(
        List.of("3:31 ERROR BS060"), Told.ofPhases("  install: {runtime-versions: java}\n"));
    assertEquals(
        List.of("3:38 ERROR BS060"), Told.ofPhases("  install: {runtime-versions: {java: [1]}}\n"));
    assertEquals(
        List.of("3:13 WARNING BS065"), Told.ofPhases("  install: {runtime-versions: {}}\n"));
    assertEquals(
        List.of("3:13 WARNING BS065"), Told.ofPhases("  install: {runtime-versions: ~}\n"));
    assertEquals(
        List.of("3:32 WARNING BS065"), Told.ofPhases("  install: {runtime-versions: {java: }}\n"));
    assertEquals(
        List.of("3:26 WARNING BS044"),
        Told.ofPhases("  build: {commands: [a], runtime-versions: {java: x}}\n"));
  }

  @ParameterizedTest
  @CsvSource({
    "python,3.12,true",
    "python,3.6,false",
    "python,3.x,true",
    "python,2.x,false",
    "python,latest,true",
    "java,corretto17,true",
    "java,corretto17.x,true",
    "java,corretto11.x,true",
    "java,openjdk11,false",
    "nodejs,18.x,true",
    "nodejs,1,false",
    "nodejs,16.x,false",
    "golang,$GO,true",
    "php,8.4.6,true",
    "php,8.44,false",
    "docker,latest,false",
    "cobol,latest,false"
  })
  @Covers("B-091")
  void aVersionIsExactTheLatestOfAMajorTheLatestOrAVariable(
      String runtime, String version, boolean isOffered) {
    assertEquals(isOffered, IMAGE.offers(runtime, version));
  }

  @Test
  void imagesAreKnownByName() {
    assertEquals(Optional.empty(), BuildImage.named("ubuntu"));
    assertEquals(
        List.of("1.93"),
        BuildImage.named("aws/codebuild/standard:8.0").orElseThrow().versions("rust"));
    assertEquals(
        List.of("8.1", "8.2", "8.3", "8.4", "8.5"),
        BuildImage.named("aws/codebuild/amazonlinux-aarch64-standard:3.0")
            .orElseThrow()
            .versions("php"));
    assertEquals(List.of("3.9", "3.10", "3.11", "3.12", "3.13", "3.14"), IMAGE.versions("python"));
  }

  @Test
  @Covers("B-100")
  void aPhaseHasCommandsOrSteps() {
    assertEquals(
        List.of("3:26 ERROR BS045"),
        Told.ofPhases("  build: {commands: [a], steps: [{run: a}]}\n"));
    assertEquals(List.of("3:18 ERROR BS045"), Told.ofPhases("  build: {steps: {run: a}}\n"));
    assertEquals(
        List.of("a", "b"),
        build("    steps: [{run: a}, {run: b}]\n").steps().stream()
            .map(step -> step.work().fold(Step.Uses::action, Step.Run::script))
            .toList());
  }

  @Test
  @Covers("B-102")
  void aStepUsesOrRuns() {
    assertEquals(List.of(), Told.ofPhases("  build: {steps: [{uses: a/b@v1}, {run: a}]}\n"));
    assertEquals(List.of("3:19 ERROR BS046"), Told.ofPhases("  build: {steps: [{name: a}]}\n"));
    assertEquals(
        List.of("3:29 ERROR BS046"), Told.ofPhases("  build: {steps: [{uses: a, run: b}]}\n"));
  }

  @ParameterizedTest
  @CsvSource({
    "ABORT,''",
    "CONTINUE,''",
    "RETRY,''",
    "RETRY-4,''",
    "RETRY-x+,''",
    "RETRY-8-x+,''",
    "abort,INFO",
    "Retry-3-x,INFO",
    "Continue,INFO",
    "IGNORE,ERROR",
    "RETRY-101,ERROR",
    "RETRY-,ERROR",
    "RETRY-(,ERROR",
    "ABORT x,ERROR"
  })
  @Covers({"B-080", "B-082"})
  void onFailureHasSixForms(String written, String severity) {
    List<String> expected = new ArrayList<>();
    if (!severity.isEmpty()) {
      expected.add("4:17 " + severity + " BS047");
    }
    assertEquals(
        expected,
        Told.ofPhases("  build:\n    on-failure: " + written + "\n    commands: [make]\n"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"npm test", "mvn -q verify", "pytest", "trivy image x", "npm run lint"})
  @Covers("B-086")
  void aGateThatIsPassedOverIsPointedAt(String command) {
    String phase = "  build:\n    commands: ['" + command + "']\n    on-failure: ";
    assertEquals(List.of("5:17 INFO BS050"), Told.ofPhases(phase + "CONTINUE\n"));
    assertEquals(List.of(), Told.ofPhases(phase + "ABORT\n"));
    assertEquals(List.of(), Told.ofPhases(phase + "RETRY\n"));
    assertEquals(
        List.of(), Told.ofPhases("  build: {on-failure: CONTINUE, commands: [make tests]}\n"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[[ -f a ]]",
        "source a",
        "A=(b c)",
        "pushd a",
        "sleep 1 & disown",
        "diff <(a) b",
        "make && source a",
        "if [[ a ]]; then b; fi"
      })
  @Covers("B-145")
  void whatOnlyBashKnowsIsPointedAtUnderSh(String command) {
    String commands = "phases: {build: {commands: ['" + command + "']}}\n";
    assertEquals(List.of("2:29 INFO BS051"), Told.of("version: 0.2\n" + commands));
    assertEquals(
        List.of("2:29 INFO BS051"),
        Told.of("version: 0.2\n" + commands + "env: {shell: /bin/sh}\n"));
    assertEquals(List.of(), Told.of("version: 0.2\n" + commands + "env: {shell: bash}\n"));
  }

  @Test
  @Covers("B-012")
  void whatOtherToolsTakeForNumbersIsNoted() {
    assertEquals(List.of("5:9 INFO BS042"), Told.ofCommands("      - 42\n"));
    assertEquals(List.of("5:9 INFO BS042"), Told.ofCommands("      - true\n"));
    assertEquals(List.of(), Told.ofCommands("      - 'true'\n"));
    assertEquals(
        List.of("3:40 INFO BS062"),
        Told.ofPhases("  install: {runtime-versions: {python: 3.10}}\n"));
    assertEquals(List.of(), Told.ofPhases("  install: {runtime-versions: {python: 3.11}}\n"));
    assertEquals(List.of("3:22 INFO BS079"), Told.ofSection("env: {variables: {A: 1}}\n"));
  }

  @Test
  void commandsOfTheSameTextAreEqual() {
    Command command = build("    commands: [make]\n").commands().get(0);
    assertEquals(new Command("make"), command);
    assertEquals(new Command("make").hashCode(), command.hashCode());
    assertFalse(command.equals(new Command("made")));
    assertTrue(command.position().line() == 4);
  }
}
