package dev.penstock;

/**
 * The root of the exceptions that Penstock throws for faults a caller may want to treat. Unchecked.
 */
public class PenstockException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * Says what went wrong.
   *
   * @param message where, what was found, what is allowed, what to do
   */
  public PenstockException(String message) {
    super(message);
  }

  /**
   * Says what went wrong, with the cause.
   *
   * @param message where, what was found, what is allowed, what to do
   * @param cause what led to it
   */
  public PenstockException(String message, Throwable cause) {
    super(message, cause);
  }
}
