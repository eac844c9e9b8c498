package dev.penstock.artifact.store;

import java.io.IOException;

/**
 * A limit that the host set on a store does not allow a write: its quota, or the free space that
 * has to stay. Nothing was written.
 */
public final class StorageLimitException extends IOException {

  private static final long serialVersionUID = 1L;

  /**
   * Says which.
   *
   * @param message what was found and what is allowed
   */
  public StorageLimitException(String message) {
    super(message);
  }
}
