package dev.penstock.deploy.agent;

import java.io.IOException;

/**
 * A bundle could not be transferred, though another attempt may succeed: its place cannot be
 * reached, or the connection broke. What another attempt does not mend, such as a wrong digest or a
 * full disk, is a plain {@link IOException}.
 */
public final class TransferException extends IOException {

  private static final long serialVersionUID = 1L;

  /**
   * Says what broke.
   *
   * @param message for a person
   * @param cause what the transfer threw
   */
  public TransferException(String message, Throwable cause) {
    super(message, cause);
  }
}
