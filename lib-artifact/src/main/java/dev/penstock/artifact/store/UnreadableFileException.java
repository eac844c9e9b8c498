package dev.penstock.artifact.store;

import java.io.IOException;
import java.nio.file.Path;

/** A file is there but cannot be read, which says nothing about what it holds. */
final class UnreadableFileException extends IOException {

  private static final long serialVersionUID = 1L;

  UnreadableFileException(Path file, String found) {
    super(file + " cannot be read: " + found);
  }

  UnreadableFileException(Path file, IOException cause) {
    super(file + " cannot be read: " + cause.getMessage(), cause);
  }
}
