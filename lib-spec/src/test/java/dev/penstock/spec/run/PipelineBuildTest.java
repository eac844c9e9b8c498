package dev.penstock.spec.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

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
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A pipeline in a real engine whose build stage is a {@link BuildAction}. */
class PipelineBuildTest {

  private static final ActionType SOURCE = ActionType.of(ActionCategory.SOURCE, "Folder");
  private static final ActionType BUILD = ActionType.of(ActionCategory.BUILD, "Buildspec");
  private static final ActionType DEPLOY = ActionType.of(ActionCategory.DEPLOY, "Look");

  private static final Pipeline SHOP =
      Pipeline.builder("shop")
          .stage("Source", stage -> stage.action("fetch", SOURCE, fetch -> fetch.output("sources")))
          .stage(
              "Build",
              stage ->
                  stage.action(
                      "compile",
                      BUILD,
                      compile ->
                          compile
                              .input("sources")
                              .output("package")
                              .namespace("build")
                              .configuration("EnvironmentVariables.STAGE", "test")))
          .stage("Prod", stage -> stage.action("look", DEPLOY, look -> look.input("package")))
          .build();

  @TempDir Path directory;

  @Test
  void sourcesAreBuiltAndHandedOn() {
    List<String> seen = new ArrayList<>();
    ExecutionStatus status =
        run(
            """
            version: 0.2
            env: {exported-variables: [TAG]}
            phases:
              pre_build: {commands: [TAG=shop-$STAGE]}
              build: {commands: ['mkdir out && echo $TAG > out/name']}
            artifacts: {base-directory: out, files: '**/*'}
            """,
            seen);
    assertEquals(ExecutionStatus.SUCCEEDED, status);
    assertEquals(List.of("shop-test", "shop-test\n"), seen);
  }

  @Test
  void aFailedBuildFailsTheExecution() {
    List<String> seen = new ArrayList<>();
    assertEquals(
        ExecutionStatus.FAILED,
        run("version: 0.2\nphases: {build: {commands: ['exit 1']}}\n", seen));
    assertEquals(List.of(), seen);
  }

  private ExecutionStatus run(String buildspec, List<String> seen) {
    VirtualTime time = VirtualTime.startingAt(Instant.parse("2026-01-05T09:00:00Z"));
    ActionExecutor source =
        ActionExecutor.blocking(
            context -> {
              Path files = Files.createDirectory(directory.resolve("files"));
              Files.writeString(files.resolve("buildspec.yml"), buildspec);
              return ActionResult.succeeded()
                  .withArtifact("sources", context.store("sources", files));
            });
    ActionExecutor look =
        ActionExecutor.blocking(
            context -> {
              Path files = Files.createDirectory(directory.resolve("deployed"));
              context.fetch("package", files);
              seen.add(String.valueOf(context.variables().get("build.TAG")));
              seen.add(Files.readString(files.resolve("name")));
              return ActionResult.succeeded();
            });
    try (ProcessEngine processes =
        ProcessEngine.builder()
            .journal(new InMemoryJournal())
            .executor(Runnable::run)
            .scheduler(time)
            .clock(time.clock())
            .build()) {
      OpenPipeline shop =
          PipelineEngine.builder(processes)
              .action(SOURCE, source)
              .action(
                  BUILD,
                  BuildAction.builder(new LocalShell(), directory.resolve("builds"), time.clock())
                      .build())
              .action(DEPLOY, look)
              .artifacts(new Copies())
              .build()
              .open(SHOP);
      return shop.start().thenCompose(shop::finished).toCompletableFuture().join();
    }
  }

  /** Keeps artifacts as texts by path. */
  private static final class Copies implements ArtifactTransfer {

    private final Map<String, Map<String, String>> artifacts = new HashMap<>();

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
