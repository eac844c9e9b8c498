package dev.penstock.spec.batch;

import dev.penstock.engine.ProcessEngine;
import dev.penstock.pipeline.ActionResult;
import dev.penstock.pipeline.ArtifactReference;
import dev.penstock.pipeline.engine.ActionContext;
import dev.penstock.pipeline.engine.ActionExecutor;
import dev.penstock.spec.run.ActionBuilds;
import dev.penstock.spec.run.BuildAction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A pipeline action that builds its input as a batch, as the buildspec's section {@code batch}
 * says.
 *
 * <pre>{@code
 * ActionExecutor builds = new BatchAction(processes, buildAction, BatchRestrictions.DEFAULT);
 * }</pre>
 *
 * <p>Configuration, besides that of {@link BuildAction}: {@value #BATCH_ENABLED}, {@code true} to
 * run a batch; otherwise the action is an ordinary build, which leaves the section aside (B-200).
 * {@value #COMBINE_ARTIFACTS}, {@code true} to put the artifacts of all builds into the action's
 * first output, each in a folder named like its build. Otherwise each output is to be named like a
 * build, and receives that one's primary artifact.
 *
 * <p>Exported variables become output variables {@code <build>-<name>}. Each attempt is one batch:
 * after a crash the action goes on with the batch that it began, builds that had ended do not run
 * again. When the action is asked to stop, so is the batch. Builds occupy threads of the process
 * engine's executor while they run. Safe for several threads.
 */
public final class BatchAction implements ActionExecutor {

  /** The configuration key that asks for a batch. */
  public static final String BATCH_ENABLED = "BatchEnabled";

  /** The configuration key that asks for one artifact of all builds. */
  public static final String COMBINE_ARTIFACTS = "CombineArtifacts";

  private static final int LONGEST_SUMMARY = 2_048;
  private static final int LONGEST_CHECKPOINT = 4_096;

  private final ProcessEngine processes;
  private final BuildAction builds;
  private final BatchRestrictions restrictions;

  /**
   * An action that runs batches.
   *
   * @param processes drives them; the host closes it
   * @param builds runs their builds, and those that are no batch
   * @param restrictions what batches may do; whether they combine artifacts, the action's
   *     configuration tells instead
   */
  public BatchAction(ProcessEngine processes, BuildAction builds, BatchRestrictions restrictions) {
    this.processes = Objects.requireNonNull(processes, "processes");
    this.builds = Objects.requireNonNull(builds, "builds");
    this.restrictions = Objects.requireNonNull(restrictions, "restrictions");
  }

  @Override
  public CompletionStage<ActionResult> execute(ActionContext context) throws IOException {
    if (!isTrue(context, BATCH_ENABLED)) {
      return builds.execute(context);
    }
    ActionBuilds own = builds.builds(context);
    ActionBatch batch = new ActionBatch(own);
    BatchEngine engine =
        new BatchEngine(
            processes,
            new BatchRestrictions(
                restrictions.maxBuilds(),
                restrictions.computeTypes(),
                restrictions.fleets(),
                isTrue(context, COMBINE_ARTIFACTS)));
    String id = "batch/" + context.key();
    CompletableFuture<ActionResult> result = new CompletableFuture<>();
    engine
        .start(id, batch)
        .thenCompose(
            started -> {
              context
                  .cancellation()
                  .thenRun(
                      () -> {
                        if (!context.isGivenUp()) { // a batch of an abandoned action is left alone
                          engine.stop(id, batch, "the action was asked to stop");
                        }
                      });
              return engine.ended(id, batch);
            })
        .whenComplete(
            (view, failure) ->
                processes.execute(
                    () -> {
                      if (failure != null) {
                        result.completeExceptionally(failure);
                      } else {
                        finish(context, own, view, result);
                      }
                    }));
    return result;
  }

  private static boolean isTrue(ActionContext context, String key) {
    return context.configuration().getOrDefault(key, "").equalsIgnoreCase("true");
  }

  private void finish(
      ActionContext context,
      ActionBuilds own,
      BatchView view,
      CompletableFuture<ActionResult> result) {
    if (view.phase() != BatchPhase.SUCCEEDED) {
      end(own, ActionResult.failed(cut(view.toString())), result);
      return;
    }
    try {
      Map<String, ArtifactReference> artifacts = new LinkedHashMap<>();
      Optional<String> noted = context.checkpoint();
      if (noted.isPresent()) {
        artifacts.putAll(StoredOutputs.read(noted.get()));
      } else {
        Optional<String> missing = store(context, own, artifacts);
        if (missing.isPresent()) {
          end(own, ActionResult.failed(unmade(missing.get(), view)), result);
          return;
        }
      }
      ActionResult made =
          new ActionResult(true, cut(view.toString()), artifacts, variables(view), "");
      note(context, artifacts)
          .whenComplete(
              (done, failure) -> processes.execute(() -> end(own, made, result, failure)));
    } catch (IOException | RuntimeException e) {
      result.completeExceptionally(e);
    }
  }

  /** Notes the outputs before their files are removed, so that a crash in between loses neither. */
  private static CompletionStage<Void> note(
      ActionContext context, Map<String, ArtifactReference> artifacts) {
    String text = StoredOutputs.write(artifacts);
    return artifacts.isEmpty() || text.length() > LONGEST_CHECKPOINT
        ? CompletableFuture.completedFuture(null)
        : context.checkpoint(text);
  }

  private static void end(
      ActionBuilds own,
      ActionResult made,
      CompletableFuture<ActionResult> result,
      @Nullable Throwable failure) {
    if (failure == null) {
      end(own, made, result);
    } else {
      result.completeExceptionally(failure);
    }
  }

  private static void end(
      ActionBuilds own, ActionResult made, CompletableFuture<ActionResult> result) {
    try {
      own.delete();
      result.complete(made);
    } catch (IOException e) {
      result.completeExceptionally(e);
    }
  }

  /** Stores the outputs; the name of one that no build made, if there is one. */
  private static Optional<String> store(
      ActionContext context, ActionBuilds own, Map<String, ArtifactReference> artifacts)
      throws IOException {
    boolean combines = isTrue(context, COMBINE_ARTIFACTS);
    for (String output : context.outputs()) {
      Path files =
          own.keptDirectory(
              combines && artifacts.isEmpty() ? ActionBatch.COMBINED : ActionBatch.kept(output));
      if (!Files.isDirectory(files)) {
        return Optional.of(output);
      }
      artifacts.put(output, own.store(output, files));
    }
    return Optional.empty();
  }

  private static String unmade(String output, BatchView view) {
    return "output \"%s\": no build of that name has made an artifact; builds: %s"
        .formatted(
            output, String.join(", ", view.builds().stream().map(BatchBuild::identifier).toList()));
  }

  private static Map<String, String> variables(BatchView view) {
    Map<String, String> variables = new LinkedHashMap<>();
    for (BatchBuild build : view.builds()) {
      build
          .exportedVariables()
          .forEach((name, value) -> variables.put(build.identifier() + "-" + name, value));
    }
    return variables;
  }

  private static String cut(String summary) {
    return summary.length() <= LONGEST_SUMMARY
        ? summary
        : summary.substring(0, LONGEST_SUMMARY - 4) + "\n...";
  }
}
