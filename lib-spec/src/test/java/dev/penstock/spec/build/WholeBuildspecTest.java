package dev.penstock.spec.build;

import static dev.penstock.spec.build.BuildspecTest.accepted;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.penstock.conventions.Covers;
import dev.penstock.spec.build.Batch.BuildFanout;
import dev.penstock.spec.build.Batch.BuildGraph;
import dev.penstock.spec.build.Batch.BuildList;
import dev.penstock.spec.build.Batch.BuildMatrix;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What proxy, batch, reports, artifacts, cache and steps are read as. */
class WholeBuildspecTest {

  private static final String BEGIN = "version: 0.2\nphases: {build: {commands: [make]}}\n";
  private static final TaskEnvironment NO_ENV = TaskEnvironment.NONE;

  private static Batch batch(String text) {
    return accepted(BEGIN + text).batch().orElseThrow();
  }

  private static BuildTask task(String identifier, String... dependsOn) {
    return new BuildTask(identifier, Optional.empty(), false, List.of(dependsOn), NO_ENV, false);
  }

  @Test
  @Covers({"B-060", "B-061"})
  void theProxyIsUsedForWhatIsAsked() {
    assertEquals(Buildspec.Proxy.NONE, accepted(BEGIN).proxy());
    assertEquals(new Buildspec.Proxy(false, false), Buildspec.Proxy.NONE);
    assertEquals(
        new Buildspec.Proxy(true, false),
        accepted(BEGIN + "proxy: {upload-artifacts: yes}\n").proxy());
    assertEquals(new Buildspec.Proxy(false, true), accepted(BEGIN + "proxy: {logs: on}\n").proxy());
    assertEquals(
        new Buildspec.Proxy(false, false),
        accepted(BEGIN + "proxy: {upload-artifacts: no, logs: no}\n").proxy());
  }

  @Test
  @Covers({"B-150", "B-151", "B-153", "B-154"})
  void reportsAreGrouped() {
    Map<String, ReportGroup> groups =
        accepted(
                BEGIN
                    + """
                    reports:
                      arn:aws:codebuild:eu-west-1:111122223333:report-group/shop:
                        files: ['**/*.xml']
                        base-directory: out/reports
                        discard-paths: yes
                      $GROUP:
                        files: [a.json, b.json]
                        file-format: simpleCov
                    """)
            .reports();
    assertEquals(
        List.of("arn:aws:codebuild:eu-west-1:111122223333:report-group/shop", "$GROUP"),
        List.copyOf(groups.keySet()));
    assertEquals(
        List.of(
            new ReportGroup(List.of("**/*.xml"), "JUNITXML", Optional.of("out/reports"), true),
            new ReportGroup(List.of("a.json", "b.json"), "SIMPLECOV", Optional.empty(), false)),
        List.copyOf(groups.values()));
  }

  @ParameterizedTest
  @CsvSource({
    "CUCUMBERJSON,false",
    "JUNITXML,false",
    "NUNITXML,false",
    "NUNIT3XML,false",
    "TESTNGXML,false",
    "VISUALSTUDIOTRX,false",
    "CLOVERXML,true",
    "COBERTURAXML,true",
    "JACOCOXML,true",
    "SIMPLECOV,true"
  })
  @Covers("B-152")
  void formatsAreKnownInAnyLetterCase(ReportFormat format, boolean isCoverage) {
    String written = format.name().charAt(0) + format.name().substring(1).toLowerCase(Locale.ROOT);
    ReportGroup group =
        accepted(BEGIN + "reports: {r: {files: [a], file-format: " + written + "}}\n")
            .reports()
            .get("r");
    assertEquals(Optional.of(format), group.format());
    assertEquals(isCoverage, format.isCoverage());
    assertEquals(10, ReportFormat.values().length);
  }

  @Test
  @Covers("B-152")
  void aFormatMayBeKnownToTheBuildOnly() {
    ReportGroup group =
        accepted(BEGIN + "reports: {r: {files: [a], file-format: $FORMAT}}\n").reports().get("r");
    assertEquals("$FORMAT", group.fileFormat());
    assertEquals(Optional.empty(), group.format());
  }

