package dev.penstock.spec.build;

import static dev.penstock.spec.build.BuildspecTest.accepted;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.conventions.Covers;
import dev.penstock.spec.SpecSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules of reports, artifacts, cache and batch, clause by clause. */
class SectionRulesTest {

  private static final String BEGIN = "version: 0.2\nphases: {build: {commands: [make]}}\n";

  private static List<String> tasks(String type, String... tasks) {
    return Told.ofSection("batch: {" + type + ": [" + String.join(", ", tasks) + "]}\n");
  }

  private static List<String> task(String keys) {
    return tasks("build-list", "{identifier: a, " + keys + "}");
  }

  @Test
  @Covers({"B-151", "B-153", "B-154"})
  void reportsNameTheirFiles() {
    assertEquals(List.of("3:11 ERROR BS102"), Told.ofSection("reports: {r: {}}\n"));
    assertEquals(List.of("3:15 WARNING BS041"), Told.ofSection("reports: {r: {files: []}}\n"));
    ReportGroup group = accepted(BEGIN + "reports: {r: {files: [a]}}\n").reports().get("r");
    assertEquals(Optional.empty(), group.baseDirectory());
    assertFalse(group.discardPaths());
    assertEquals(List.of("3:14 ERROR BS104"), Told.ofSection("reports: {r: [a]}\n"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"JSON", "JUNIT", "LCOV", "''", "JUNITXML2"})
  @Covers("B-152")
  void anotherFormatIsAnError(String format) {
    assertEquals(
        List.of("3:40 ERROR BS101"),
        Told.ofSection("reports: {r: {files: [a], file-format: " + format + "}}\n"));
  }

  @Test
  @Covers("B-152")
  void aFormatMayComeFromAVariable() {
    assertEquals(
        List.of("3:40 INFO BS101"),
        Told.ofSection("reports: {r: {files: [a], file-format: $FORMAT}}\n"));
    assertEquals(
        "JUNITXML",
        accepted(BEGIN + "reports: {r: {files: [a]}}\n").reports().get("r").fileFormat());
  }

  @Test
  @Covers("B-155")
  void aProjectHasFiveGroupsOfReports() {
    String five =
        "a: {files: [x]}, b: {files: [x]}, c: {files: [x]}, d: {files: [x]}, e: {files: [x]}";
    assertEquals(List.of(), Told.ofSection("reports: {" + five + "}\n"));
    assertEquals(
        List.of("3:96 WARNING BS103"),
        Told.ofSection("reports: {" + five + ", f: {files: [x]}}\n"));
  }

  @Test
  @Covers("B-160")
  void artifactsNameTheirFiles() {
    assertEquals(List.of("3:12 ERROR BS090"), Told.ofSection("artifacts: {name: a}\n"));
    assertEquals(
        List.of("3:12 WARNING BS090"),
        Told.ofSection("artifacts: {secondary-artifacts: {a: {files: [b]}}}\n"));
    assertEquals(
        List.of("3:50 ERROR BS090"),
        Told.ofSection("artifacts: {files: [a], secondary-artifacts: {a: {name: b}}}\n"));
    assertEquals(List.of("3:20 WARNING BS091"), Told.ofSection("artifacts: {files: a}\n"));
    assertEquals(List.of("3:20 ERROR BS091"), Told.ofSection("artifacts: {files: {a: b}}\n"));
    assertEquals(List.of("3:13 WARNING BS041"), Told.ofSection("artifacts: {files: []}\n"));
    assertEquals(List.of("3:21 ERROR BS038"), Told.ofSection("artifacts: {files: [a: b]}\n"));
  }

  @Test
  void exclusionsAreOneOrSeveral() {
    assertEquals(
        List.of("**/*.map"),
        accepted(BEGIN + "artifacts: {files: [a], exclude-paths: '**/*.map'}\n")
            .artifacts()
            .orElseThrow()
            .primary()
            .orElseThrow()
            .excludePaths());
    assertEquals(List.of(), Told.ofSection("artifacts: {files: [a], exclude-paths: '**/*.map'}\n"));
    assertEquals(
        List.of(), Told.ofSection("artifacts: {files: [a], exclude-paths: ['**/*.map', b]}\n"));
  }

  @Test
  @Covers("B-169")
  void secondaryArtifactsNestNoFurther() {
    assertEquals(
        List.of("3:63 WARNING BS021"),
        Told.ofSection(
            "artifacts: {files: [a], secondary-artifacts: {a: {files: [b], secondary-artifacts:"
                + " {}}}}\n"));
  }

  @Test
  @Covers("B-172")
  void aFolderAloneIsNotStored() {
    assertEquals(List.of("3:21 INFO BS095"), Told.ofSection("artifacts: {files: [dist/]}\n"));
    assertEquals(
        List.of("3:62 INFO BS095"),
        Told.ofSection("artifacts: {files: [a], secondary-artifacts: {b: {files: [a, c/]}}}\n"));
    assertEquals(
        "write \"dist/**/*\"",
        Buildspec.read(new SpecSource("f", "version: 0.2\nartifacts: {files: [dist/]}\n"))
            .diagnostics()
            .stream()
            .filter(each -> each.rule().equals("BS095"))
            .findFirst()
            .orElseThrow()
            .hint());
    assertEquals(List.of(), Told.ofSection("artifacts: {files: [dist/*, 'dist/**/*']}\n"));
  }

  @Test
  @Covers({"B-182", "B-183"})
  void aCacheHasPathsAndFewFallbackKeys() {
    String keys = "[a, b, c, d, e";
    assertEquals(List.of("3:8 WARNING BS111"), Told.ofSection("cache: {key: k}\n"));
    assertEquals(
        List.of(), Told.ofSection("cache: {paths: [a], key: k, fallback-keys: " + keys + "]}\n"));
    assertEquals(
        List.of("3:60 ERROR BS113"),
        Told.ofSection("cache: {paths: [a], key: k, fallback-keys: " + keys + ", f, g]}\n"));
    assertEquals(
        List.of("3:21 WARNING BS114"), Told.ofSection("cache: {paths: [a], fallback-keys: [b]}\n"));
    assertEquals(
        List.of("3:29 ERROR BS115"), Told.ofSection("cache: {paths: [a], action: both}\n"));
    assertEquals(
        List.of("3:29 ERROR BS115"), Told.ofSection("cache: {paths: [a], action: Save}\n"));
    assertThrows(
        IllegalArgumentException.class,
        () ->
            new BuildCache(
                List.of(), Optional.of("k"), Collections.nCopies(6, "x"), BuildCache.Action.BOTH));
  }

  @ParameterizedTest
  @ValueSource(strings = {"type", "modes", "location", "directories", "yarn"})
  @Covers("B-185")
  void settingsOfTheProjectDoNothingInTheFile(String key) {
    assertEquals(
        List.of("3:21 WARNING BS110"), Told.ofSection("cache: {paths: [a], " + key + ": x}\n"));
    assertEquals(
        List.of("3:8 WARNING BS111", "3:9 WARNING BS110"),
        Told.ofSection("cache: {" + key + ": x}\n"));
  }

  @ParameterizedTest
  @CsvSource({
    "$CODEBUILD_WEBHOOK_HEAD_REF,1",
    "$CODEBUILD_SOURCE_VERSION,1",
    "a-${CODEBUILD_WEBHOOK_TRIGGER},1",
    "$CODEBUILD_BUILD_NUMBER,0",
    "$(codebuild-hash-files a),0"
  })
  @Covers("B-188")
  void aKeyThatOthersChooseIsPointedAt(String key, int count) {
    assertEquals(
        Collections.nCopies(count, "3:26 INFO BS162"),
        Told.ofSection("cache: {paths: [a], key: '" + key + "'}\n"));
  }

  @Test
  @Covers("B-190")
  void aBatchHasOneType() {
    assertEquals(List.of("3:8 ERROR BS120"), Told.ofSection("batch: {fast-fail: true}\n"));
    List<String> types =
        List.of(
            "build-list: []",
            "build-graph: []",
            "build-matrix: {dynamic: {}}",
            "build-fanout: {parallelism: 1}");
    for (String first : types) {
      for (String second : types) {
        if (!first.equals(second)) {
          assertTrue(
              Told.ofSection("batch: {" + first + ", " + second + "}\n").stream()
                  .anyMatch(each -> each.endsWith("ERROR BS120")),
              first + second);
        }
      }
    }
    assertFalse(
        accepted(BEGIN + "batch: {build-list: [{identifier: a}]}\n")
            .batch()
            .orElseThrow()
            .fastFail());
    assertTrue(
        accepted(BEGIN + "batch: {fast-fail: yes, build-list: [{identifier: a}]}\n")
            .batch()
            .orElseThrow()
            .fastFail());
  }

  @Test
  @Covers({"B-191", "BS122"})
  void identifiersAreShortUniqueWords() {
    String longest = "a".repeat(127);
    assertEquals(
        List.of(), tasks("build-list", "{identifier: 1aZ_}", "{identifier: " + longest + "}"));
    assertEquals(
        List.of("3:35 ERROR BS123"), tasks("build-list", "{identifier: " + longest + "a}"));
    for (String wrong : List.of("a-b", "'a b'", "a.b", "\u00E4")) {
      assertEquals(
          List.of("3:35 ERROR BS123"), tasks("build-list", "{identifier: " + wrong + "}"), wrong);
    }
    assertEquals(List.of("3:22 ERROR BS121"), tasks("build-list", "{buildspec: a.yml}"));
    assertEquals(
        List.of("3:52 ERROR BS122"), tasks("build-list", "{identifier: a}", "{identifier: a}"));
    assertEquals(
        List.of("3:53 ERROR BS122"), tasks("build-graph", "{identifier: a}", "{identifier: a}"));
    assertThrows(
        IllegalArgumentException.class,
        () ->
            new BuildTask("a-b", Optional.empty(), false, List.of(), TaskEnvironment.NONE, false));
  }

  @Test
  @Covers("BS126")
  void buildsOfAListWaitForNobody() {
    Batch batch =
        accepted(
                """
                version: 0.2
                phases: {build: {commands: [make]}}
                batch: {build-list: [{identifier: a}, {identifier: b, depend-on: [a]}]}
                """)
            .batch()
            .orElseThrow();
    assertEquals(
        List.of(List.of(), List.of()),
        ((Batch.BuildList) batch.builds()).tasks().stream().map(BuildTask::dependsOn).toList());
  }

  @Test
  @Covers("B-193")
  void buildsOfAGraphWaitForEachOther() {
    assertEquals(
        List.of("3:51 ERROR BS124"), tasks("build-graph", "{identifier: a, depend-on: [b]}"));
    assertEquals(
        List.of("3:50 WARNING BS124"),
        tasks("build-graph", "{identifier: a, depend-on: b}", "{identifier: b}"));
    assertEquals(
        List.of("3:38 WARNING BS126"),
        tasks("build-list", "{identifier: a, depend-on: [b]}", "{identifier: b}"));
    SpecSource cycle =
        new SpecSource(
            "f",
            BEGIN
                + "batch: {build-graph: [{identifier: a, depend-on: [c]}, {identifier: b,"
                + " depend-on: [a]}, {identifier: c, depend-on: [b]}, {identifier: d, depend-on:"
                + " [d]}]}\n");
    assertEquals(
        List.of(
            "builds wait for each other: a -> c -> b -> a", "builds wait for each other: d -> d"),
        Buildspec.read(cycle).diagnostics().stream()
            .filter(each -> each.rule().equals("BS125"))
            .map(each -> each.found())
            .toList());
  }

  @Test
  void aLongChainOfBuildsIsCheckedWithoutAStackOfItsLength() {
    List<String> tasks = new ArrayList<>();
    for (int i = 0; i < 5000; i++) {
      tasks.add("{identifier: t" + i + ", depend-on: [t" + (i + 1) % 5000 + "]}");
    }
    List<String> told = tasks("build-graph", tasks.toArray(new String[0]));
    assertEquals(1, told.size());
    assertTrue(told.get(0).endsWith("ERROR BS125"), told.get(0));
  }

  @Test
  @Covers("B-194")
  void computeTypesAreKnownAndExcludeAFleet() {
    for (String type :
        List.of(
            "BUILD_GENERAL1_SMALL",
            "BUILD_GENERAL1_MEDIUM",
            "BUILD_GENERAL1_LARGE",
            "BUILD_GENERAL1_XLARGE",
            "BUILD_GENERAL1_2XLARGE",
            "BUILD_LAMBDA_1GB",
            "BUILD_LAMBDA_2GB",
            "BUILD_LAMBDA_4GB",
            "BUILD_LAMBDA_8GB",
            "BUILD_LAMBDA_10GB",
            "ARM_LAMBDA_1GB",
            "ATTRIBUTE_BASED_COMPUTE",
            "CUSTOM_INSTANCE_TYPE")) {
      assertEquals(List.of(), task("env: {compute-type: " + type + "}"), type);
    }
    assertEquals(List.of("3:58 WARNING BS129"), task("env: {compute-type: small}"));
    assertTrue(
        task("env: {compute-type: BUILD_GENERAL1_SMALL, fleet: f}").get(0).endsWith("ERROR BS127"));
  }

  @Test
  @Covers("B-195")
  void environmentTypesAreKnown() {
    for (String type :
        List.of(
            "LINUX_CONTAINER",
            "LINUX_GPU_CONTAINER",
            "ARM_CONTAINER",
            "WINDOWS_CONTAINER",
            "WINDOWS_SERVER_2019_CONTAINER",
            "WINDOWS_SERVER_2022_CONTAINER",
            "LINUX_LAMBDA_CONTAINER",
            "ARM_LAMBDA_CONTAINER",
            "LINUX_EC2",
            "ARM_EC2",
            "WINDOWS_EC2",
            "MAC_ARM")) {
      assertEquals(List.of(), task("env: {type: " + type + "}"), type);
    }
    assertEquals(List.of("3:50 WARNING BS130"), task("env: {type: linux}"));
  }

  @Test
  @Covers("B-196")
  void ignoringAFailureIsOffUnlessAskedFor() {
    Batch batch =
        accepted(
                BEGIN
                    + "batch: {build-list: [{identifier: a}, {identifier: b, ignore-failure:"
                    + " yes}]}\n")
            .batch()
            .orElseThrow();
    assertEquals(
        List.of(false, true),
        batch
            .builds()
            .fold(
                list -> list.tasks().stream().map(BuildTask::ignoreFailure).toList(),
                graph -> List.of(),
                matrix -> List.of(),
                fanout -> List.of()));
    assertEquals(List.of("3:54 WARNING BS094"), task("ignore-failure: x"));
  }

  @Test
  @Covers("B-197")
  void aMatrixNeedsSomethingToCombine() {
    assertEquals(
        List.of("3:23 ERROR BS132"), Told.ofSection("batch: {build-matrix: {static: {}}}\n"));
    assertEquals(
        List.of("3:24 ERROR BS132"), Told.ofSection("batch: {build-matrix: {dynamic: }}\n"));
    assertEquals(List.of("3:9 ERROR BS132"), Told.ofSection("batch: {build-matrix: }\n"));
    String variables = "batch: {build-matrix: {dynamic: {env: {variables: {A: [1, 2], B: x}}}}}\n";
    assertEquals(List.of(), Told.ofSection(variables));
    assertEquals(
        Map.of("A", List.of("1", "2"), "B", List.of("x")),
        accepted(BEGIN + variables)
            .batch()
            .orElseThrow()
            .builds()
            .fold(
                list -> Map.of(),
                graph -> Map.of(),
                matrix -> matrix.dynamic().variables(),
                fanout -> Map.of()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "2.5", "many", "''", "[1]", "1000000000"})
  @Covers("B-198")
  void aFanOutIsAPositiveWholeNumber(String number) {
    assertEquals(
        List.of("3:37 ERROR BS131"),
        Told.ofSection("batch: {build-fanout: {parallelism: " + number + "}}\n"));
    assertEquals(
        List.of("3:9 ERROR BS131"),
        Told.ofSection("batch: {build-fanout: {ignore-failure: no}}\n"));
  }

  @ParameterizedTest
  @CsvSource({"yes,true", "No,false", "false,false", "\"no\",false", "OFF,false", "y,true"})
  @Covers("B-011")
  void aFlagIsYesOrNo(String written, boolean expected) {
    assertEquals(
        expected,
        accepted(BEGIN + "reports: {r: {files: [a], discard-paths: " + written + "}}\n")
            .reports()
            .get("r")
            .discardPaths());
  }

  @Test
  @Covers("B-192")
  void aBuildNamesItsBuildspecOrRunsThisFile() {
    BuildTask task =
        accepted(BEGIN + "batch: {build-list: [{identifier: a, buildspec: ci/a.yml}]}\n")
            .batch()
            .orElseThrow()
            .builds()
            .fold(list -> list.tasks().get(0), graph -> null, matrix -> null, fanout -> null);
    assertEquals(Optional.of("ci/a.yml"), task.buildspec());
  }
}
