package dev.penstock.pipeline;

import dev.penstock.diagnostic.Diagnostic;
import dev.penstock.diagnostic.InvalidDefinitionException;
import dev.penstock.source.Trigger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
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
 * <p>Immutable. A pipeline that exists obeys the structural rules, {@link Conformance#OPEN}: names
 * are unique and well formed, run orders are in range, every input artifact is written by an
 * earlier action, and every reference to a variable has a producer. Those of the cloud service are
 * asked for with {@link Builder#conformance(Conformance)} or {@link #check(Conformance)}.
 *
 * @param name 1 to 100 characters of {@code A-Za-z0-9.@_-} (P-101)
 * @param executionMode what happens when several executions are under way (P-107)
 * @param variables what may be given at each start, by unique name (P-109)
 * @param stages at least one, in the order in which they run
 * @param pipelineType the generation of the cloud service that it is written for; empty if nobody
 *     said (P-108)
 * @param version the number that the cloud service gave it, 1 or more; empty if it has none (P-106)
 * @param roleArn the role in which the cloud service acts (P-102)
 * @param artifactStore where the cloud service keeps artifacts (P-103)
 * @param artifactStores the same by region, instead of one store (P-104)
 * @param triggers what starts it by itself, at most one for each source action (P-110)
 */
public record Pipeline(
    String name,
    ExecutionMode executionMode,
    List<PipelineVariable> variables,
    List<Stage> stages,
    Optional<PipelineType> pipelineType,
    Optional<Integer> version,
    Optional<String> roleArn,
    Optional<ArtifactStore> artifactStore,
    Map<String, ArtifactStore> artifactStores,
    List<Trigger> triggers) {

  /** The mode of a pipeline that does not set one (P-107). */
  public static final ExecutionMode DEFAULT_EXECUTION_MODE = ExecutionMode.SUPERSEDED;

  /**
   * Checks all structural rules together, but for the names of time zones, which JDKs know or do
   * not: a builder checks them too.
   *
   * @throws InvalidDefinitionException if rules are broken; it holds every fault with its path
   */
  public Pipeline {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(executionMode, "executionMode");
    variables = List.copyOf(variables);
    stages = StageList.copyOf(stages);
    Objects.requireNonNull(pipelineType, "pipelineType");
    Objects.requireNonNull(version, "version");
    Objects.requireNonNull(roleArn, "roleArn");
    Objects.requireNonNull(artifactStore, "artifactStore");
    artifactStores = Entries.copy(artifactStores);
    triggers = List.copyOf(triggers);
    new Draft(
            name,
            executionMode,
            variables,
            stages,
            pipelineType,
            version,
            roleArn,
            artifactStore,
            artifactStores,
            triggers)
        .requireReadable();
  }

  /**
   * The types of all its actions, those that the engine carries out itself included. Constant time.
   *
   * @return each type once, in the order in which they appear
   */
  public Set<ActionType> actionTypes() {
    return StageList.copyOf(stages).actionTypes();
  }

  /**
   * The types of all rules of its stages' conditions, those that the engine answers itself
   * included. Constant time.
   *
   * @return each type once, in the order in which they appear
   */
  public Set<RuleType> ruleTypes() {
    return StageList.copyOf(stages).ruleTypes();
  }

  /**
   * Starts the definition of a pipeline.
   *
   * @param name its name
   * @return a builder
   */
  public static Builder builder(String name) {
    return new Builder(null).name(name);
  }

  /**
   * Starts the definition of a pipeline whose name is set on the builder.
   *
   * @return a builder
   */
  public static Builder builder() {
    return new Builder(null);
  }

  /**
   * Starts a changed definition: what it sets replaces what this pipeline has, and what it adds
   * comes after it.
   *
   * @return a builder
   */
  public Builder toBuilder() {
    return new Builder(this);
  }

  /**
   * Checks this definition against more than the structural rules that it obeys anyway.
   *
   * @param conformance which rules to check
   * @return errors and warnings in the order of the definition; empty if there are none
   */
  public List<Diagnostic> check(Conformance conformance) {
    return draft().check(conformance);
  }

  private Draft draft() {
    return new Draft(
        name,
        executionMode,
        variables,
        stages,
        pipelineType,
        version,
        roleArn,
        artifactStore,
        artifactStores,
        triggers);
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
    private final Setting<String> name;
    private final Setting<ExecutionMode> executionMode;
    private final Setting<Conformance> conformance = Setting.of("conformance");
    private final Setting<PipelineType> pipelineType;
    private final Setting<Integer> version;
    private final Setting<String> roleArn;
    private final Setting<ArtifactStore> artifactStore;
    private final Entries<ArtifactStore> artifactStores;
    private final List<PipelineVariable> variables = new ArrayList<>();
    private final List<Stage> stages = new ArrayList<>();
    private final List<Trigger> triggers = new ArrayList<>();

    private Builder(@Nullable Pipeline start) {
      this.name = new Setting<>("name", start == null ? null : start.name());
      this.executionMode =
          new Setting<>("executionMode", start == null ? null : start.executionMode());
      this.pipelineType =
          new Setting<>("pipelineType", start == null ? null : start.pipelineType().orElse(null));
      this.version = new Setting<>("version", start == null ? null : start.version().orElse(null));
      this.roleArn = new Setting<>("roleArn", start == null ? null : start.roleArn().orElse(null));
      this.artifactStore =
          new Setting<>("artifactStore", start == null ? null : start.artifactStore().orElse(null));
      this.artifactStores =
          new Entries<>("artifactStore of", start == null ? Map.of() : start.artifactStores());
      if (start != null) {
        variables.addAll(start.variables());
        stages.addAll(start.stages());
        triggers.addAll(start.triggers());
      }
    }

    /**
     * Names the pipeline.
     *
     * @param value 1 to 100 characters of {@code A-Za-z0-9.@_-}
     * @return this builder
     */
    public Builder name(String value) {
      name.set(value);
      return this;
    }

    /**
     * Sets what happens when several executions are under way.
     *
     * @param value the mode; {@link #DEFAULT_EXECUTION_MODE} unless set
     * @return this builder
     */
    public Builder executionMode(ExecutionMode value) {
      executionMode.set(value);
      return this;
    }

    /**
     * Declares a variable that must be given at each start.
     *
     * @param variable its name, referred to as <code>#{variables.name}</code>
     * @return this builder
     */
    public Builder variable(String variable) {
      variables.add(PipelineVariable.required(variable));
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
      variables.add(PipelineVariable.of(variable, defaultValue));
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
      Stage.Builder stage = Stage.builder(stageName);
      definition.accept(stage);
      return stage(stage.take());
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
     * Declares a variable.
     *
     * @param variable the variable, its name unique in the pipeline
     * @return this builder
     */
    public Builder variable(PipelineVariable variable) {
      variables.add(Objects.requireNonNull(variable, "variable"));
      return this;
    }

    /**
     * Changes a stage that was added before.
     *
     * @param stageName its name
     * @param change sets and adds options
     * @return this builder
     * @throws IllegalArgumentException if no stage is called so
     */
    public Builder changeStage(String stageName, Consumer<Stage.Builder> change) {
      Edits.change(
          "stage",
          stages,
          Stage::name,
          stageName,
          stage -> {
            Stage.Builder changed = stage.toBuilder();
            change.accept(changed);
            return changed.take();
          });
      return this;
    }

    /**
     * Leaves out a stage that was added before.
     *
     * @param stageName its name
     * @return this builder
     * @throws IllegalArgumentException if no stage is called so
     */
    public Builder withoutStage(String stageName) {
      Edits.remove("stage", stages, Stage::name, stageName);
      return this;
    }

    /**
     * Sets which rules {@link #build()} demands. It is a demand of this builder, not a part of the
     * pipeline.
     *
     * @param value {@link Conformance#OPEN} unless set
     * @return this builder
     * @throws IllegalStateException if it was set before
     */
    public Builder conformance(Conformance value) {
      conformance.set(value);
      return this;
    }

    /**
     * Says which generation of the cloud service the pipeline is written for.
     *
     * @param value the generation
     * @return this builder
     * @throws IllegalStateException if it was set before
     */
    public Builder pipelineType(PipelineType value) {
      pipelineType.set(value);
      return this;
    }

    /**
     * Carries the number that the cloud service gave the definition.
     *
     * @param value 1 or more
     * @return this builder
     * @throws IllegalStateException if it was set before
     */
    public Builder version(int value) {
      version.set(value);
      return this;
    }

    /**
     * Says in which role the cloud service acts.
     *
     * @param value a role's ARN
     * @return this builder
     * @throws IllegalStateException if it was set before
     */
    public Builder roleArn(String value) {
      roleArn.set(value);
      return this;
    }

    /**
     * Says where the cloud service keeps artifacts.
     *
     * @param store the store
     * @return this builder
     * @throws IllegalStateException if it was set before
     */
    public Builder artifactStore(ArtifactStore store) {
      artifactStore.set(store);
      return this;
    }

    /**
     * Says where the cloud service keeps the artifacts of one region.
     *
     * @param region the region
     * @param store the store
     * @return this builder
     * @throws IllegalStateException if the region's was set before
     */
    public Builder artifactStore(String region, ArtifactStore store) {
      artifactStores.set(region, store);
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
     * Leaves out a trigger that was added before.
     *
     * @param sourceAction the name of the source action that it watches
     * @return this builder
     * @throws IllegalArgumentException if no trigger watches it
     */
    public Builder withoutTrigger(String sourceAction) {
      Edits.remove("trigger", triggers, Trigger::sourceAction, sourceAction);
      return this;
    }

    /**
     * Checks the definition without making the pipeline, for readers of files.
     *
     * @param rules which rules to check
     * @return errors and warnings in the order of the definition; empty if there are none
     */
    public List<Diagnostic> check(Conformance rules) {
      return draft().check(rules);
    }

    /**
     * Checks the definition and makes the pipeline.
     *
     * @return the pipeline
     * @throws InvalidDefinitionException if rules are broken; it holds every fault with its path
     */
    public Pipeline build() {
      Draft draft = draft();
      if (conformance.or(Conformance.OPEN) != Conformance.OPEN || draft.hasWindow()) {
        draft.require(conformance.or(Conformance.OPEN)); // all faults at once; OPEN follows anyway
      }
      return draft.pipeline();
    }

    private Draft draft() {
      return new Draft(
          name.or(""),
          executionMode.or(DEFAULT_EXECUTION_MODE),
          List.copyOf(variables),
          StageList.copyOf(stages),
          pipelineType.get(),
          version.get(),
          roleArn.get(),
          artifactStore.get(),
          Entries.copy(artifactStores.get()),
          List.copyOf(triggers));
    }
  }
}
