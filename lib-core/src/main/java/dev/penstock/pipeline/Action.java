package dev.penstock.pipeline;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An action: one piece of work, carried out by the executor of its type.
 *
 * <pre>{@code
 * Action.builder("test", ActionType.of(TEST, "Maven"))
 *     .after("compile")
 *     .matrix("jdk", "17", "21")
 *     .configuration("toolchain", "#{matrix.jdk}")
 *     .output("report")                              // report-17 and report-21
 *     .timeout(Duration.ofMinutes(20))
 *     .build();
 * }</pre>
 *
 * <p>{@code region}, {@code roleArn} and {@code outputFiles} mean something to the cloud service
 * and to executors; the engine hands them on as they are.
 *
 * @param name 1 to 100 characters of {@code A-Za-z0-9.@_-}, unique in its stage (P-141)
 * @param type who carries it out
 * @param runOrder 1 to 999; lower runs first, equal ones run side by side (P-147)
 * @param configuration what the executor is told; values may refer to variables as <code>
 *     #{namespace.name}</code>
 * @param inputArtifacts the artifacts that it reads, written by earlier actions (P-302)
 * @param outputArtifacts the artifacts that it writes, unique in the pipeline (P-301)
 * @param namespace under which later actions refer to its output variables; empty if they do not
 *     (P-503)
 * @param timeout how long one attempt may take; empty for no limit, and seven days for a manual
 *     approval (P-470)
 * @param after the actions of its stage that it runs after, instead of the lower run orders; if it
 *     names any, it has no run order of its own and no run order waits for it
 * @param matrix the axes over which it fans out; see {@link #cells()}
 * @param outputFiles the files that make up an output artifact, by the artifact's name (P-152)
 * @param commands what a compute action runs, one line each; may refer to variables (P-149)
 * @param environmentVariables what its commands find in their environment (P-150)
 * @param outputVariables the variables that it exports; empty if its executor decides (P-153)
 * @param region where it runs; empty for the pipeline's own region (P-155)
 * @param roleArn the role that it acts in; empty for the pipeline's (P-154)
 */
public record Action(
    String name,
    ActionType type,
    int runOrder,
    Map<String, String> configuration,
    List<String> inputArtifacts,
    List<String> outputArtifacts,
    Optional<String> namespace,
    Optional<Duration> timeout,
    List<String> after,
    List<MatrixAxis> matrix,
    Map<String, List<String>> outputFiles,
    List<String> commands,
    List<EnvironmentVariable> environmentVariables,
    List<String> outputVariables,
    Optional<String> region,
    Optional<String> roleArn) {

  /** The run order of an action that does not set one (P-147). */
  public static final int DEFAULT_RUN_ORDER = 1;

  /** How many cells the axes of one action may make together. */
  public static final int MOST_CELLS = 1_000;

  /** How long a manual approval waits for an answer unless the action says otherwise (P-470). */
  public static final Duration DEFAULT_APPROVAL_TIMEOUT = Duration.ofDays(7);

  /** The type of an action that waits for a person (P-410). The engine carries it out itself. */
  public static final ActionType MANUAL_APPROVAL =
      ActionType.aws(ActionCategory.APPROVAL, "Manual");

  /** Copies the collections; a pipeline checks the rest. */
  public Action {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(type, "type");
    configuration = Entries.copy(configuration);
    inputArtifacts = List.copyOf(inputArtifacts);
    outputArtifacts = List.copyOf(outputArtifacts);
    Objects.requireNonNull(namespace, "namespace");
    Objects.requireNonNull(timeout, "timeout");
    after = List.copyOf(after);
    matrix = List.copyOf(matrix);
    Map<String, List<String>> files = new LinkedHashMap<>();
    for (Map.Entry<String, List<String>> each : outputFiles.entrySet()) {
      files.put(each.getKey(), List.copyOf(each.getValue()));
    }
    outputFiles = Entries.copy(files);
    commands = List.copyOf(commands);
    environmentVariables = List.copyOf(environmentVariables);
    outputVariables = List.copyOf(outputVariables);
    Objects.requireNonNull(region, "region");
    Objects.requireNonNull(roleArn, "roleArn");
  }

  /**
   * Starts the definition of an action.
   *
   * @param name its name, unique in its stage
   * @param type who carries it out
   * @return a builder
   */
  public static Builder builder(String name, ActionType type) {
    return new Builder(name, type, null);
  }

  /**
   * Starts a changed definition: what it sets replaces what this action has, and what it adds comes
   * after it.
   *
   * @return a builder
   */
  public Builder toBuilder() {
    return new Builder(name, type, this);
  }

  /**
   * Whether an engine has nothing to hand it and nothing to watch: it has no artifacts,
   * configuration, commands, environment variables or time limit, and is no source or approval.
   *
   * @return true for an action that is little more than a name and a type
   */
  public boolean isPlain() {
    return inputArtifacts.isEmpty()
        && configuration.isEmpty()
        && commands.isEmpty()
        && environmentVariables.isEmpty()
        && outputArtifacts.isEmpty()
        && timeout.isEmpty()
        && type.category() != ActionCategory.SOURCE
        && type.category() != ActionCategory.APPROVAL;
  }

  /**
   * Whether the action waits for a person.
   *
   * @return true for {@link #MANUAL_APPROVAL}
   */
  public boolean isManualApproval() {
    // the category first, for most actions are of another one
    return type.category() == ActionCategory.APPROVAL && type.equals(MANUAL_APPROVAL);
  }

  /**
   * What is carried out: each combination of the matrix's values, or the action itself.
   *
   * @return at least one, the values of the last axis changing fastest
   */
  public List<ActionCell> cells() {
    return matrix.isEmpty() ? List.of(new ActionCell(name, Map.of(), this)) : MatrixCells.of(this);
  }

  /** Defines an action. Each single-valued option may be set once. */
  public static final class Builder {
    private final String name;
    private final ActionType type;
    private final Setting<Integer> runOrder;
    private final Setting<String> namespace;
    private final Setting<Duration> timeout;
    private final Setting<String> region;
    private final Setting<String> roleArn;
    private final Entries<String> configuration;
    private final Entries<List<String>> axes;
    private final Entries<List<String>> files;
    private final List<String> inputs = new ArrayList<>();
    private final List<String> outputs = new ArrayList<>();
    private final List<String> after = new ArrayList<>();
    private final List<String> commands = new ArrayList<>();
    private final List<EnvironmentVariable> environment = new ArrayList<>();
    private final List<String> exported = new ArrayList<>();

    Builder(String name, ActionType type, @Nullable Action start) {
      this.name = Objects.requireNonNull(name, "name");
      this.type = Objects.requireNonNull(type, "type");
      Map<String, List<String>> values = new LinkedHashMap<>();
      if (start != null) {
        start.matrix().forEach(axis -> values.put(axis.name(), axis.values()));
        inputs.addAll(start.inputArtifacts());
        outputs.addAll(start.outputArtifacts());
        after.addAll(start.after());
        commands.addAll(start.commands());
        environment.addAll(start.environmentVariables());
        exported.addAll(start.outputVariables());
      }
      this.runOrder = new Setting<>("runOrder", start == null ? null : start.runOrder());
      this.namespace =
          new Setting<>("namespace", start == null ? null : start.namespace().orElse(null));
      this.timeout = new Setting<>("timeout", start == null ? null : start.timeout().orElse(null));
      this.region = new Setting<>("region", start == null ? null : start.region().orElse(null));
      this.roleArn = new Setting<>("roleArn", start == null ? null : start.roleArn().orElse(null));
      this.configuration =
          new Entries<>("configuration", start == null ? Map.of() : start.configuration());
      this.axes = new Entries<>("matrix", values);
      this.files = new Entries<>("files of output", start == null ? Map.of() : start.outputFiles());
    }

    /**
     * Places the action within its stage. Actions with equal run order start together.
     *
     * @param value 1 to 999; {@value Action#DEFAULT_RUN_ORDER} unless set; {@code build()} of the
     *     pipeline reports any other
     * @return this builder
     * @throws IllegalStateException if it was set before
     */
    public Builder runOrder(int value) {
      runOrder.set(value);
      return this;
    }

    /**
     * Starts the action once named actions of its stage have succeeded, whatever their run order.
     *
     * @param action the name of another action of the stage; of a matrix action, all its cells
     * @return this builder
     */
    public Builder after(String action) {
      after.add(Objects.requireNonNull(action, "action"));
      return this;
    }

    /**
     * Fans the action out over an axis: one cell for each value, and for each combination if there
     * are several axes. What follows waits for all of them.
     *
     * @param axis the axis' name, referred to as <code>#{matrix.axis}</code>
     * @param values at least one, no two equal
     * @return this builder
     * @throws IllegalStateException if the axis was set before
     */
    public Builder matrix(String axis, String... values) {
      axes.set(axis, List.of(values));
      return this;
    }

    /**
     * Tells the executor something.
     *
     * @param key unique within the action
     * @param value the value; may refer to variables as <code>#{namespace.name}</code>
     * @return this builder
     * @throws IllegalStateException if the key was set before
     */
    public Builder configuration(String key, String value) {
      configuration.set(key, value);
      return this;
    }

    /**
     * Adds an input artifact.
     *
     * @param artifact an output of an earlier action
     * @return this builder
     */
    public Builder input(String artifact) {
      inputs.add(Objects.requireNonNull(artifact, "artifact"));
      return this;
    }

    /**
     * Adds an output artifact.
     *
     * @param artifact 1 to 100 characters of {@code A-Za-z0-9_-}, unique in the pipeline
     * @return this builder
     */
    public Builder output(String artifact) {
      outputs.add(Objects.requireNonNull(artifact, "artifact"));
      return this;
    }

    /**
     * Adds an output artifact that is made of certain files.
     *
     * @param artifact 1 to 100 characters of {@code A-Za-z0-9_-}, unique in the pipeline
     * @param patterns the files, in the executor's words
     * @return this builder
     * @throws IllegalStateException if the artifact's files were set before
     */
    public Builder outputFiles(String artifact, String... patterns) {
      files.set(artifact, List.of(patterns));
      return outputs.contains(artifact) ? this : output(artifact);
    }

    /**
     * Lets later actions refer to this action's output variables.
     *
     * @param value 1 to 100 characters of {@code A-Za-z0-9@_-}, unique in the pipeline
     * @return this builder
     * @throws IllegalStateException if it was set before
     */
    public Builder namespace(String value) {
      namespace.set(value);
      return this;
    }

    /**
     * Limits how long one attempt may take.
     *
     * @param value above zero, at most 3,650,000 days; {@code build()} of the pipeline reports any
     *     other
     * @return this builder
     * @throws IllegalStateException if it was set before
     */
    public Builder timeout(Duration value) {
      timeout.set(value);
      return this;
    }

    /**
     * Adds a command after those added before.
     *
     * @param line one line; may refer to variables as <code>#{namespace.name}</code>
     * @return this builder
     */
    public Builder command(String line) {
      commands.add(Objects.requireNonNull(line, "line"));
      return this;
    }

    /**
     * Adds a variable of the commands' environment.
     *
     * @param variable the variable, its name unique within the action
     * @return this builder
     */
    public Builder environment(EnvironmentVariable variable) {
      environment.add(Objects.requireNonNull(variable, "variable"));
      return this;
    }

    /**
     * Names a variable that the action exports. Once one is named, only named ones may be referred
     * to.
     *
     * @param variable its name, without the namespace
     * @return this builder
     */
    public Builder outputVariable(String variable) {
      exported.add(Objects.requireNonNull(variable, "variable"));
      return this;
    }

    /**
     * Says where the action runs.
     *
     * @param value a region of the cloud service
     * @return this builder
     * @throws IllegalStateException if it was set before
     */
    public Builder region(String value) {
      region.set(value);
      return this;
    }

    /**
     * Says in which role the action acts.
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
     * Makes the action. Its rules are checked with those of the pipeline that it becomes part of.
     *
     * @return the action
     */
    public Action build() {
      List<MatrixAxis> matrix = new ArrayList<>();
      for (Map.Entry<String, List<String>> axis : axes.get().entrySet()) {
        matrix.add(new MatrixAxis(axis.getKey(), axis.getValue()));
      }
      return new Action(
          name,
          type,
          runOrder.or(DEFAULT_RUN_ORDER),
          configuration.get(),
          inputs,
          outputs,
          namespace.get(),
          timeout.get(),
          after,
          matrix,
          files.get(),
          commands,
          environment,
          exported,
          region.get(),
          roleArn.get());
    }
  }
}
