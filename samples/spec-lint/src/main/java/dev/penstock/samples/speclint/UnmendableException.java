package dev.penstock.samples.speclint;

import java.io.IOException;

/** A file could not be replaced, and is as it was. */
final class UnmendableException extends IOException {

  private static final long serialVersionUID = 1L;

  UnmendableException(String message, IOException cause) {
    super(message, cause);
  }
}
