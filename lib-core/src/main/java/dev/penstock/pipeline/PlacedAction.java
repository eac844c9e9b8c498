package dev.penstock.pipeline;

/**
 * An action or one of its cells, and where it was defined.
 *
 * @param stage its stage
 * @param defined which action of the stage, counted from 0
 * @param index which cell of the stage, counted from 0; -1 for the action as it was defined
 * @param action as it was defined
 * @param cell what is carried out; the action itself without a matrix
 */
record PlacedAction(PlacedStage stage, int defined, int index, Action action, Action cell) {

  String path() {
    return stage.path() + ".actions[" + defined + "]";
  }

  /** The path of one part, with the names of stage and action for a person. */
  String at(String part) {
    return path() + part + " (" + called() + ")";
  }

  String called() {
    return stage.stage().name() + "/" + cell.name();
  }

  /** By run order; those that run after named actions come last. */
  int sortKey() {
    return cell.after().isEmpty() ? cell.runOrder() : Integer.MAX_VALUE;
  }

  @Override
  public boolean equals(Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }
}
