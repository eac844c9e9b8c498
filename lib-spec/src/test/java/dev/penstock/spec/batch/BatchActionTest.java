package dev.penstock.spec.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.conventions.Covers;
import dev.penstock.engine.ProcessEngine;
import dev.penstock.journal.InMemoryJournal;
import dev.penstock.pipeline.ActionCategory;
import dev.penstock.pipeline.ActionResult;
import dev.penstock.pipeline.ActionType;
import dev.penstock.pipeline.ArtifactReference;
import dev.penstock.pipeline.Pipeline;
import dev.penstock.pipeline.engine.ActionExecutor;
import dev.penstock.pipeline.engine.ArtifactTransfer;
import dev.penstock.pipeline.engine.OpenPipeline;
import dev.penstock.pipeline.engine.PipelineEngine;
import dev.penstock.pipeline.execution.ExecutionStatus;
import dev.penstock.process.simulation.VirtualTime;
import dev.penstock.revision.Digest;
import dev.penstock.spec.fixture.LocalShell;
import dev.penstock.spec.run.BuildAction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A pipeline in a real engine whose build stage runs batches. */
class BatchActionTest {

  private static final ActionType SOURCE = ActionType.of(ActionCategory.SOURCE, "Folder");
  private static final ActionType BUILD = ActionType.of(ActionCategory.BUILD, "Batch");
  private static final ActionType LOOK = ActionType.of(ActionCategory.DEPLOY, "Look");

  private static final String BUILDSPEC =
      """
      version: 0.2
      env: {variables: {KIND: file}, exported-variables: [TAG]}
      batch:
        build-graph:
          - {identifier: jar, env: {variables: {KIND: jar}}}
          - {identifier: docs, depend-on: [jar], buildspec: docs.yml}
      phases:
        build:
          commands:
            - TAG="$KIND-$CODEBUILD_BATCH_BUILD_IDENTIFIER"; echo "$TAG" > out.txt
            - 'echo "> built $TAG ${CODEBUILD_BUILD_ID##*/}"'
      artifacts: {files: out.txt}
      """;
  private static final String DOCS =
      """
      version: 0.2
      batch: {build-list: [{identifier: nested}]}
      phases: {build: {commands: [mkdir docs, echo text > docs/index, 'echo "> built docs"']}}
      artifacts: {files: 'docs/*'}
      """;

  @TempDir Path directory;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Map<String, String> configuration = new TreeMap<>();
  private final List<String> outputs = new ArrayList<>();
  private final List<String> log = Collections.synchronizedList(new ArrayList<>());
  private final Copies copies = new Copies();
  private final List<String> variables = Collections.synchronizedList(new ArrayList<>());
  private final CompletableFuture<Void> begun = new CompletableFuture<>();
  private String summary = "";

  @AfterEach
  void endThreads() {
    threads.shutdownNow();
  }

  private ExecutionStatus run(Map<String, String> sources) {
    VirtualTime time = VirtualTime.startingAt(Plans.NOON);
    ActionExecutor source =
        ActionExecutor.blocking(
            context -> {
              Path files = Files.createDirectory(directory.resolve("files"));
              for (Map.Entry<String, String> file : sources.entrySet()) {
                Files.writeString(files.resolve(file.getKey()), file.getValue());
              }
              return ActionResult.succeeded()
                  .withArtifact("sources", context.store("sources", files));
            });
    ActionExecutor look =
        ActionExecutor.blocking(
            context -> {
              context.variables().forEach((name, value) -> variables.add(name + "=" + value));
              return ActionResult.succeeded();
            });
    try (ProcessEngine processes =
        ProcessEngine.builder()
            .journal(new InMemoryJournal())
            .executor(threads)
            .scheduler(time)
            .clock(time.clock())
            .build()) {
      BuildAction builds =
          BuildAction.builder(new LocalShell(), directory.resolve("builds"), time.clock())
              .log(context -> this::hear)
              .build();
      BatchAction batches = new BatchAction(processes, builds, BatchRestrictions.DEFAULT);
      OpenPipeline shop =
          PipelineEngine.builder(processes)
              .action(SOURCE, source)
              .action(
                  BUILD,
                  context ->
                      batches
                          .execute(context)
                          .thenApply(
                              result -> {
                                summary = result.summary();
                                return result;
                              }))
              .action(LOOK, look)
              .artifacts(copies)
              .build()
              .open(pipeline());
      return shop.start()
          .thenCompose(
              execution -> {
                CompletionStage<?> stopped =
                    begun.thenCompose(now -> shop.stop(execution, "enough"));
                return shop.finished(execution)
                    .whenComplete((end, failure) -> stopped.toCompletableFuture().cancel(false));
              })
          .toCompletableFuture()
          .join();
    }
  }

