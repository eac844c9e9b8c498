package dev.penstock.spec.build;

import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * What a phase asks for when it fails (B-080).
 *
 * @param action abort, go on, or build again
 * @param retries how often to build again, 0 to 100; 0 unless the action is {@link Action#RETRY}
 * @param pattern which failures to build again for, searched for in the failure's message
 */
public record OnFailure(Action action, int retries, String pattern) {

  static final String FORMS =
      "ABORT, CONTINUE, RETRY, RETRY-<count>, RETRY-<regex>, RETRY-<count>-<regex>";

  private static final int MAX_RETRIES = 100;
  private static final int DEFAULT_RETRIES = 3;
  private static final String ANY = ".*";

  /** Refuses a count out of range. */
  public OnFailure {
    Objects.requireNonNull(action, "action");
    Objects.requireNonNull(pattern, "pattern");
    if (retries < 0 || retries > MAX_RETRIES) {
      throw new IllegalArgumentException(
          "retries: " + retries + " is out of range; allowed: 0 to " + MAX_RETRIES);
    }
  }

  /** What happens after a failed phase. */
  public enum Action {
    /** No further phase runs. */
    ABORT,
    /** The next phase runs. */
    CONTINUE,
    /** The build runs again. */
    RETRY
  }

  /**
   * Reads the value of {@code on-failure}, in any letter case.
   *
   * @param text the value
   * @return what it asks for; empty if it has none of the allowed forms
   */
  public static Optional<OnFailure> parse(String text) {
    int dash = text.indexOf('-');
    String word = (dash < 0 ? text : text.substring(0, dash)).toUpperCase(Locale.ROOT);
    if (dash < 0) {
      return switch (word) {
        case "ABORT" -> Optional.of(new OnFailure(Action.ABORT, 0, ANY));
        case "CONTINUE" -> Optional.of(new OnFailure(Action.CONTINUE, 0, ANY));
        case "RETRY" -> Optional.of(new OnFailure(Action.RETRY, DEFAULT_RETRIES, ANY));
        default -> Optional.empty();
      };
    }
    return word.equals("RETRY") ? retry(text.substring(dash + 1)) : Optional.empty();
  }

  /** The value in its written form, such as {@code RETRY-3-timeout}. */
  @Override
  public String toString() {
    if (action != Action.RETRY) {
      return action.name();
    }
    return action + "-" + retries + (pattern.equals(ANY) ? "" : "-" + pattern);
  }

  private static Optional<OnFailure> retry(String rest) {
    int dash = rest.indexOf('-');
    String first = dash < 0 ? rest : rest.substring(0, dash);
    boolean isCounted = !first.isEmpty() && first.chars().allMatch(c -> c >= '0' && c <= '9');
    if (!isCounted) {
      return retry(DEFAULT_RETRIES, rest);
    }
    int count = first.length() > 3 ? MAX_RETRIES + 1 : Integer.parseInt(first);
    return retry(count, dash < 0 ? ANY : rest.substring(dash + 1));
  }

  private static Optional<OnFailure> retry(int count, String pattern) {
    if (count > MAX_RETRIES || pattern.isEmpty()) {
      return Optional.empty();
    }
    try {
      Pattern.compile(pattern);
      return Optional.of(new OnFailure(Action.RETRY, count, pattern));
    } catch (PatternSyntaxException e) {
      return Optional.empty();
    }
  }
}
