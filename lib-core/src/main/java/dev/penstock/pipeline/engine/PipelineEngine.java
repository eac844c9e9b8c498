package dev.penstock.pipeline.engine;

import dev.penstock.diagnostic.Diagnostic;
import dev.penstock.diagnostic.InvalidDefinitionException;
import dev.penstock.engine.ProcessEngine;
import dev.penstock.pipeline.ActionType;
import dev.penstock.pipeline.Pipeline;
import dev.penstock.pipeline.RuleType;
import dev.penstock.pipeline.execution.ExecutionLimits;
import dev.penstock.pipeline.execution.PipelineCommand.DefinePipeline;
import dev.penstock.pipeline.execution.PipelineState;
import dev.penstock.pipeline.execution.UnfinishedExecution;
import dev.penstock.pipeline.execution.UpdatePolicy;
import dev.penstock.policy.Principal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a host of pipelines holds: its executors by action type, on top of a {@link ProcessEngine}.
 *
 * <pre>{@code
 * PipelineEngine engine = PipelineEngine.builder(processes)
 *     .action(ActionType.of(BUILD, "Maven"), mavenBuild)
 *     .artifacts(bundles)
 *     .build();
 * OpenPipeline checkout = engine.open(pipeline);
 * checkout.start().thenCompose(checkout::finished).thenAccept(System.out::println);
 * }</pre>
 *
 * <p>Safe for several threads. Has nothing to close: the process engine stays the host's.
 */
public final class PipelineEngine {

  /** What the ids of pipelines' processes begin with. */
  public static final String PROCESS_PREFIX = "pipeline/";

  private static final int MOST_FAULTS = 100;

  private final ProcessEngine processes;
  private final Map<ActionType, ActionExecutor> executors;
  private final Map<RuleType, RuleExecutor> rules;
  private final @Nullable ArtifactTransfer artifacts;
  private final @Nullable SecretResolver secrets;
  private final @Nullable PipelineAuthorizer authorizer;
  private final ExecutionLimits limits;
  private final UpdatePolicy updatePolicy;

  private PipelineEngine(Builder builder) {
    this.processes = builder.processes;
    this.executors = Map.copyOf(builder.executors);
    this.rules = Map.copyOf(builder.rules);
    this.artifacts = builder.artifacts;
    this.secrets = builder.secrets;
    this.authorizer = builder.authorizer;
    this.limits = builder.limits == null ? ExecutionLimits.NONE : builder.limits;
    this.updatePolicy = builder.updatePolicy == null ? UpdatePolicy.FINISH : builder.updatePolicy;
  }

  /**
   * Starts an engine's configuration.
   *
   * @param processes drives the pipelines; it stays the host's to close
   * @return a builder
   */
  public static Builder builder(ProcessEngine processes) {
    return new Builder(processes);
  }

  /**
   * Opens a pipeline: a new one, or one that the journal knows, whose open actions are then asked
   * for again. If the definition differs from the one that the journal knows, it is a new version:
   * executions that start from now on follow it, and those under way do as {@link
   * Builder#updatePolicy} says. Actions that are asked for again may run before this returns.
   *
   * <p>A pipeline that is open already stays in the hands of the executors that opened it. It may
   * be opened again by the same engine, or by one with the very same executors.
   *
   * <p>Executions under way that go on with an older definition need executors for what is left of
   * that one, those of mode PARALLEL for the whole of it. One that has failed needs none until it
   * is retried.
   *
   * @param pipeline the definition
   * @return the open pipeline
   * @throws InvalidDefinitionException if types of actions or rules have no executor; it holds
   *     every such action and rule with its path, of executions with an older definition too, of
   *     those about the first 100; then nothing has begun
   * @throws IllegalStateException if the process engine is closed, or the pipeline is open already
   *     by an engine with other executors, artifacts or secrets
   * @throws dev.penstock.process.JournalException if the pipeline's events cannot be read
   */
  public OpenPipeline open(Pipeline pipeline) {
    check(pipeline);
    ActionEffects effects =
        new ActionEffects(pipeline.name(), processes, executors, rules, artifacts, secrets);
    OpenPipeline open = new OpenPipeline(this, effects, state -> check(pipeline, state));
    var unused = open.define(pipeline, false);
    return open;
  }

  void check(Pipeline pipeline) {
    List<Diagnostic> faults =
        new MissingExecutors(pipeline, executors.keySet(), rules.keySet()).faults();
    if (!faults.isEmpty()) {
      throw new InvalidDefinitionException("pipeline " + pipeline.name(), faults);
    }
  }

  /** Executions that go on need executors for what is left of the definitions that they follow. */
  private void check(Pipeline next, PipelineState state) {
    boolean isCancelling =
        updatePolicy == UpdatePolicy.CANCEL && !state.definition().equals(Optional.of(next));
    List<Diagnostic> faults = new ArrayList<>();
    Set<Integer> complete = new HashSet<>(); // versions that lack nothing, most often all
    for (UnfinishedExecution each : state.unfinished()) {
      if (complete.contains(each.version()) || faults.size() >= MOST_FAULTS) {
        continue;
      }
      MissingExecutors missing =
          new MissingExecutors(each.definition(), executors.keySet(), rules.keySet());
      if (missing.isNone()) {
        complete.add(each.version());
      } else {
        faults.addAll(missing.faultsOf(each, isCancelling));
      }
    }
    if (!faults.isEmpty()) {
      throw new InvalidDefinitionException("pipeline " + next.name(), faults);
    }
  }

