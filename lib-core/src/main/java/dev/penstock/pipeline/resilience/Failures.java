package dev.penstock.pipeline.resilience;

import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/** What people read of a failure. */
final class Failures {

  /** The longest summary of a result. */
  static final int LONGEST = 2048;

  private static final int LONGEST_QUOTE = 200;

  private Failures() {}

  static Throwable unwrapped(Throwable failure) {
    Throwable cause = failure;
    while ((cause instanceof CompletionException || cause instanceof ExecutionException)
        && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }

  static String textOf(Throwable failure) {
    Throwable cause = unwrapped(failure);
    String message = cause.getMessage();
    return message == null || message.isBlank() ? cause.getClass().getSimpleName() : message;
  }

  /** A text with a note in brackets behind it; the text is cut where both are too long. */
  static String withNote(String text, String note) {
    String end = (text.isEmpty() ? "(" : " (") + note + ")";
    return cut(text, Math.max(0, LONGEST - end.length())) + end;
  }

  /** So much of a text as fits into a note about something else. */
  static String quote(String text) {
    return cut(text, LONGEST_QUOTE);
  }

  private static String cut(String text, int longest) {
    if (text.length() <= longest) {
      return text;
    }
    int end = Math.max(0, longest - 1);
    boolean splitsPair = end > 0 && Character.isHighSurrogate(text.charAt(end - 1));
    return text.substring(0, splitsPair ? end - 1 : end) + (longest == 0 ? "" : "…");
  }
}
