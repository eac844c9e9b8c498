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
  private final List<String> names;
  private final boolean startTogether;
  private final boolean arePlain;

  private ActionList(Action[] actions) {
    this.actions = actions;
    String[] names = new String[actions.length];
    boolean together = true;
    boolean plain = true;
    for (int i = 0; i < actions.length; i++) {
      Action action = actions[i];
      names[i] = action.name();
      plain &= action.isPlain();
      together &=
          action.runOrder() == actions[0].runOrder()
              && action.after().isEmpty()
              && action.matrix().isEmpty();
    }
    this.names = List.of(names);
    this.startTogether = together;
    this.arePlain = plain;
  }

  static ActionList copyOf(List<Action> actions) {
    return actions instanceof ActionList known
        ? known
        : new ActionList(List.copyOf(actions).toArray(new Action[0]));
  }

  boolean startTogether() {
    return startTogether;
  }

  boolean arePlain() {
    return arePlain;
  }

  List<String> names() {
    return names;
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