  PipelineAuthorizer authorizer() {
    if (authorizer == null) {
      throw new IllegalStateException(
          "the engine has no authorizer; give it one with authorizer(...)");
    }
    return authorizer;
  }

  ProcessEngine processes() {
    return processes;
  }

  DefinePipeline order(Pipeline pipeline, boolean isUpdate) {
    return new DefinePipeline(pipeline, limits, updatePolicy, isUpdate, processes.now());
  }

  /** Configures an engine. */
  public static final class Builder {
    private final ProcessEngine processes;
    private final Map<ActionType, ActionExecutor> executors = new LinkedHashMap<>();
    private final Map<RuleType, RuleExecutor> rules = new LinkedHashMap<>();
    private @Nullable ArtifactTransfer artifacts;
    private @Nullable SecretResolver secrets;
    private @Nullable PipelineAuthorizer authorizer;
    private @Nullable ExecutionLimits limits;
    private @Nullable UpdatePolicy updatePolicy;

    private Builder(ProcessEngine processes) {
      this.processes = Objects.requireNonNull(processes, "processes");
    }

    /**
     * Registers who carries out actions of a type.
     *
     * @param type the type; manual approvals need nobody
     * @param executor who carries them out
     * @return this builder
     * @throws IllegalStateException if the type has an executor already
     */
    public Builder action(ActionType type, ActionExecutor executor) {
      Objects.requireNonNull(executor, "executor");
      if (executors.putIfAbsent(Objects.requireNonNull(type, "type"), executor) != null) {
        throw new IllegalStateException("an executor for " + type + " was registered before");
      }
      return this;
    }

    /**
     * Registers who answers rules of a type.
     *
     * @param type the type; comparisons of variables and deployment windows need nobody
     * @param executor who answers them
     * @return this builder
     * @throws IllegalStateException if the type has an executor already
     */
    public Builder rule(RuleType type, RuleExecutor executor) {
      Objects.requireNonNull(executor, "executor");
      if (rules.putIfAbsent(Objects.requireNonNull(type, "type"), executor) != null) {
        throw new IllegalStateException("an executor for " + type + " was registered before");
      }
      return this;
    }

    /**
     * How stages hand artifacts on. Without it, actions have none to fetch or store.
     *
     * @param transfer packs and unpacks artifacts
     * @return this builder
     * @throws IllegalStateException if it was set before
     */
    public Builder artifacts(ArtifactTransfer transfer) {
      if (artifacts != null) {
        throw new IllegalStateException("artifacts was set before, to " + artifacts);
      }
      artifacts = Objects.requireNonNull(transfer, "transfer");
      return this;
    }

    /**
     * Who looks up secrets for executors. Without it, actions can ask for none.
     *
     * @param resolver looks them up
     * @return this builder
     * @throws IllegalStateException if it was set before
     */
    public Builder secrets(SecretResolver resolver) {
      if (secrets != null) {
        throw new IllegalStateException("secrets was set before, to " + secrets);
      }
      secrets = Objects.requireNonNull(resolver, "resolver");
      return this;
    }

    /**
     * Who says what principals may order, see {@link OpenPipeline#as(Principal)}.
     *
     * @param value the authorizer
     * @return this builder
     * @throws IllegalStateException if it was set before
     */
    public Builder authorizer(PipelineAuthorizer value) {
      if (authorizer != null) {
        throw new IllegalStateException("authorizer was set before, to " + authorizer);
      }
      authorizer = Objects.requireNonNull(value, "authorizer");
      return this;
    }

    /**
     * Limits how much of each pipeline may be under way at once.
     *
     * @param value the limits; {@link ExecutionLimits#NONE} unless set
     * @return this builder
     * @throws IllegalStateException if they were set before
     */
    public Builder limits(ExecutionLimits value) {
      if (limits != null) {
        throw new IllegalStateException("limits was set before, to " + limits);
      }
      limits = Objects.requireNonNull(value, "limits");
      return this;
    }

    /**
     * Sets what becomes of executions under way when a pipeline gets a new definition.
     *
     * @param value the policy; {@link UpdatePolicy#FINISH} unless set
     * @return this builder
     * @throws IllegalStateException if it was set before
     */
    public Builder updatePolicy(UpdatePolicy value) {
      if (updatePolicy != null) {
        throw new IllegalStateException("updatePolicy was set before, to " + updatePolicy);
      }
      updatePolicy = Objects.requireNonNull(value, "updatePolicy");
      return this;
    }

    /**
     * Builds the engine.
     *
     * @return the engine
     */
    public PipelineEngine build() {
      return new PipelineEngine(this);
    }
  }
}
