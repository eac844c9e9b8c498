package dev.penstock.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * A stage: actions that are started by run order, all of one run order together.
 *
 * @param name 1 to 100 characters of {@code A-Za-z0-9.@_-}, unique in the pipeline (P-131)
 * @param actions at least one (P-132); their order in the list means nothing (P-210)
 */
public record Stage(String name, List<Action> actions) {

  /** Copies the list; a pipeline checks the rest. */
  public Stage {
    Objects.requireNonNull(name, "name");
    actions = List.copyOf(actions);
  }

  /** Defines a stage. */
  public static final class Builder {
    private final String name;
    private final List<Action> actions = new ArrayList<>();

    Builder(String name) {
      this.name = Objects.requireNonNull(name, "name");
    }

    /**
     * Adds an action without further options.
     *
     * @param actionName its name, unique in the stage
     * @param type who carries it out
     * @return this builder
     */
    public Builder action(String actionName, ActionType type) {
      return action(actionName, type, action -> {});
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
      Action.Builder action = new Action.Builder(actionName, type);
      definition.accept(action);
      actions.add(action.build());
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

    Stage build() {
      return new Stage(name, actions);
    }
  }
}
