package dev.penstock.artifact.store;

import dev.penstock.revision.Digest;
import java.io.IOException;

/** Content no longer has the digest that it was stored under. */
public final class AlteredContentException extends IOException {

  private static final long serialVersionUID = 1L;

  /**
   * Names the content.
   *
   * @param wanted the digest it is stored under
   * @param found the digest of what is there
   */
  public AlteredContentException(Digest wanted, Digest found) {
    super(
        "content stored as "
            + wanted
            + " now has the digest "
            + found
            + ": it was altered or damaged; remove it and store it again");
  }
}
