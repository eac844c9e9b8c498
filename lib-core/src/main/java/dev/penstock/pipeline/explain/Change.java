package dev.penstock.pipeline.explain;

/** One difference between two definitions. */
public sealed interface Change {

  /**
   * The change in words.
   *
   * @return one line, such as <code>+ stage Test, after Build</code>
   */
  String text();

  /**
   * A field of the pipeline, of a stage or of an action differs.
   *
   * @param where the pipeline's name, {@code stage}, or {@code stage/action}, as after the change
   * @param field the field's name in the definition, such as {@code runOrder}; for an entry of a
   *     map with its key, such as {@code configuration.Version}
   * @param before its value before, as text; empty if there was none
   * @param after its value after, as text; empty if there is none
   */
  record FieldChanged(String where, String field, String before, String after) implements Change {
    @Override
    public String text() {
      return "~ "
          + where
          + " "
          + field
          + (before.isEmpty()
              ? ": now " + after
              : after.isEmpty() ? ": no longer " + before : ": " + before + " -> " + after);
    }
  }

  /**
   * A stage is new.
   *
   * @param stage its name
   * @param predecessor the name of the stage in front of it; empty if it is the first
   */
  record StageAdded(String stage, String predecessor) implements Change {
    @Override
    public String text() {
      return "+ stage " + stage + place(predecessor);
    }
  }

  /**
   * A stage is gone, and its actions with it.
   *
   * @param stage its name
   */
  record StageRemoved(String stage) implements Change {
    @Override
    public String text() {
      return "- stage " + stage;
    }
  }

  /**
   * A stage is somewhere else in the order. As few stages as possible are called moved.
   *
   * @param stage its name after the change
   * @param predecessor the name of the stage in front of it now; empty if it is the first
   */
  record StageMoved(String stage, String predecessor) implements Change {
    @Override
    public String text() {
      return "> stage " + stage + " moved" + place(predecessor);
    }
  }

  /**
   * A stage seems to have another name: a guess, because most of its actions are the same.
   *
   * @param before its name before
   * @param after its name after
   */
  record StageRenamed(String before, String after) implements Change {
    @Override
    public String text() {
      return "~ stage " + before + " renamed to " + after + " (a guess: its actions are alike)";
    }
  }

  /**
   * An action is new in a stage that was there before.
   *
   * @param stage the stage's name
   * @param action its name
   */
  record ActionAdded(String stage, String action) implements Change {
    @Override
    public String text() {
      return "+ action " + stage + "/" + action;
    }
  }

  /**
   * An action is gone from a stage that is still there.
   *
   * @param stage the stage's name after the change
   * @param action its name
   */
  record ActionRemoved(String stage, String action) implements Change {
    @Override
    public String text() {
      return "- action " + stage + "/" + action;
    }
  }

  /**
   * An action is in another stage.
   *
   * @param action its name
   * @param from the name of the stage before
   * @param to the name of the stage after
   */
  record ActionMoved(String action, String from, String to) implements Change {
    @Override
    public String text() {
      return "> action " + action + " moved from " + from + " to " + to;
    }
  }

  /**
   * An action seems to have another name: a guess, because it does the same in the same stage.
   *
   * @param stage the stage's name after the change
   * @param before its name before
   * @param after its name after
   */
  record ActionRenamed(String stage, String before, String after) implements Change {
    @Override
    public String text() {
      return "~ action "
          + stage
          + "/"
          + before
          + " renamed to "
          + after
          + " (a guess: it does the same)";
    }
  }

  private static String place(String predecessor) {
    return predecessor.isEmpty() ? ", first of all" : ", after " + predecessor;
  }
}
