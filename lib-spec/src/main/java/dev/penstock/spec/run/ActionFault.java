package dev.penstock.spec.run;

import java.io.IOException;

/** A pipeline action that cannot build as it is configured. The message withholds values. */
final class ActionFault extends IOException {

  private static final long serialVersionUID = 1L;

  ActionFault(String message) {
    super(message);
  }
}