  @Test
  @Covers("B-169")
  void artifactsAreReadWithEveryKey() {
    Buildspec.Artifacts artifacts =
        accepted(
                BEGIN
                    + """
                    artifacts:
                      files: [a, 'b/**/*']
                      name: shop-$(date +%F)
                      base-directory: 'out*'
                      discard-paths: yes
                      exclude-paths: ['**/*.map', c]
                      enable-symlinks: yes
                      s3-prefix: nightly
                      secondary-artifacts:
                        docs:
                          files: [d]
                          name: docs
                          base-directory: site
                          discard-paths: yes
                          exclude-paths: e
                          enable-symlinks: yes
                          s3-prefix: weekly
                        plain: {files: [f]}
                    """)
            .artifacts()
            .orElseThrow();
    assertEquals(
        Optional.of(
            new Buildspec.ArtifactFiles(
                List.of("a", "b/**/*"),
                Optional.of("shop-$(date +%F)"),
                true,
                Optional.of("out*"),
                List.of("**/*.map", "c"),
                true,
                Optional.of("nightly"))),
        artifacts.primary());
    assertEquals(
        Map.of(
            "docs",
            new Buildspec.ArtifactFiles(
                List.of("d"),
                Optional.of("docs"),
                true,
                Optional.of("site"),
                List.of("e"),
                true,
                Optional.of("weekly")),
            "plain",
            new Buildspec.ArtifactFiles(
                List.of("f"), Optional.empty(), false, Optional.empty(), List.of())),
        artifacts.secondary());
  }

  @Test
  @Covers({"B-182", "B-183"})
  void theCacheIsReadWithEveryKey() {
    assertEquals(Optional.empty(), accepted(BEGIN).cache());
    assertEquals(
        Optional.of(
            new BuildCache(
                List.of("/root/.m2/**/*", "~/.npm", "node_modules"),
                Optional.of("npm-$(codebuild-hash-files package-lock.json)"),
                List.of("npm-a", "npm-b", "npm-c", "npm-d", "npm-"),
                BuildCache.Action.RESTORE)),
        accepted(
                BEGIN
                    + """
                    cache:
                      paths: ['/root/.m2/**/*', '~/.npm', node_modules]
                      key: npm-$(codebuild-hash-files package-lock.json)
                      fallback-keys: [npm-a, npm-b, npm-c, npm-d, npm-]
                      action: restore
                    """)
            .cache());
  }

  @ParameterizedTest
  @CsvSource({"save,SAVE,false,true", "restore,RESTORE,true,false", "~,BOTH,true,true"})
  @Covers("B-183")
  void aCacheIsRestoredSavedOrBoth(
      String written, BuildCache.Action action, boolean restores, boolean saves) {
    BuildCache cache =
        accepted(BEGIN + "cache: {paths: [a], action: " + written + "}\n").cache().orElseThrow();
    assertEquals(action, cache.action());
    assertEquals(restores, action.restores());
    assertEquals(saves, action.saves());
  }

  @Test
  @Covers({"B-190", "B-191", "B-194", "B-195"})
  void aListOfBuildsIsReadWithEveryKey() {
    Batch batch =
        batch(
            """
            batch:
              fast-fail: true
              build-list:
                - identifier: 1_linux
                  buildspec: ci/linux.yml
                  debug-session: true
                  ignore-failure: true
                  env:
                    compute-type: BUILD_GENERAL1_SMALL
                    image: aws/codebuild/standard:7.0
                    privileged-mode: true
                    type: LINUX_CONTAINER
                    variables: {TARGET: 007}
                - identifier: arm
                  env: {fleet: 'arn:fleet', privileged-mode: no}
                - identifier: plain
            """);
    assertEquals(
        new Batch(
            new BuildList(
                List.of(
                    new BuildTask(
                        "1_linux",
                        Optional.of("ci/linux.yml"),
                        true,
                        List.of(),
                        new TaskEnvironment(
                            Optional.of("BUILD_GENERAL1_SMALL"),
                            Optional.empty(),
                            Optional.of("aws/codebuild/standard:7.0"),
                            Optional.of(true),
                            Optional.of("LINUX_CONTAINER"),
                            Map.of("TARGET", "007")),
                        true),
                    new BuildTask(
                        "arm",
                        Optional.empty(),
                        false,
                        List.of(),
                        new TaskEnvironment(
                            Optional.empty(),
                            Optional.of("arn:fleet"),
                            Optional.empty(),
                            Optional.of(false),
                            Optional.empty(),
                            Map.of()),
                        false),
                    task("plain"))),
            true),
        batch);
  }

