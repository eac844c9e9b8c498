package dev.penstock.process;

import dev.penstock.PenstockException;

/** A journal holds an event that this release cannot read. Nothing was changed. */
public final class UnreadableEventException extends PenstockException {

  private static final long serialVersionUID = 1L;

  /**
   * Says what could not be read.
   *
   * @param message the type and version that were found, and what this release reads
   */
  public UnreadableEventException(String message) {
    super(message);
  }

  /**
   * Says what could not be read, with the cause.
   *
   * @param message the type and version that were found, and what this release reads
   * @param cause why the fields did not fit
   */
  public UnreadableEventException(String message, Throwable cause) {
    super(message, cause);
  }
}
