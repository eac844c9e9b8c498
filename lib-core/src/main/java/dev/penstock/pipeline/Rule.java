package dev.penstock.pipeline;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A rule of a condition: one question, answered by the executor of its type (P-171).
 *
 * <pre>{@code
 * Rule.builder("main only", RuleType.VARIABLE_CHECK)
 *     .configuration("Variable", "#{source.branch}")
 *     .configuration("Operator", "EQ")
 *     .configuration("Value", "main")
 *     .build();
 * }</pre>
 *
 * @param name 1 to 100 characters of {@code A-Za-z0-9.@_-}, unique in its condition
 * @param type who answers it
 * @param configuration what is asked; values may refer to variables
 * @param commands what a rule of commands runs, one line each
 * @param inputArtifacts the artifacts that it reads, written before the condition is evaluated
 * @param timeout how long an answer may take; empty for no limit
 * @param region where it runs; empty for the pipeline's own region
 * @param roleArn the role that it acts in; empty for the pipeline's
 */
public record Rule(
    String name,
    RuleType type,
    Map<String, String> configuration,
    List<String> commands,
    List<String> inputArtifacts,
    Optional<Duration> timeout,
    Optional<String> region,
    Optional<String> roleArn) {

  /** Copies the collections; a pipeline checks the rest. */
  public Rule {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(type, "type");
    configuration = Entries.copy(configuration);
    commands = List.copyOf(commands);
    inputArtifacts = List.copyOf(inputArtifacts);
    Objects.requireNonNull(timeout, "timeout");
    Objects.requireNonNull(region, "region");
    Objects.requireNonNull(roleArn, "roleArn");
  }

  /**
   * Starts the definition of a rule.
   *
   * @param name its name, unique in its condition
   * @param type who answers it
   * @return a builder
   */
  public static Builder builder(String name, RuleType type) {
    return new Builder(name, type, null);
  }

  /**
   * Starts a changed definition: what it sets replaces what this rule has, and what it adds comes
   * after it.
   *
   * @return a builder
   */
  public Builder toBuilder() {
    return new Builder(name, type, this);
  }

  /** Defines a rule. Each single-valued option may be set once. */
  public static final class Builder {
    private final String name;
    private final RuleType type;
    private final Entries<String> configuration;
    private final List<String> commands = new ArrayList<>();
    private final List<String> inputs = new ArrayList<>();
    private final Setting<Duration> timeout;
    private final Setting<String> region;
    private final Setting<String> roleArn;

    Builder(String name, RuleType type, @Nullable Rule start) {
      this.name = Objects.requireNonNull(name, "name");
      this.type = Objects.requireNonNull(type, "type");
      if (start != null) {
        commands.addAll(start.commands());
        inputs.addAll(start.inputArtifacts());
      }
      this.configuration =
          new Entries<>("configuration", start == null ? Map.of() : start.configuration());
      this.timeout = new Setting<>("timeout", start == null ? null : start.timeout().orElse(null));
      this.region = new Setting<>("region", start == null ? null : start.region().orElse(null));
      this.roleArn = new Setting<>("roleArn", start == null ? null : start.roleArn().orElse(null));
    }

    /**
     * Says what is asked.
     *
     * @param key unique within the rule
     * @param value the value; may refer to variables as <code>#{namespace.name}</code>
     * @return this builder
     * @throws IllegalStateException if the key was set before
     */
    public Builder configuration(String key, String value) {
      configuration.set(key, value);
      return this;
    }

    /**
     * Adds a command after those added before.
     *
     * @param line one line
     * @return this builder
     */
    public Builder command(String line) {
      commands.add(Objects.requireNonNull(line, "line"));
      return this;
    }

    /**
     * Adds an input artifact.
     *
     * @param artifact an output that exists when the condition is evaluated
     * @return this builder
     */
    public Builder input(String artifact) {
      inputs.add(Objects.requireNonNull(artifact, "artifact"));
      return this;
    }

    /**
     * Limits how long an answer may take.
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
     * Says where the rule runs.
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
     * Says in which role the rule acts.
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
     * Makes the rule. Its own rules are checked with those of the pipeline that it becomes part of.
     *
     * @return the rule
     */
    public Rule build() {
      return new Rule(
          name,
          type,
          configuration.get(),
          commands,
          inputs,
          timeout.get(),
          region.get(),
          roleArn.get());
    }
  }
}