  private Pipeline pipeline() {
    return Pipeline.builder("shop")
        .stage("Source", stage -> stage.action("fetch", SOURCE, fetch -> fetch.output("sources")))
        .stage(
            "Build",
            stage ->
                stage.action(
                    "compile",
                    BUILD,
                    compile -> {
                      compile.input("sources").namespace("build");
                      configuration.forEach(compile::configuration);
                      outputs.forEach(compile::output);
                    }))
        .stage(
            "Prod",
            stage ->
                stage.action("look", LOOK, look -> outputs.stream().limit(1).forEach(look::input)))
        .build();
  }

  private void hear(String line) {
    if (line.matches("(\\w+: )?> .*")) {
      log.add(line.replaceFirst("> ", ""));
    }
    if (line.endsWith("> begun")) {
      begun.complete(null);
    }
  }

  @Test
  @Covers({"B-192", "B-193"})
  void aBatchIsBuiltAndItsArtifactsCombined() {
    configuration.put(BatchAction.BATCH_ENABLED, "true");
    configuration.put(BatchAction.COMBINE_ARTIFACTS, "true");
    outputs.add("all");
    assertEquals(
        ExecutionStatus.SUCCEEDED, run(Map.of("buildspec.yml", BUILDSPEC, "docs.yml", DOCS)));
    assertEquals(List.of("jar: built jar-jar jar", "docs: built docs"), log);
    assertEquals(
        Map.of("docs/docs/index", "text\n", "jar/out.txt", "jar-jar\n"), copies.latest("all"));
    assertTrue(variables.contains("build.jar-TAG=jar-jar"), variables::toString);
    assertTrue(summary.startsWith("SUCCEEDED\njar SUCCEEDED: 11 phases"), summary);
    assertTrue(Files.exists(directory.resolve("builds")));
    assertEquals(0, directory.resolve("builds").toFile().list().length);
  }

  @Test
  @Covers("B-055")
  void whatABuildOfABatchSetsWinsOverAllElse() {
    configuration.put(BatchAction.BATCH_ENABLED, "true");
    configuration.put("EnvironmentVariables.KIND", "action");
    assertEquals(
        ExecutionStatus.SUCCEEDED,
        run(
            Map.of(
                "buildspec.yml",
                BUILDSPEC.replace(
                    ", depend-on: [jar], buildspec: docs.yml", ", depend-on: [jar]"))));
    assertEquals(List.of("jar: built jar-jar jar", "docs: built action-docs docs"), log);
  }

  @Test
  void otherwiseEachOutputIsThatOfTheBuildOfItsName() {
    configuration.put(BatchAction.BATCH_ENABLED, "true");
    outputs.addAll(List.of("docs", "jar"));
    assertEquals(
        ExecutionStatus.SUCCEEDED, run(Map.of("buildspec.yml", BUILDSPEC, "docs.yml", DOCS)));
    assertEquals(Map.of("docs/index", "text\n"), copies.latest("docs"));
    assertEquals(Map.of("out.txt", "jar-jar\n"), copies.latest("jar"));
  }

