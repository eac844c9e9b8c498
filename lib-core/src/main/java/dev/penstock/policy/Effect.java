package dev.penstock.policy;

/** What a statement does where it applies. */
public enum Effect {
  /** Grants, unless something denies. */
  ALLOW("Allow"),
  /** Forbids, whatever else grants. */
  DENY("Deny");

  private final String word;

  Effect(String word) {
    this.word = word;
  }

  /**
   * The effect's word in a document.
   *
   * @return {@code Allow} or {@code Deny}
   */
  @Override
  public String toString() {
    return word;
  }
}
