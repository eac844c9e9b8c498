package dev.penstock.spec.report;

/** A report tells of more than is taken in. Never leaves this package. */
final class TooMuchException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  TooMuchException(String message) {
    super(message);
  }
}
