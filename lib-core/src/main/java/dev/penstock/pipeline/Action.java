package dev.penstock.pipeline;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An action: one piece of work, carried out by the executor of its type.
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
 */
public record Action(
    String name,
    ActionType type,
    int runOrder,
    Map<String, String> configuration,
    List<String> inputArtifacts,
    List<String> outputArtifacts,
    Optional<String> namespace,
    Optional<Duration> timeout) {

  /** The run order of an action that does not set one (P-147). */
  public static final int DEFAULT_RUN_ORDER = 1;

  /** How long a manual approval waits for an answer unless the action says otherwise (P-470). */
  public static final Duration DEFAULT_APPROVAL_TIMEOUT = Duration.ofDays(7);

  /** The type of an action that waits for a person (P-410). The engine carries it out itself. */
  public static final ActionType MANUAL_APPROVAL =
      new ActionType(ActionCategory.APPROVAL, "AWS", "Manual", "1");

  /** Copies the collections; a pipeline checks the rest. */
  public Action {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(type, "type");
    configuration =
        configuration.isEmpty()
            ? Map.of()
            : Collections.unmodifiableMap(new LinkedHashMap<>(configuration));
    inputArtifacts = List.copyOf(inputArtifacts);
    outputArtifacts = List.copyOf(outputArtifacts);
    Objects.requireNonNull(namespace, "namespace");
    Objects.requireNonNull(timeout, "timeout");
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

  /** Defines an action. Each single-valued option may be set once. */
  public static final class Builder {
    private final String name;
    private final ActionType type;
    private @Nullable Integer runOrder;
    private @Nullable String namespace;
    private @Nullable Duration timeout;
    private final Map<String, String> configuration = new LinkedHashMap<>();
    private final List<String> inputs = new ArrayList<>();
    private final List<String> outputs = new ArrayList<>();

    Builder(String name, ActionType type) {
      this.name = Objects.requireNonNull(name, "name");
      this.type = Objects.requireNonNull(type, "type");
    }

    /**
     * Places the action within its stage. Actions with equal run order start together.
     *
     * @param value 1 to 999; {@value Action#DEFAULT_RUN_ORDER} unless set; {@code build()} reports
     *     any other
     * @return this builder
     * @throws IllegalStateException if it was set before
     */
    public Builder runOrder(int value) {
      runOrder = Once.set("runOrder", runOrder, value);
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
      configuration.put(key, Once.set("configuration " + key, configuration.get(key), value));
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
     * Lets later actions refer to this action's output variables.
     *
     * @param value 1 to 100 characters of {@code A-Za-z0-9@_-}, unique in the pipeline
     * @return this builder
     * @throws IllegalStateException if it was set before
     */
    public Builder namespace(String value) {
      namespace = Once.set("namespace", namespace, value);
      return this;
    }

    /**
     * Limits how long one attempt may take.
     *
     * @param value above zero; {@code build()} reports any other
     * @return this builder
     * @throws IllegalStateException if it was set before
     */
    public Builder timeout(Duration value) {
      timeout = Once.set("timeout", timeout, value);
      return this;
    }

    Action build() {
      return new Action(
          name,
          type,
          runOrder == null ? DEFAULT_RUN_ORDER : runOrder,
          configuration,
          inputs,
          outputs,
          Optional.ofNullable(namespace),
          Optional.ofNullable(timeout));
    }
  }
}
