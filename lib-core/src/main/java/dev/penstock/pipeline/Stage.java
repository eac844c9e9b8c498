package dev.penstock.pipeline;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A stage: actions that are started by run order, all of one run order together; and the conditions
 * of entering and leaving it.
 *
 * @param name 1 to 100 characters of {@code A-Za-z0-9.@_-}, unique in the pipeline (P-131)
 * @param actions at least one (P-132); their order in the list means nothing (P-210)
 * @param beforeEntry asked before any action starts; if it does not hold, the stage fails or is
 *     skipped (P-134, P-1203)
 * @param onSuccess asked after all actions have succeeded; if it does not hold, the stage fails or
 *     is rolled back (P-135, P-1204)
 * @param onFailure what follows when actions fail or the stage takes too long (P-136); not when
 *     another condition does not hold, for that has a result of its own
 * @param timeout how long each try of the stage may take, from entering or retrying it to leaving
 *     it, waiting for people and for conditions included; empty for no limit
 * @param blockers carried for the cloud service, without any behaviour (P-133)
 */
public record Stage(
    String name,
    List<Action> actions,
    Optional<Condition> beforeEntry,
    Optional<Condition> onSuccess,
    Optional<OnFailure> onFailure,
    Optional<Duration> timeout,
    List<Blocker> blockers) {

  /** Copies the lists; a pipeline checks the rest. */
  public Stage {
    Objects.requireNonNull(name, "name");
    actions = ActionList.copyOf(actions);
    Objects.requireNonNull(beforeEntry, "beforeEntry");
    Objects.requireNonNull(onSuccess, "onSuccess");
    Objects.requireNonNull(onFailure, "onFailure");
    Objects.requireNonNull(timeout, "timeout");
    blockers = List.copyOf(blockers);
  }

  /**
   * Starts the definition of a stage.
   *
   * @param name its name, unique in the pipeline
   * @return a builder
   */
  public static Builder builder(String name) {
    return new Builder(name, null);
  }

  /**
   * Starts a changed definition: what it sets replaces what this stage has, and what it adds comes
   * after it.
   *
   * @return a builder
   */
  public Builder toBuilder() {
    return new Builder(name, this);
  }

  /**
   * Whether entering the stage starts all that it carries out at once: its actions are of one run
   * order, none runs after others, and none has a matrix. Constant time.
   *
   * @return false if the actions have to be looked at one by one
   */
  public boolean startsTogether() {
    return ActionList.copyOf(actions).startTogether();
  }

  /**
   * Whether each of its actions is {@linkplain Action#isPlain plain}. Constant time.
   *
   * @return false if the actions have to be looked at one by one
   */
  public boolean hasPlainActions() {
    return ActionList.copyOf(actions).arePlain();
  }

  /**
   * The names of its actions. Constant time.
   *
   * @return the names, in the order of the actions
   */
  public List<String> actionNames() {
    return ActionList.copyOf(actions).names();
  }

  /**
   * What is carried out: the cells of all actions.
   *
   * @return the cells, in the order of the actions
   */
  public List<ActionCell> cells() {
    List<ActionCell> cells = new ArrayList<>(actions.size());
    actions.forEach(action -> cells.addAll(action.cells()));
    return cells;
  }

  /** Defines a stage. Each single-valued option may be set once. */
  public static final class Builder {
    private final String name;
    private final List<Action> actions = new ArrayList<>();
    private final List<Blocker> blockers = new ArrayList<>();
    private final Setting<Condition> beforeEntry;
    private final Setting<Condition> onSuccess;
    private final Setting<OnFailure> onFailure;
    private final Setting<Duration> timeout;
    private boolean isTaken; // what it defines is part of a pipeline

    Builder(String name, @Nullable Stage start) {
      this.name = Objects.requireNonNull(name, "name");
      if (start != null) {
        actions.addAll(start.actions());
        blockers.addAll(start.blockers());
      }
      this.beforeEntry =
          new Setting<>("beforeEntry", start == null ? null : start.beforeEntry().orElse(null));
      this.onSuccess =
          new Setting<>("onSuccess", start == null ? null : start.onSuccess().orElse(null));
      this.onFailure =
          new Setting<>("onFailure", start == null ? null : start.onFailure().orElse(null));
      this.timeout = new Setting<>("timeout", start == null ? null : start.timeout().orElse(null));
    }

    /**
     * Adds an action without further options.
     *
     * @param actionName its name, unique in the stage
     * @param type who carries it out
     * @return this builder
     */
    public Builder action(String actionName, ActionType type) {
      return action(Action.builder(actionName, type).build());
    }

    /**
     * Adds an action.
     *
     * @param actionName its name, unique in the stage
     * @param type who carries it out
     * @param definition sets its options
     * @return this builder
     */
    public Builder action(String actionName, ActionType type, Consumer<Action.Builder> definition) {
      Action.Builder action = Action.builder(actionName, type);
      definition.accept(action);
      return action(action.build());
    }

    /**
     * Adds an action.
     *
     * @param action the action
     * @return this builder
     */
    public Builder action(Action action) {
      requireOpen();
      actions.add(Objects.requireNonNull(action, "action"));
      return this;
    }

    /**
     * Adds an action that waits until a person approves or rejects it.
     *
     * @param actionName its name, unique in the stage
     * @return this builder
     */
    public Builder approval(String actionName) {
      return action(actionName, Action.MANUAL_APPROVAL);
    }

    /**
     * Changes an action that was added before.
     *
     * @param actionName its name
     * @param change sets and adds options
     * @return this builder
     * @throws IllegalArgumentException if no action is called so
     */
    public Builder changeAction(String actionName, Consumer<Action.Builder> change) {
      requireOpen();
      Edits.change(
          "action",
          actions,
          Action::name,
          actionName,
          action -> {
            Action.Builder changed = action.toBuilder();
            change.accept(changed);
            return changed.build();
          });
      return this;
    }

    /**
     * Leaves out an action that was added before.
     *
     * @param actionName its name
     * @return this builder
     * @throws IllegalArgumentException if no action is called so
     */
    public Builder withoutAction(String actionName) {
      requireOpen();
      Edits.remove("action", actions, Action::name, actionName);
      return this;
    }

    /**
     * Asks a condition before any action starts.
     *
     * @param definition sets the result, {@code FAIL} or {@code SKIP}, and adds rules
     * @return this builder
     * @throws IllegalStateException if there is one already; a stage has one of each kind
     */
    public Builder beforeEntry(Consumer<Condition.Builder> definition) {
      requireOpen();
      beforeEntry.set(condition(definition));
      return this;
    }

    /**
     * Asks a condition after all actions have succeeded.
     *
     * @param definition sets the result, {@code FAIL} or {@code ROLLBACK}, and adds rules
     * @return this builder
     * @throws IllegalStateException if there is one already; a stage has one of each kind
     */
    public Builder onSuccess(Consumer<Condition.Builder> definition) {
      requireOpen();
      onSuccess.set(condition(definition));
      return this;
    }

    /**
     * Says what follows when the stage fails.
     *
     * @param reaction what follows
     * @return this builder
     * @throws IllegalStateException if it was set before
     */
    public Builder onFailure(OnFailure reaction) {
      requireOpen();
      onFailure.set(reaction);
      return this;
    }

    /**
     * Limits how long each try of the stage may take, from entering or retrying it to leaving it.
     * Then actions are asked to stop, open approvals fail, and the stage fails.
     *
     * @param value above zero, at most 3,650,000 days; {@code build()} of the pipeline reports any
     *     other
     * @return this builder
     * @throws IllegalStateException if it was set before
     */
    public Builder timeout(Duration value) {
      requireOpen();
      timeout.set(value);
      return this;
    }

    /**
     * Adds a blocker, which has no behaviour.
     *
     * @param blocker the blocker
     * @return this builder
     */
    public Builder blocker(Blocker blocker) {
      requireOpen();
      blockers.add(Objects.requireNonNull(blocker, "blocker"));
      return this;
    }

    /**
     * Makes the stage. Its rules are checked with those of the pipeline that it becomes part of.
     *
     * @return the stage
     */
    public Stage build() {
      return new Stage(
          name,
          actions,
          beforeEntry.get(),
          onSuccess.get(),
          onFailure.get(),
          timeout.get(),
          blockers);
    }

    /** Makes the stage for a pipeline that goes on without this builder. */
    Stage take() {
      isTaken = true;
      return build();
    }

    private void requireOpen() {
      if (isTaken) {
        throw new IllegalStateException(
            "stage \""
                + name
                + "\" is part of its pipeline already, and what is added now would be lost; add it"
                + " inside of stage(...) or changeStage(...)");
      }
    }

    private static Condition condition(Consumer<Condition.Builder> definition) {
      Condition.Builder condition = Condition.builder();
      definition.accept(condition);
      return condition.build();
    }
  }
}
