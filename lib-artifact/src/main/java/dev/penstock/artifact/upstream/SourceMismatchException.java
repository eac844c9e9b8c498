package dev.penstock.artifact.upstream;

import dev.penstock.PenstockException;

/** A source gave other bytes than it promised; nothing of them was kept. */
public final class SourceMismatchException extends PenstockException {

  private static final long serialVersionUID = 1L;

  SourceMismatchException(String message) {
    super(message);
  }
}
