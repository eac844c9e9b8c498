package dev.penstock.artifact.store;

import dev.penstock.revision.Digest;
import java.io.IOException;

/** A store does not have some content. */
public final class MissingContentException extends IOException {

  private static final long serialVersionUID = 1L;

  /**
   * Names the content.
   *
   * @param digest what was asked for
   */
  public MissingContentException(Digest digest) {
    super(digest + " is not in the content store; it was never stored here, or was removed");
  }
}
