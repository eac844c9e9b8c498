package dev.penstock.spec.report;

import java.io.IOException;

/** A report file that cannot be read; the message says where, and what was found. */
public final class ReportException extends IOException {

  private static final long serialVersionUID = 1L;

  /**
   * Says what is wrong.
   *
   * @param message the file, if need be the line, and what was found
   */
  public ReportException(String message) {
    super(message);
  }
}
