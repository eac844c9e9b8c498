package dev.penstock.pipeline.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.penstock.pipeline.ActionCategory;
import dev.penstock.pipeline.ActionResult;
import dev.penstock.pipeline.ActionType;
import dev.penstock.pipeline.ExternalExecution;
import dev.penstock.pipeline.FailureType;
import dev.penstock.pipeline.execution.ExecutionStatus;
import dev.penstock.pipeline.execution.RevisionType;
import dev.penstock.process.RejectedCommandException;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * Carries out actions that start another pipeline (P-1331): {@code PipelineName} names it, {@code
 * Variables} and {@code SourceRevisions} are JSON text, an array of {@code {"name", "value"}} and
 * one of {@code {"actionName", "revisionType", "revisionValue"}}.
 *
 * <pre>{@code
 * Map<String, OpenPipeline> open = new ConcurrentHashMap<>();
 * PipelineEngine engine = PipelineEngine.builder(processes)
 *     .action(PipelineInvocation.TYPE, PipelineInvocation.of(name -> Optional.ofNullable(open.get(name))))
 *     .build();
 * }</pre>
 *
 * <p>The action succeeds when the start is accepted, and does not wait for the other execution,
 * unless {@link #waiting()} is asked for (P-1332). The start is keyed by the attempt, so an action
 * that is repeated after a crash finds the execution that it has started. Pipelines that invoke
 * each other in a loop come to an end at {@link #DEEPEST_NESTING}, or at what {@link
 * #nestingAtMost} says (P-1333).
 *
 * <p>Immutable and safe for several threads, as the function that finds pipelines must be.
 */
public final class PipelineInvocation implements ActionExecutor {

  /** The type of actions that it carries out (P-427). */
  public static final ActionType TYPE = ActionType.aws(ActionCategory.INVOKE, "CodePipeline");

  /** How deep pipelines may invoke each other, unless told otherwise. */
  public static final int DEEPEST_NESTING = 10;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Function<? super String, Optional<OpenPipeline>> pipelines;
  private final boolean isWaiting;
  private final int deepest;

  private PipelineInvocation(
      Function<? super String, Optional<OpenPipeline>> pipelines, boolean isWaiting, int deepest) {
    this.pipelines = pipelines;
    this.isWaiting = isWaiting;
    this.deepest = deepest;
  }

  /**
   * An executor that does not wait.
   *
   * @param pipelines finds an open pipeline by its name
   * @return the executor
   */
  public static PipelineInvocation of(Function<? super String, Optional<OpenPipeline>> pipelines) {
    return new PipelineInvocation(
        Objects.requireNonNull(pipelines, "pipelines"), false, DEEPEST_NESTING);
  }

  /**
   * The same, but actions wait for the end of the execution that they have started, and succeed
   * only if it does. Who stops such an action stops that execution as well; who abandons it does
   * not.
   *
   * @return a copy
   */
  public PipelineInvocation waiting() {
    return new PipelineInvocation(pipelines, true, deepest);
  }

  /**
   * The same with another bound: an execution that so many pipelines have led to invokes no more.
   *
   * @param depth at least 1
   * @return a copy
   * @throws IllegalArgumentException if it is less
   */
  public PipelineInvocation nestingAtMost(int depth) {
    if (depth < 1) {
      throw new IllegalArgumentException(
          "depth: " + depth + " is out of range; allowed: 1 and above");
    }
    return new PipelineInvocation(pipelines, isWaiting, depth);
  }

  @Override
  public CompletionStage<ActionResult> execute(ActionContext context) {
    String name = context.configuration("PipelineName");
    if (context.nesting() >= deepest) {
      return failed(
          "pipeline \"" + name + "\" is not started: " + deepest + " pipelines invoke each other");
    }
    OpenPipeline pipeline = pipelines.apply(name).orElse(null);
    if (pipeline == null) {
      return failed("no pipeline \"" + name + "\" is open");
    }
    StartRequest request;
    try {
      request = requestOf(context);
    } catch (JsonProcessingException | IllegalArgumentException e) {
      return failed("the start of pipeline \"" + name + "\" cannot be read: " + e.getMessage());
    }
    return pipeline
        .start(request)
        .handle(
            (execution, failure) ->
                failure == null ? started(pipeline, execution, context) : refused(name, failure))
        .thenCompose(result -> result);
  }

  private static StartRequest requestOf(ActionContext context) throws JsonProcessingException {
    StartRequest request =
        StartRequest.of("action " + context.key() + " of pipeline " + context.pipeline())
            .withToken("invoke/" + context.key())
            .withNesting(context.nesting() + 1);
    for (JsonNode each : array(context, "Variables")) {
      request = request.withVariable(text(each, "name"), text(each, "value"));
    }
    for (JsonNode each : array(context, "SourceRevisions")) {
      request =
          request.withRevision(
              text(each, "actionName"),
              RevisionType.valueOf(text(each, "revisionType")),
              text(each, "revisionValue"));
    }
    return request;
  }

  private static JsonNode array(ActionContext context, String key) throws JsonProcessingException {
    String text = context.configuration().getOrDefault(key, "[]");
    JsonNode array = JSON.readTree(text);
    if (!array.isArray()) {
      throw new IllegalArgumentException(key + ": found no array; allowed: a JSON array");
    }
    return array;
  }

  private static String text(JsonNode object, String key) {
    JsonNode value = object.get(key);
    if (value == null || !value.isTextual()) {
      throw new IllegalArgumentException("\"" + key + "\" is missing, or no text, in " + object);
    }
    return value.textValue();
  }

  private CompletionStage<ActionResult> started(
      OpenPipeline pipeline, String execution, ActionContext context) {
    ActionResult started =
        ActionResult.succeeded()
            .withSummary("started execution " + execution + " of pipeline " + pipeline.name())
            .withExternalExecution(new ExternalExecution(execution, ""));
    if (!isWaiting) {
      return CompletableFuture.completedStage(started);
    }
    var unused =
        context
            .cancellation()
            .thenCompose(
                asked ->
                    context.isGivenUp() // a stop is passed on, giving up is not
                        ? CompletableFuture.completedStage(null)
                        : pipeline
                            .stop(execution, "action " + context.key() + " was stopped")
                            .thenApply(answer -> null));
    return pipeline
        .finished(execution)
        .thenApply(
            status ->
                status == ExecutionStatus.SUCCEEDED
                    ? started.withSummary(
                        "execution " + execution + " of pipeline " + pipeline.name() + " succeeded")
                    : ActionResult.failed(
                            FailureType.JOB_FAILED,
                            "execution "
                                + execution
                                + " of pipeline "
                                + pipeline.name()
                                + " ended as "
                                + status.serviceName())
                        .withExternalExecution(new ExternalExecution(execution, "")));
  }

  private static CompletionStage<ActionResult> refused(String name, Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    if (cause instanceof RejectedCommandException rejected) {
      return failed("pipeline \"" + name + "\" refuses to start: " + rejected.getMessage());
    }
    return CompletableFuture.failedStage(cause);
  }

  private static CompletionStage<ActionResult> failed(String reason) {
    return CompletableFuture.completedStage(
        ActionResult.failed(FailureType.CONFIGURATION_ERROR, reason));
  }
}
