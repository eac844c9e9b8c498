package dev.penstock.process;

import dev.penstock.PenstockException;

/** A journal could not be read or written. What was durable before still is. */
public class JournalException extends PenstockException {

  private static final long serialVersionUID = 1L;

  /**
   * Says what went wrong.
   *
   * @param message where and what
   */
  public JournalException(String message) {
    super(message);
  }

  /**
   * Says what went wrong, with the cause.
   *
   * @param message where and what
   * @param cause what led to it
   */
  public JournalException(String message, Throwable cause) {
    super(message, cause);
  }
}
