package dev.penstock.spec.build;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * One step of a phase that is written as a workflow (B-101). This library reads and keeps steps; to
 * run them is left to hosts (B-104).
 *
 * @param work what it does
 * @param id its name for later steps; empty if none refers to it
 * @param name what a person sees; empty for the work itself
 * @param condition the expression under which it runs, {@code if}; empty for always
 * @param env variables by name
 * @param continueOnError {@code true}, {@code false} or an expression; empty for false
 * @param timeoutMinutes a number of minutes or an expression; empty for no limit
 */
public record Step(
    Work work,
    Optional<String> id,
    Optional<String> name,
    Optional<String> condition,
    Map<String, String> env,
    Optional<String> continueOnError,
    Optional<String> timeoutMinutes) {

  /** Copies the variables, keeping their order. */
  public Step {
    Objects.requireNonNull(work, "work");
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(condition, "condition");
    env = Copies.of(env);
    Objects.requireNonNull(continueOnError, "continueOnError");
    Objects.requireNonNull(timeoutMinutes, "timeoutMinutes");
  }

  /** The step with the names of its variables only; values may be what should not be seen. */
  @Override
  public String toString() {
    return "Step[work=" + work + ", id=" + id + ", name=" + name + ", env=" + env.keySet() + "]";
  }

  /** What a step does: exactly one of two things (B-102). */
  public sealed interface Work {

    /**
     * Calls exactly one of the functions and returns its answer.
     *
     * @param <R> the type of the answer
     * @param uses called for an action
     * @param run called for a script
     * @return the answer of the function that was called
     */
    default <R> R fold(
        Function<? super Uses, ? extends R> uses, Function<? super Run, ? extends R> run) {
      return this instanceof Uses action ? uses.apply(action) : run.apply((Run) this);
    }
  }

  /**
   * Uses an action of somebody else.
   *
   * @param action which one, {@code owner/repo@ref}; better a ref that cannot move, such as the id
   *     of a commit (B-102)
   * @param inputs what it is given, {@code with}; {@code args} and {@code entrypoint} are for
   *     actions that are containers
   */
  public record Uses(String action, Map<String, String> inputs) implements Work {

    /** Copies the inputs, keeping their order. */
    public Uses {
      Objects.requireNonNull(action, "action");
      inputs = Copies.of(inputs);
    }

    /** The inputs' names only; values may be what should not be seen. */
    @Override
    public String toString() {
      return "Uses[action=" + action + ", inputs=" + inputs.keySet() + "]";
    }
  }

  /**
   * Runs a script.
   *
   * @param script one or several lines
   * @param shell the shell; empty for the host's own
   */
  public record Run(String script, Optional<String> shell) implements Work {

    /** Both parts are required. */
    public Run {
      Objects.requireNonNull(script, "script");
      Objects.requireNonNull(shell, "shell");
    }
  }
}
