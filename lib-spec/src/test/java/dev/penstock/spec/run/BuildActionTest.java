package dev.penstock.spec.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.conventions.Covers;
import dev.penstock.pipeline.ActionResult;
import dev.penstock.pipeline.ArtifactReference;
import dev.penstock.pipeline.engine.ActionContext;
import dev.penstock.revision.Digest;
import dev.penstock.spec.build.SecretsManagerReference;
import dev.penstock.spec.fixture.LocalShell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BuildActionTest {

  private static final String BUILDSPEC =
      """
      version: 0.2
      env:
        variables: {STAGE: file, TOKEN: file}
        exported-variables: [TAG]
      phases:
        build:
          commands:
            - TAG=$STAGE-1; mkdir out && cp message out/
            - 'echo "built with $(printf %s "$TOKEN" | wc -c) for $CODEBUILD_INITIATOR"'
            - test "$(cat "$CODEBUILD_SRC_DIR_other_sources/note")" = noted
      artifacts:
        files: ['out/*']
        secondary-artifacts:
          docs: {files: [message], discard-paths: yes}
      """;

  @TempDir Path directory;
  private final List<String> log = new ArrayList<>();
  private final Attempt attempt = new Attempt();

  private BuildAction action() {
    return BuildAction.builder(new LocalShell(), directory.resolve("builds"), () -> Instant.EPOCH)
        .log(context -> log::add)
        .secrets(new BuildRunnerTest.TestSecrets())
        .build();
  }

  private ActionResult execute() throws IOException {
    return action().execute(attempt).toCompletableFuture().join();
  }

  @Test
  @Covers({"B-001", "B-169", "B-171", "B-058"})
  void anInputIsBuiltByItsBuildspec() throws IOException {
    attempt.input("sources", Map.of("buildspec.yml", BUILDSPEC, "message", "hello"));
    attempt.input("other-sources", Map.of("note", "noted"));
    attempt.outputs.addAll(List.of("docs", "package"));
    attempt.configuration.put("EnvironmentVariables.STAGE", "test");
    attempt.configuration.put(
        "EnvironmentVariables",
        "[{\"name\":\"TOKEN\",\"value\":\"shop:t\",\"type\":\"SECRETS_MANAGER\"}]");
    ActionResult result = execute();
    assertTrue(result.isSucceeded(), () -> result.summary() + log);
    assertEquals(Map.of("TAG", "test-1"), result.variables());
    assertEquals(
        List.of("docs", "package"), result.artifacts().keySet().stream().sorted().toList());
    assertEquals(
        Map.of("docs", List.of("message"), "package", List.of("out/message")), attempt.stored);
    assertTrue(log.contains("built with 13 for codepipeline/shop"), log::toString);
    assertEquals("11 phases in 0.0 s", result.summary());
  }

  @Test
  void whatABuildAsksForIsConcealedInAllThatTheExecutionTells() throws IOException {
    attempt.concealed.add("of-another-action");
    attempt.input(
        "sources",
        Map.of(
            "buildspec.yml",
            """
            version: 0.2
            env:
              secrets-manager: {TOKEN: "shop:t"}
              parameter-store: {CHANNEL: /shop/channel}
            phases:
              build:
                commands: ['echo "of-another-action"']
            """));
    ActionResult result = execute();
    assertTrue(result.isSucceeded(), () -> result.summary() + log);
    BuildSecrets secrets = new BuildRunnerTest.TestSecrets();
    assertEquals(
        List.of(
            "of-another-action",
            secrets.parameter("/shop/channel"),
            secrets.secret(SecretsManagerReference.parse("shop:t").orElseThrow())),
        attempt.concealed);
    assertTrue(log.contains("concealed"), log::toString);
    assertTrue(log.stream().noneMatch("of-another-action"::equals), log::toString);
  }

  @Test
  @Covers("B-001")
  void noOtherFileIsTakenForTheBuildspec() throws IOException {
    attempt.input("sources", Map.of("buildspec.yaml", BUILDSPEC, "ci-buildspec.yml", BUILDSPEC));
    assertEquals(ActionResult.failed("DOWNLOAD_SOURCE: YAML file does not exist"), execute());
  }

  @Test
  void aRepeatAfterACrashBuildsAfreshAndLeavesNothing() throws IOException {
    Path leftover = AttemptDirectory.in(directory.resolve("builds"), attempt.key());
    Files.createDirectories(leftover.resolve("source-0"));
    Files.writeString(leftover.resolve("source-0/message"), "stale");
    attempt.input("sources", Map.of("buildspec.yml", BUILDSPEC, "message", "fresh"));
    attempt.input("other-sources", Map.of("note", "noted"));
    ActionResult result = execute();
    assertTrue(result.isSucceeded(), result::summary);
    try (Stream<Path> left = Files.list(directory.resolve("builds"))) {
      assertEquals(List.of(), left.toList());
    }
  }

  @Test
  void aFaultyBuildspecFailsWithAllItsFaults() throws IOException {
    attempt.input("sources", Map.of("buildspec.yml", "version: 1\nphases:\n  build: [a]\n"));
    ActionResult result = execute();
    assertFalse(result.isSucceeded());
    assertEquals(
        """
        DOWNLOAD_SOURCE: buildspec.yml is faulty:
        buildspec.yml:1:10: version: version "1" is not supported; allowed: 0.1, 0.2; use 0.2 [BS011]
        buildspec.yml:3:10: phases.build: expected a mapping, found a list; put the list under "commands:" [BS034]""",
        result.summary());
    assertTrue(log.contains("      build: [a]"), log::toString);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "BuildSpec|../x|DOWNLOAD_SOURCE: \"../x\" lies outside the sources",
        "BuildSpec|/etc/passwd|DOWNLOAD_SOURCE: \"/etc/passwd\" lies outside the sources",
        "BuildSpec|ci.yml|DOWNLOAD_SOURCE: stat ci.yml: no such file or directory",
        "PrimarySource|main|PrimarySource: \"main\" is no input of the action; allowed: sources",
        "EnvironmentVariables|{}|EnvironmentVariables: expected a JSON array of {name, value, type}",
        "EnvironmentVariables|[{\"name\":\"A\"}]|EnvironmentVariables[0]: expected {name, value, type}",
        "EnvironmentVariables|[|EnvironmentVariables: no JSON at 2"
      })
  void faultyConfigurationIsExplained(String key, String value, String summary) throws IOException {
    attempt.input("sources", Map.of("buildspec.yml", BUILDSPEC));
    attempt.configuration.put(key, value);
    assertEquals(ActionResult.failed(summary), execute());
  }

  @Test
  @Covers("B-211")
  void inputsThatWouldShareADirectoryAreRefused() throws IOException {
    attempt.input("sources", Map.of("buildspec.yml", BUILDSPEC));
    attempt.input("other-sources", Map.of("note", "noted"));
    attempt.input("other_sources", Map.of("note", "of another"));
    String refusal =
        "inputs: \"other-sources\" and \"other_sources\" would share CODEBUILD_SRC_DIR_other_sources;"
            + " allowed: names that differ in more than hyphens and underscores, as a hyphen"
            + " becomes an underscore there; rename one of the artifacts [B-211]";
    assertEquals(ActionResult.failed(refusal), execute());
    assertEquals(List.of(), log);
    ActionBuilds builds = action().builds(attempt);
    assertEquals(refusal, assertThrows(IOException.class, builds::buildspec).getMessage());
  }

  @Test
  void aBuildspecThatIsALinkOutOfTheSourcesIsNotRead() throws IOException {
    Path secret = Files.writeString(directory.resolve("secret"), "secret: {");
    attempt.input("sources", Map.of());
    attempt.links.put("buildspec.yml", secret);
    assertEquals(
        ActionResult.failed(
            "DOWNLOAD_SOURCE: \"buildspec.yml\" is a link that leads out of the sources"),
        execute());
  }

  @Test
  @Covers("B-003")
  void aBuildspecOfSeveralLinesIsTheConfigurationItself() throws IOException {
    attempt.input("sources", Map.of("message", "hello"));
    attempt.configuration.put(
        "BuildSpec", "version: 0.2\nphases:\n  build:\n    commands: [cat message, 'false']\n");
    assertEquals(
        ActionResult.failed("BUILD: Error while executing command: false. Reason: exit status 1"),
        execute());
    assertTrue(log.contains("hello"));
  }

  @Test
  void anOutputThatNobodyMakesFailsTheAction() throws IOException {
    attempt.input("sources", Map.of("buildspec.yml", BUILDSPEC, "message", "hello"));
    attempt.input("other-sources", Map.of("note", "noted"));
    attempt.outputs.addAll(List.of("package", "more"));
    assertEquals(
        "output \"more\": the buildspec makes no artifact for it; secondary artifacts: docs",
        execute().summary());
  }

  @Test
  void aCancelledActionFails() throws IOException {
    attempt.input("sources", Map.of("buildspec.yml", BUILDSPEC));
    attempt.cancellation.complete(null);
    assertEquals("SUBMITTED: the build was asked to stop", execute().summary());
  }

  /** An attempt at an action whose artifacts are texts by path. */
  private static final class Attempt implements ActionContext {

    final Map<String, String> configuration = new TreeMap<>();
    final Map<String, Path> links = new TreeMap<>();
    final List<String> outputs = new ArrayList<>();
    final Map<String, List<String>> stored = new TreeMap<>();
    final List<String> concealed = new ArrayList<>();
    final CompletableFuture<Void> cancellation = new CompletableFuture<>();
    private final Map<String, Map<String, String>> inputs = new LinkedHashMap<>();

    void input(String name, Map<String, String> files) {
      inputs.put(name, files);
    }

    private static ArtifactReference reference(String name) {
      return new ArtifactReference(name, new Digest("0".repeat(64)));
    }

    @Override
    public String key() {
      return "17/Build/compile/1";
    }

    @Override
    public String pipeline() {
      return "shop";
    }

    @Override
    public String execution() {
      return "17";
    }

    @Override
    public String stage() {
      return "Build";
    }

    @Override
    public String action() {
      return "compile";
    }

    @Override
    public int attempt() {
      return 1;
    }

    @Override
    public boolean isRepeat() {
      return false;
    }

    @Override
    public Map<String, String> configuration() {
      return configuration;
    }

    @Override
    public String configuration(String key) {
      return Optional.ofNullable(configuration.get(key)).orElseThrow(IllegalArgumentException::new);
    }

    @Override
    public void conceal(String value) {
      concealed.add(value);
    }

    @Override
    public String masked(String text) {
      return concealed.contains(text) ? "concealed" : text;
    }

    @Override
    public Map<String, String> variables() {
      return Map.of();
    }

    @Override
    public Map<String, ArtifactReference> inputs() {
      Map<String, ArtifactReference> references = new LinkedHashMap<>();
      inputs.keySet().forEach(name -> references.put(name, reference(name)));
      return references;
    }

    @Override
    public List<String> outputs() {
      return outputs;
    }

    @Override
    public void fetch(String input, Path directory) throws IOException {
      for (Map.Entry<String, String> file : inputs.getOrDefault(input, Map.of()).entrySet()) {
        Files.writeString(directory.resolve(file.getKey()), file.getValue());
      }
      for (Map.Entry<String, Path> link : links.entrySet()) {
        Files.createSymbolicLink(directory.resolve(link.getKey()), link.getValue());
      }
    }

    @Override
    public ArtifactReference store(String output, Path directory) throws IOException {
      try (Stream<Path> files = Files.walk(directory)) {
        stored.put(
            output,
            files
                .filter(Files::isRegularFile)
                .map(file -> directory.relativize(file).toString())
                .toList());
      }
      return reference(output);
    }

    @Override
    public Optional<String> checkpoint() {
      return Optional.empty();
    }

    @Override
    public CompletionStage<Void> checkpoint(String text) {
      return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<Void> cancellation() {
      return cancellation;
    }

    @Override
    public boolean isCancelled() {
      return cancellation.isDone();
    }
  }
}
