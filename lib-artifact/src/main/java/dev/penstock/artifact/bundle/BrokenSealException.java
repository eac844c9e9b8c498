package dev.penstock.artifact.bundle;

import java.io.IOException;

/** A sealed bundle is not as it was sealed. Nothing of it has been given out. */
public final class BrokenSealException extends IOException {

  private static final long serialVersionUID = 1L;

  /**
   * Says what is wrong.
   *
   * @param found what was found, without secrets
   */
  public BrokenSealException(String found) {
    super(found + ": it was altered, cut or put together from others; make the bundle anew");
  }
}
