package dev.penstock.pipeline;

import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;

/**
 * The actions of one stage, with what one look at all of them tells: whoever runs a stage of very
 * many actions need not walk them again each time. Immutable.
 */
final class ActionList extends AbstractList<Action> implements RandomAccess {
  private final Action[] actions;
  private final boolean startTogether;

  private ActionList(Action[] actions) {
    this.actions = actions;
    boolean together = true;
    for (Action action : actions) {
      together &=
          action.runOrder() == actions[0].runOrder()
              && action.after().isEmpty()
              && action.matrix().isEmpty();
    }
    this.startTogether = together;
  }

  static ActionList copyOf(List<Action> actions) {
    return actions instanceof ActionList known
        ? known
        : new ActionList(List.copyOf(actions).toArray(new Action[0]));
  }

  boolean startTogether() {
    return startTogether;
  }

  @Override
  public Action get(int index) {
    return actions[index];
  }

  @Override
  public int size() {
    return actions.length;
  }
}
