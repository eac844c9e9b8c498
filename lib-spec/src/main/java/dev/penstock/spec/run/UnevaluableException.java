package dev.penstock.spec.run;

import java.io.IOException;

/** A shell can make nothing of a text. */
final class UnevaluableException extends IOException {

  private static final long serialVersionUID = 1L;

  UnevaluableException(String text) {
    super(
        "\""
            + text
            + "\" cannot be evaluated by the shell; allowed: text with $NAME, ${NAME} and"
            + " $(command), each of them closed");
  }
}
