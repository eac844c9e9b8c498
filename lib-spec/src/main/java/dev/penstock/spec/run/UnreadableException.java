package dev.penstock.spec.run;

import java.io.IOException;
import java.nio.file.Path;

/** What was asked for may lie where this user may not read. */
final class UnreadableException extends IOException {

  private static final long serialVersionUID = 1L;

  private UnreadableException(String message, IOException cause) {
    super(message, cause);
  }

  static UnreadableException directory(Path directory, IOException cause) {
    return new UnreadableException(
        directory
            + " may hold what is asked for, and the user that builds may not list it; allowed:"
            + " directories that this user may list and enter; let a command open it"
            + " (chmod -R u+rX), or ask by patterns that leave it out",
        cause);
  }

  static UnreadableException file(Path file, IOException cause) {
    return new UnreadableException(
        file
            + " is asked for, and the user that builds may not read it; allowed: files that this"
            + " user may read; let a command open it (chmod u+r), or ask by patterns that leave it"
            + " out",
        cause);
  }
}
