package dev.penstock.spec.batch;

import dev.penstock.spec.build.Batch;
import dev.penstock.spec.run.ActionBuilds;
import dev.penstock.spec.run.BuildArtifact;
import dev.penstock.spec.run.BuildResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Builds the input of a pipeline action as a batch. */
final class ActionBatch implements BatchBuilds {

  static final String COMBINED = "combined";

  private final ActionBuilds builds;

  ActionBatch(ActionBuilds builds) {
    this.builds = builds;
  }

  static String kept(String identifier) {
    return "artifact-" + identifier;
  }

  @Override
  public BatchPlan plan() throws IOException {
    Batch batch =
        builds
            .buildspec()
            .batch()
            .orElseThrow(() -> new IOException("the buildspec has no section \"batch\""));
    return BatchPlan.of(batch);
  }

  @Override
  public CompletionStage<BatchBuildResult> run(
      PlannedBuild build, CompletionStage<Void> cancellation) throws IOException {
    Map<String, String> variables = new HashMap<>();
    variables.put("CODEBUILD_BATCH_BUILD_IDENTIFIER", build.identifier());
    build.image().ifPresent(image -> variables.put("CODEBUILD_BUILD_IMAGE", image));
    BuildResult result =
        builds.run(
            new ActionBuilds.Variation(
                build.identifier(), build.buildspec(), build.variables(), variables),
            cancellation);
    if (result.isSucceeded() && result.artifact().isPresent()) {
      keep(build.identifier(), result.artifact().get());
    }
    builds.delete(build.identifier());
    Map<String, String> exported = new LinkedHashMap<>();
    result
        .exportedVariables()
        .forEach((name, value) -> exported.put(name, builds.masked(value)));
    return CompletableFuture.completedFuture(
        new BatchBuildResult(
            BatchBuildStatus.valueOf(result.status().name()),
            builds.masked(result.summary()),
            exported));
  }

  private void keep(String identifier, BuildArtifact artifact) throws IOException {
    Path place = builds.emptyDirectory(kept(identifier));
    Files.delete(place);
    Files.move(artifact.directory(), place);
  }

  @Override
  public void combine(List<String> identifiers) throws IOException {
    Path combined = Files.createDirectories(builds.keptDirectory(COMBINED));
    for (String identifier : identifiers) {
      Path files = builds.keptDirectory(kept(identifier));
      if (Files.isDirectory(files)) { // otherwise moved by a call before a crash, or none was made
        Files.move(files, combined.resolve(identifier));
      }
    }
  }
}
