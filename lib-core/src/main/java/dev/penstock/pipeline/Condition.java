package dev.penstock.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A condition of a stage: rules that must all hold, and what follows if one does not (P-1201,
 * P-1202).
 *
 * @param result what follows if the condition does not hold; empty for the plain failure of the
 *     stage
 * @param rules at least one
 */
public record Condition(Optional<ConditionResult> result, List<Rule> rules) {

  /** Copies the rules; a pipeline checks the rest. */
  public Condition {
    Objects.requireNonNull(result, "result");
    rules = List.copyOf(rules);
  }

  /**
   * Starts the definition of a condition.
   *
   * @return a builder
   */
  public static Builder builder() {
    return new Builder(null);
  }

  /**
   * Starts a changed definition: a result replaces this one's, and rules come after this one's.
   *
   * @return a builder
   */
  public Builder toBuilder() {
    return new Builder(this);
  }

  /** Defines a condition. */
  public static final class Builder {
    private final Setting<ConditionResult> result;
    private final List<Rule> rules = new ArrayList<>();

    Builder(@Nullable Condition start) {
      this.result = new Setting<>("result", start == null ? null : start.result().orElse(null));
      if (start != null) {
        rules.addAll(start.rules());
      }
    }

    /**
     * Says what follows if the condition does not hold.
     *
     * @param value what the kind of condition allows (P-215)
     * @return this builder
     * @throws IllegalStateException if it was set before
     */
    public Builder result(ConditionResult value) {
      result.set(value);
      return this;
    }

    /**
     * Adds a rule.
     *
     * @param name its name, unique in the condition
     * @param type who answers it
     * @param definition sets its options
     * @return this builder
     */
    public Builder rule(String name, RuleType type, Consumer<Rule.Builder> definition) {
      Rule.Builder rule = Rule.builder(name, type);
      definition.accept(rule);
      return rule(rule.build());
    }

    /**
     * Adds a rule.
     *
     * @param rule the rule
     * @return this builder
     */
    public Builder rule(Rule rule) {
      rules.add(Objects.requireNonNull(rule, "rule"));
      return this;
    }

    /**
     * Makes the condition. Its rules are checked with those of the pipeline that it becomes part
     * of.
     *
     * @return the condition
     */
    public Condition build() {
      return new Condition(result.get(), rules);
    }
  }
}
