package dev.penstock.spec.pipeline;

/**
 * Something that is true or false, and nobody knows which: two expressions are equal, or a
 * condition holds that nobody defined.
 *
 * @param left what is unknown
 * @param right what it may equal; empty if that is no comparison
 * @param isLiteral whether the right is a text that is known
 */
record Atom(String left, String right, boolean isLiteral) {

  /** Whether both cannot be true: one thing equals two texts. */
  boolean excludes(Atom other) {
    return isLiteral && other.isLiteral && left.equals(other.left) && !right.equals(other.right);
  }

  @Override
  public String toString() {
    return right.isEmpty() ? left : left + " = " + right;
  }
}
