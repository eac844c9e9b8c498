package dev.penstock.artifact.format;

import dev.penstock.PenstockException;

/** A request that is refused, with the HTTP status that says so. */
public final class ProtocolException extends PenstockException {

  private static final long serialVersionUID = 1L;

  /** The HTTP status. */
  private final int status;

  /**
   * A refusal.
   *
   * @param status 400 to 599
   * @param message what was found and what is allowed, for the client's user
   */
  public ProtocolException(int status, String message) {
    super(message);
    if (status < 400 || status > 599) {
      throw new IllegalArgumentException("status " + status + "; allowed: 400 to 599");
    }
    this.status = status;
  }

  /**
   * The HTTP status.
   *
   * @return 400 to 599
   */
  public int status() {
    return status;
  }
}
