package dev.penstock.pipeline;

import dev.penstock.diagnostic.Diagnostic;
import dev.penstock.diagnostic.InvalidDefinitionException;
import dev.penstock.diagnostic.Severity;
import dev.penstock.source.Trigger;
import dev.penstock.source.TriggerRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A pipeline: stages that run one after another, each holding actions that run in groups.
 *
 * <pre>{@code
 * Pipeline checkout = Pipeline.builder("checkout")
 *     .stage("Source", stage -> stage
 *         .action("fetch", ActionType.of(SOURCE, "Git"), fetch -> fetch.output("sources")))
 *     .stage("Build", stage -> stage
 *         .action("compile", ActionType.of(BUILD, "Maven"), compile -> compile.input("sources").output("jar"))
 *         .action("lint", ActionType.of(TEST, "Lint"), lint -> lint.input("sources")))  // same run order: side by side
 *     .build();                                                                         // reports every fault
 * }</pre>
 *
 * <p>Immutable. A pipeline that exists obeys the structural rules: names are unique and well
 * formed, run orders are in range, and every input artifact is written by an earlier action.
 *
 * @param name 1 to 100 characters of {@code A-Za-z0-9.@_-} (P-101)
 * @param executionMode what happens when several executions are under way (P-107)
 * @param variables what may be given at each start, by unique name (P-109)
 * @param stages at least one, in the order in which they run
 * @param triggers what starts it by itself, at most one for each source action (P-110)
 */
public record Pipeline(
    String name,
    ExecutionMode executionMode,
    List<PipelineVariable> variables,
    List<Stage> stages,
    List<Trigger> triggers) {

  /** The mode of a pipeline that does not set one (P-107). */
  public static final ExecutionMode DEFAULT_EXECUTION_MODE = ExecutionMode.SUPERSEDED;

  /**
   * Checks all structural rules together.
   *
   * @throws InvalidDefinitionException if rules are broken; it holds every fault with its path
   */
  public Pipeline {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(executionMode, "executionMode");
    variables = List.copyOf(variables);
    stages = List.copyOf(stages);
    triggers = List.copyOf(triggers);
    List<Diagnostic> faults = new ArrayList<>(new PipelineRules(name, variables, stages).check());
    for (Diagnostic each : TriggerRules.structural(triggers, PipelineTriggers.sourcesOf(stages))) {
      if (each.severity() == Severity.ERROR) {
        faults.add(each.withSource(name));
      }
    }
    if (!faults.isEmpty()) {
      throw new InvalidDefinitionException("pipeline " + name, faults);
    }
  }

  /**
   * Starts the definition of a pipeline.
   *
   * @param name its name
   * @return a builder
   */
  public static Builder builder(String name) {
    return new Builder().name(name);
  }

  /**
   * Starts the definition of a pipeline whose name is set on the builder.
   *
   * @return a builder
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Finds a stage.
   *
   * @param stage its name
   * @return the stage, or empty
   */
  public Optional<Stage> stage(String stage) {
    return stages.stream().filter(each -> each.name().equals(stage)).findFirst();
  }

  /** Defines a pipeline. Each single-valued option may be set once. */
  public static final class Builder {
    private @Nullable String name;
    private @Nullable ExecutionMode executionMode;
    private final List<PipelineVariable> variables = new ArrayList<>();
    private final List<Stage> stages = new ArrayList<>();
    private final List<Trigger> triggers = new ArrayList<>();

    private Builder() {}

    /**
     * Names the pipeline.
     *
     * @param value 1 to 100 characters of {@code A-Za-z0-9.@_-}
     * @return this builder
     */
    public Builder name(String value) {
      name = Once.set("name", name, value);
      return this;
    }

    /**
     * Sets what happens when several executions are under way.
     *
     * @param value the mode; {@link #DEFAULT_EXECUTION_MODE} unless set
     * @return this builder
     */
    public Builder executionMode(ExecutionMode value) {
      executionMode = Once.set("executionMode", executionMode, value);
      return this;
    }

    /**
     * Declares a variable that must be given at each start.
     *
     * @param variable its name, referred to as <code>#{variables.name}</code>
     * @return this builder
     */
    public Builder variable(String variable) {
      variables.add(new PipelineVariable(variable, Optional.empty()));
      return this;
    }

    /**
     * Declares a variable with a default.
     *
     * @param variable its name, referred to as <code>#{variables.name}</code>
     * @param defaultValue its value unless a start gives another
     * @return this builder
     */
    public Builder variable(String variable, String defaultValue) {
      variables.add(new PipelineVariable(variable, Optional.of(defaultValue)));
      return this;
    }

    /**
     * Adds a stage after those added before.
     *
     * @param stageName its name, unique in the pipeline
     * @param definition adds its actions
     * @return this builder
     */
    public Builder stage(String stageName, Consumer<Stage.Builder> definition) {
      Stage.Builder stage = new Stage.Builder(stageName);
      definition.accept(stage);
      stages.add(stage.build());
      return this;
    }

    /**
     * Adds a stage after those added before.
     *
     * @param stage the stage
     * @return this builder
     */
    public Builder stage(Stage stage) {
      stages.add(Objects.requireNonNull(stage, "stage"));
      return this;
    }

    /**
     * Adds a trigger.
     *
     * @param sourceAction the name of the source action that it watches
     * @param definition adds its filters; without any, it watches the configured branch
     * @return this builder
     */
    public Builder trigger(String sourceAction, Consumer<Trigger.Builder> definition) {
      Trigger.Builder trigger = Trigger.builder(sourceAction);
      definition.accept(trigger);
      return trigger(trigger.build());
    }

    /**
     * Adds a trigger.
     *
     * @param trigger the trigger
     * @return this builder
     */
    public Builder trigger(Trigger trigger) {
      triggers.add(Objects.requireNonNull(trigger, "trigger"));
      return this;
    }

    /**
     * Checks the definition and makes the pipeline.
     *
     * @return the pipeline
     * @throws InvalidDefinitionException if rules are broken; it holds every fault with its path
     */
    public Pipeline build() {
      return new Pipeline(
          name == null ? "" : name,
          executionMode == null ? DEFAULT_EXECUTION_MODE : executionMode,
          variables,
          stages,
          triggers);
    }
  }
}
