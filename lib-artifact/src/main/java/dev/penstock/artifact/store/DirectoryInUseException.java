package dev.penstock.artifact.store;

import java.io.IOException;
import java.nio.file.Path;

/** Another store, of this process or another one, has a directory open. */
public final class DirectoryInUseException extends IOException {

  private static final long serialVersionUID = 1L;

  /**
   * Names the directory.
   *
   * @param directory the directory that was to be opened
   */
  public DirectoryInUseException(Path directory) {
    super(
        directory
            + " is in use by this or another process; allowed: one at a time; close the other first,"
            + " or open another directory");
  }
}