  @Test
  @Covers({"B-190", "B-193"})
  void aGraphOfBuildsKnowsWhatTheyWaitFor() {
    assertEquals(
        new Batch(new BuildGraph(List.of(task("c", "a", "b"), task("a"), task("b", "a"))), false),
        batch(
            """
            batch:
              build-graph:
                - {identifier: c, depend-on: [a, b]}
                - {identifier: a}
                - {identifier: b, depend-on: [a]}
            """));
  }

  @Test
  @Covers({"B-197"})
  void aMatrixCombinesLists() {
    assertEquals(
        new BuildMatrix(
            new BuildMatrix.Fixed(
                new TaskEnvironment(
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of("i"),
                    Optional.of(true),
                    Optional.of("LINUX_CONTAINER"),
                    Map.of("A", "b")),
                true),
            new BuildMatrix.Dynamic(
                List.of("a.yml", "b.yml"),
                List.of("BUILD_GENERAL1_LARGE"),
                List.of("x", "y"),
                Map.of("JDK", List.of("17", "21"), "OS", List.of("linux")))),
        batch(
                """
                batch:
                  build-matrix:
                    static:
                      ignore-failure: true
                      env: {image: i, privileged-mode: true, type: LINUX_CONTAINER, variables: {A: b}}
                    dynamic:
                      buildspec: [a.yml, b.yml]
                      env:
                        compute-type: BUILD_GENERAL1_LARGE
                        image: [x, y]
                        variables: {JDK: [17, 21], OS: linux}
                """)
            .builds());
  }

  @Test
  @Covers("B-198")
  void aFanOutIsANumber() {
    assertEquals(
        new BuildFanout(12, true),
        batch("batch: {build-fanout: {parallelism: 12, ignore-failure: yes}}\n").builds());
    assertEquals(
        new BuildFanout(1, false), batch("batch: {build-fanout: {parallelism: 1}}\n").builds());
  }

  @Test
  @Covers({"B-100", "B-101", "B-104"})
  void stepsAreKeptInOrderWithEveryKey() {
    assertEquals(
        List.of(
            new Step(
                new Step.Uses("actions/checkout@v4", Map.of("args", "a b", "fetch-depth", "0")),
                Optional.of("sources"),
                Optional.of("Fetch"),
                Optional.of("${{ env.FETCH == 'yes' }}"),
                Map.of("A", "1"),
                Optional.of("true"),
                Optional.of("10")),
            new Step(
                new Step.Run("make\nmake test\n", Optional.of("bash")),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                Optional.empty(),
                Optional.empty())),
        accepted(
                """
                version: 0.2
                phases:
                  build:
                    steps:
                      - id: sources
                        name: Fetch
                        if: ${{ env.FETCH == 'yes' }}
                        uses: actions/checkout@v4
                        with: {args: a b, fetch-depth: 0}
                        env: {A: 1}
                        continue-on-error: true
                        timeout-minutes: 10
                      - run: |
                          make
                          make test
                        shell: bash
                """)
            .phase(BuildPhase.BUILD)
            .steps());
  }

  @Test
  @Covers("B-022")
  void whatMeansNothingIsKept() {
    Buildspec spec =
        accepted(
            """
            version: 0.2
            x-owner: {team: [1, 'two', ~]}
            phases:
              build:
                comment: slow
                commands: [make]
            reports:
              r: {files: [a], title: R}
            batch:
              build-list:
                - identifier: a
                - {identifier: b, comment: yes, depend-on: [a]}
            artifacts:
              files: [a]
              type: zip
            """);
    ForeignValue.Text nothing = new ForeignValue.Text("", true);
    assertEquals(
        List.of(
            new UnknownKey(
                List.of("x-owner"),
                new ForeignValue.Entries(
                    Map.of(
                        "team",
                        new ForeignValue.Items(
                            List.of(
                                new ForeignValue.Text("1", true),
                                new ForeignValue.Text("two", false),
                                nothing))))),
            new UnknownKey(
                List.of("phases", "build", "comment"), new ForeignValue.Text("slow", true)),
            new UnknownKey(List.of("reports", "r", "title"), new ForeignValue.Text("R", true)),
            new UnknownKey(
                List.of("batch", "build-list", "1", "comment"), new ForeignValue.Text("yes", true)),
            new UnknownKey(
                List.of("batch", "build-list", "1", "depend-on"),
                new ForeignValue.Items(List.of(new ForeignValue.Text("a", true)))),
            new UnknownKey(List.of("artifacts", "type"), new ForeignValue.Text("zip", true))),
        spec.unknown());
  }
}
