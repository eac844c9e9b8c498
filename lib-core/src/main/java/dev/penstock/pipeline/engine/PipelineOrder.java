package dev.penstock.pipeline.engine;

import dev.penstock.policy.AccessRequest;
import dev.penstock.policy.Principal;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What somebody wants to order, before it is decided whether they may.
 *
 * @param principal who
 * @param kind what
 * @param pipeline in which pipeline
 * @param stage in which stage; empty if the order is about the whole pipeline
 * @param action on which action; empty if the order is about more than one
 * @param at when
 * @param context circumstances, as condition keys to values
 */
public record PipelineOrder(
    Principal principal,
    Kind kind,
    String pipeline,
    Optional<String> stage,
    Optional<String> action,
    Instant at,
    Map<String, List<String>> context) {

  /** What the service's policies call the service. */
  public static final String SERVICE = "codepipeline";

  /** What can be ordered, by the service's names of actions. */
  public enum Kind {
    /** Start an execution: of a pipeline. */
    START("StartPipelineExecution"),
    /** Stop an execution, or give it up: of a pipeline. */
    STOP("StopPipelineExecution"),
    /** Approve or reject: of an action. */
    ANSWER("PutApprovalResult"),
    /** Run a stage again: of a stage. */
    RETRY("RetryStageExecution"),
    /** Let a stage go on in spite of a condition: of a stage. */
    OVERRIDE("OverrideStageCondition"),
    /** Bring a stage back: of a stage. */
    ROLL_BACK("RollbackStage"),
    /** Close a gate: of a stage. */
    DISABLE_TRANSITION("DisableStageTransition"),
    /** Open a gate: of a stage. */
    ENABLE_TRANSITION("EnableStageTransition"),
    /** Give the pipeline another definition: of a pipeline. */
    UPDATE("UpdatePipeline");

    private final String action;

    Kind(String action) {
      this.action = action;
    }

    /**
     * The action that a policy allows or denies.
     *
     * @return such as {@code codepipeline:StartPipelineExecution}
     */
    public String action() {
      return SERVICE + ":" + action;
    }
  }

  /**
   * All actions that orders ask for, to check a policy's names with.
   *
   * @return the action of each {@link Kind}
   * @see dev.penstock.policy.Policy#unknownActions
   */
  public static Set<String> actions() {
    return Arrays.stream(Kind.values()).map(Kind::action).collect(Collectors.toUnmodifiableSet());
  }

  /** Copies the map. */
  public PipelineOrder {
    Objects.requireNonNull(principal, "principal");
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(pipeline, "pipeline");
    Objects.requireNonNull(stage, "stage");
    Objects.requireNonNull(action, "action");
    Objects.requireNonNull(at, "at");
    context = Map.copyOf(context);
  }

  /**
   * What the order is about.
   *
   * @return {@code pipeline}, {@code pipeline/stage} or {@code pipeline/stage/action}
   */
  public String resource() {
    return pipeline
        + stage.map(name -> "/" + name).orElse("")
        + action.map(name -> "/" + name).orElse("");
  }

  /**
   * The order as policies see it, with the time as {@code aws:CurrentTime}.
   *
   * @param prefix what the resource's ARN begins with, such as {@code
   *     arn:aws:codepipeline:eu-central-1:123456789012:}; may be empty
   * @return the request
   */
  public AccessRequest toAccessRequest(String prefix) {
    return new AccessRequest(principal, kind.action(), prefix + resource(), context).at(at);
  }
}
