package dev.penstock.spec.tree;

import dev.penstock.diagnostic.Position;

/** Leaves a tree that grows beyond its bounds. Never leaves this package. */
final class TooLargeException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient Position position;

  TooLargeException(Position position, String message) {
    super(message, null, false, false);
    this.position = position;
  }

  Position position() {
    return position;
  }

  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
