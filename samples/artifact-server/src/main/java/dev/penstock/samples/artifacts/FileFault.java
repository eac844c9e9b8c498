package dev.penstock.samples.artifacts;

import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** What the JDK's failures of files mean: their messages are often no more than a path. */
final class FileFault {

  private FileFault() {}

  static String of(Exception failure) {
    if (failure instanceof CharacterCodingException) {
      return "the file is no text in UTF-8";
    }
    String message = String.valueOf(failure.getMessage());
    if (failure instanceof FileSystemException fault && fault.getReason() == null) {
      return message + ": " + reason(fault);
    }
    return message;
  }

  private static String reason(FileSystemException fault) {
    if (fault instanceof NoSuchFileException) {
      return "there is no such file";
    }
    if (fault instanceof AccessDeniedException) {
      return "this user may not use it";
    }
    if (fault instanceof FileAlreadyExistsException || fault instanceof NotDirectoryException) {
      return "it is no directory";
    }
    return fault.getClass().getSimpleName();
  }
}
