package dev.penstock.spec.report;

import java.time.Duration;
import java.util.Objects;
import java.util.function.UnaryOperator;

/**
 * One test case. Longer texts are cut (B-155).
 *
 * @param suite what it belongs to: a class, a fixture, a feature; may be empty
 * @param name its name, up to {@link #MAX_NAME} characters
 * @param status how it ended
 * @param duration how long it took, zero if the report does not tell
 * @param message why it failed or was skipped, up to {@link #MAX_MESSAGE} characters; may be empty
 */
public record TestCase(
    String suite, String name, CaseStatus status, Duration duration, String message) {

  /** The longest name: 1,000 characters. */
  public static final int MAX_NAME = 1_000;

  /** The longest message: 5,000 characters. */
  public static final int MAX_MESSAGE = 5_000;

  /** Cuts texts that are too long. */
  public TestCase {
    suite = cut(suite, MAX_NAME);
    name = cut(name, MAX_NAME);
    Objects.requireNonNull(status, "status");
    Objects.requireNonNull(duration, "duration");
    message = cut(message, MAX_MESSAGE);
  }

  /**
   * What the case is called among all of a build.
   *
   * @return suite and name
   */
  public String fullName() {
    return suite.isEmpty() ? name : suite + "." + name;
  }

  TestCase withMessages(UnaryOperator<String> change) {
    return new TestCase(
        change.apply(suite), change.apply(name), status, duration, change.apply(message));
  }

  private static String cut(String text, int longest) {
    return text.length() <= longest ? text : text.substring(0, longest);
  }
}
