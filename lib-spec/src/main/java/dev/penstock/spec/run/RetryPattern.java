package dev.penstock.spec.run;

import dev.penstock.spec.build.OnFailure;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/** Whether a failure is one that a phase asks to build again for (B-081, B-084). */
final class RetryPattern {

  private static final int MOST_STEPS = 1_000_000;

  private RetryPattern() {}

  /** Searches for the pattern; one that takes for ever to search for is not found. */
  static boolean isFound(OnFailure onFailure, String message) {
    try {
      return Pattern.compile(onFailure.pattern(), Pattern.DOTALL)
          .matcher(new CountedText(message, new AtomicInteger()))
          .find();
    } catch (TooManyStepsException | StackOverflowError e) {
      return false;
    }
  }

  /** A text that can be looked at a limited number of times. */
  private record CountedText(CharSequence text, AtomicInteger steps) implements CharSequence {

    @Override
    public char charAt(int index) {
      if (steps.incrementAndGet() > MOST_STEPS) {
        throw new TooManyStepsException();
      }
      return text.charAt(index);
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return new CountedText(text.subSequence(start, end), steps);
    }

    @Override
    public String toString() {
      return text.toString();
    }
  }

  private static final class TooManyStepsException extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }
}
