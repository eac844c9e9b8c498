package dev.penstock.process;

import dev.penstock.PenstockException;

/** A command was refused, where the caller asked for more than the answer. */
public final class RejectedCommandException extends PenstockException {

  private static final long serialVersionUID = 1L;

  private final transient Rejection rejection;

  /**
   * Carries a rejection.
   *
   * @param rejection why the command was refused
   */
  public RejectedCommandException(Rejection rejection) {
    super(rejection.toString());
    this.rejection = rejection;
  }

  /**
   * Why the command was refused.
   *
   * @return the rejection
   */
  public Rejection rejection() {
    return rejection;
  }
}