  @Test
  void anOutputThatNoBuildMakesIsExplained() {
    configuration.put(BatchAction.BATCH_ENABLED, "true");
    outputs.add("war");
    assertEquals(ExecutionStatus.FAILED, run(Map.of("buildspec.yml", BUILDSPEC, "docs.yml", DOCS)));
    assertEquals(
        "output \"war\": no build of that name has made an artifact; builds: jar, docs", summary);
  }

  @Test
  @Covers("B-200")
  void anOrdinaryBuildLeavesTheBatchAside() {
    outputs.add("package");
    assertEquals(
        ExecutionStatus.SUCCEEDED, run(Map.of("buildspec.yml", BUILDSPEC, "docs.yml", DOCS)));
    assertEquals(Map.of("out.txt", "file-\n"), copies.latest("package"));
    assertEquals(List.of("built file- 1"), log);
  }

  @Test
  @Covers("B-193")
  void aFailedBuildFailsTheAction() {
    configuration.put(BatchAction.BATCH_ENABLED, "true");
    outputs.add("jar");
    assertEquals(
        ExecutionStatus.FAILED,
        run(Map.of("buildspec.yml", BUILDSPEC.replace("files: out.txt", "files: none"))));
    assertEquals(
        """
        FAILED: build jar failed
        jar FAILED: UPLOAD_ARTIFACTS: no matching artifact paths found
        docs SKIPPED: build jar did not succeed""",
        summary);
  }

  @Test
  void aBuildspecWithoutBatchOrAFaultyOneFailsTheBatch() {
    configuration.put(BatchAction.BATCH_ENABLED, "true");
    outputs.add("jar");
    assertEquals(
        ExecutionStatus.FAILED, run(Map.of("buildspec.yml", DOCS.replace("batch:", "b:"))));
    assertEquals("FAILED: the buildspec has no section \"batch\"", summary);
  }

  @Test
  void whenTheActionIsStoppedSoIsTheBatch() {
    configuration.put(BatchAction.BATCH_ENABLED, "true");
    outputs.add("jar");
    run(
        Map.of(
            "buildspec.yml",
            BUILDSPEC.replace("- TAG=", "- 'echo \"> begun\"; sleep 600'\n      - TAG=")));
    assertEquals(
        """
        STOPPED: the action was asked to stop
        jar STOPPED: BUILD: the build was asked to stop
        docs SKIPPED: the batch was stopped: the action was asked to stop""",
        summary);
  }

  @Test
  void whereOutputsAreStoredIsNotedAndReadBack() throws IOException {
    Map<String, ArtifactReference> artifacts =
        Map.of("all", new ArtifactReference("s3://b/k \"x\"", new Digest("ab".repeat(32))));
    assertEquals(artifacts, StoredOutputs.read(StoredOutputs.write(artifacts)));
  }

  /** Keeps artifacts as texts by path. */
  private static final class Copies implements ArtifactTransfer {

    private final Map<String, Map<String, String>> artifacts = new ConcurrentHashMap<>();

    Map<String, String> latest(String output) {
      return artifacts.entrySet().stream()
          .filter(entry -> entry.getKey().endsWith("/" + output))
          .map(Map.Entry::getValue)
          .findFirst()
          .orElseThrow(() -> new AssertionError(output + " is none of " + artifacts.keySet()));
    }

    @Override
    public ArtifactReference store(String key, Path files) throws IOException {
      Map<String, String> texts = new HashMap<>();
      try (Stream<Path> found = Files.walk(files)) {
        for (Path file : found.filter(Files::isRegularFile).toList()) {
          texts.put(files.relativize(file).toString(), Files.readString(file));
        }
      }
      artifacts.put(key, texts);
      return new ArtifactReference(key, new Digest("0".repeat(64)));
    }

    @Override
    public void fetch(ArtifactReference artifact, Path target) throws IOException {
      for (Map.Entry<String, String> file :
          artifacts.getOrDefault(artifact.location(), Map.of()).entrySet()) {
        Files.writeString(target.resolve(file.getKey()), file.getValue());
      }
    }
  }
}
