package dev.penstock.deploy.strategy;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * A gate at a named point of a rollout (RP-34): something of the host's that is called by its name
 * and answers whether to go on, or a person who is waited for.
 *
 * <pre>{@code
 * RolloutHook.call("smoke-test").at(RolloutStage.POST_TEST_TRAFFIC_SHIFT)
 * RolloutHook.pause("sign-off").at(RolloutStage.PRE_PRODUCTION_TRAFFIC_SHIFT)
 * }</pre>
 *
 * @param name what the host knows it by, 1 to 100 characters
 * @param stages where it runs; none in a {@link RolloutStep.CallHook} step
 * @param kind whether something is called or a person is waited for
 * @param limit how long it may take, all waits included, and what happens then
 * @param askAgainAfter how long to wait after an answer that says wait, above zero
 * @param isAdvisory whether a failure is only told, and the rollout goes on
 */
public record RolloutHook(
    String name,
    Set<RolloutStage> stages,
    Kind kind,
    WaitLimit limit,
    Duration askAgainAfter,
    boolean isAdvisory) {

  /** When a monitor that said wait is asked again (RP-131). */
  public static final Duration DEFAULT_ASK_AGAIN = Duration.ofSeconds(30);

  /** Who answers. */
  public enum Kind {
    /** The host's hook runner. */
    CALL,
    /** A person, by resuming or rolling back. */
    PAUSE
  }

  /** Copies the stages in their order; refuses what cannot be. */
  public RolloutHook {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(limit, "limit");
    RolloutNames.require("hook", name);
    Set<RolloutStage> sorted = new LinkedHashSet<>();
    for (RolloutStage stage : RolloutStage.values()) {
      if (stages.contains(stage)) {
        sorted.add(stage);
      }
    }
    stages = Collections.unmodifiableSet(sorted);
    for (RolloutStage stage : stages) {
      boolean isPossible = kind == Kind.CALL ? stage.isHookable() : stage.takesPause();
      if (!isPossible) {
        throw new IllegalArgumentException(
            "hook "
                + name
                + ": "
                + kind
                + " is not possible at "
                + stage
                + "; allowed: "
                + allowed(kind));
      }
    }
    Shares.requireInterval("hook " + name + ": asking again", askAgainAfter);
    if (askAgainAfter.isZero()) {
      throw new IllegalArgumentException(
          "hook " + name + ": asking again after no time; allowed: above zero");
    }
  }

  private static String allowed(Kind kind) {
    return String.join(
        ", ",
        List.of(RolloutStage.values()).stream()
            .filter(stage -> kind == Kind.CALL ? stage.isHookable() : stage.takesPause())
            .map(Enum::name)
            .toList());
  }

  /**
   * A hook that the host runs.
   *
   * @param name what the host knows it by
   * @return a hook without a place, with {@link WaitLimit#ONE_DAY}
   */
  public static RolloutHook call(String name) {
    return new RolloutHook(name, Set.of(), Kind.CALL, WaitLimit.ONE_DAY, DEFAULT_ASK_AGAIN, false);
  }

  /**
   * A hook that waits for a person.
   *
   * @param name what people know it by
   * @return a hook without a place, with {@link WaitLimit#ONE_DAY}
   */
  public static RolloutHook pause(String name) {
    return new RolloutHook(name, Set.of(), Kind.PAUSE, WaitLimit.ONE_DAY, DEFAULT_ASK_AGAIN, false);
  }

  /**
   * The same hook at these stages.
   *
   * @param where at least one
   * @return a copy
   * @throws IllegalArgumentException if the hook cannot be there
   */
  public RolloutHook at(RolloutStage... where) {
    return new RolloutHook(
        name, new LinkedHashSet<>(List.of(where)), kind, limit, askAgainAfter, isAdvisory);
  }

  /**
   * The same hook with another limit.
   *
   * @param value how long it may take, and what happens then
   * @return a copy
   */
  public RolloutHook within(WaitLimit value) {
    return new RolloutHook(name, stages, kind, value, askAgainAfter, isAdvisory);
  }

  /**
   * The same hook, asked again after another time.
   *
   * @param value above zero
   * @return a copy
   */
  public RolloutHook askingAgainAfter(Duration value) {
    return new RolloutHook(name, stages, kind, limit, value, isAdvisory);
  }

  /**
   * The same hook, whose failure is only told.
   *
   * @return a copy
   */
  public RolloutHook advisory() {
    return new RolloutHook(name, stages, kind, limit, askAgainAfter, true);
  }
}
