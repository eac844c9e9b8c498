package dev.penstock.notification;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What one plain value of an event must be like. */
sealed interface ValueTest {

  /** Whether a text, number, boolean or null is like this, or {@link PatternNode.Absent}. */
  boolean holds(@Nullable Object value);

  /**
   * Exactly a text, a boolean or null.
   *
   * @param expected which
   */
  record Exactly(@Nullable Object expected) implements ValueTest {
    @Override
    public boolean holds(@Nullable Object value) {
      return expected == null ? value == null : expected.equals(value);
    }
  }

  /**
   * A number between others.
   *
   * @param comparisons all must hold
   */
  record Numeric(List<Comparison> comparisons) implements ValueTest {

    /** Copies the list. */
    public Numeric {
      comparisons = List.copyOf(comparisons);
    }

    @Override
    public boolean holds(@Nullable Object value) {
      return number(value)
          .filter(number -> comparisons.stream().allMatch(each -> each.holds(number)))
          .isPresent();
    }

    private static Optional<BigDecimal> number(@Nullable Object value) {
      if (!(value instanceof Number number)) {
        return Optional.empty();
      }
      try {
        return Optional.of(new BigDecimal(number.toString()));
      } catch (NumberFormatException e) { // not a number, or infinite
        return Optional.empty();
      }
    }
  }

  /**
   * On one side of a number.
   *
   * @param operator which side
   * @param bound the number
   */
  record Comparison(String operator, BigDecimal bound) {

    /** The sides, as they are written. */
    static final List<String> OPERATORS = List.of("=", "<", "<=", ">", ">=");

    boolean holds(BigDecimal number) {
      int order = number.compareTo(bound);
      return switch (operator) {
        case "=" -> order == 0;
        case "<" -> order < 0;
        case "<=" -> order <= 0;
        case ">" -> order > 0;
        default -> order >= 0;
      };
    }
  }

  /**
   * Whether there is a value at all, null included.
   *
   * @param isExpected whether there must be
   */
  record Exists(boolean isExpected) implements ValueTest {
    @Override
    public boolean holds(@Nullable Object value) {
      return isExpected != (value instanceof PatternNode.Absent);
    }
  }

  /**
   * A value that none of these is like.
   *
   * @param excluded what it must not be like
   */
  record AnythingBut(List<ValueTest> excluded) implements ValueTest {

    /** Copies the list. */
    public AnythingBut {
      excluded = List.copyOf(excluded);
    }

    @Override
    public boolean holds(@Nullable Object value) {
      return !(value instanceof PatternNode.Absent)
          && excluded.stream().noneMatch(each -> each.holds(value));
    }
  }

  /**
   * How a text begins.
   *
   * @param start the beginning
   * @param isEitherCase whether letters match in either case
   */
  record Prefix(String start, boolean isEitherCase) implements ValueTest {
    @Override
    public boolean holds(@Nullable Object value) {
      return value instanceof String text
          && text.regionMatches(isEitherCase, 0, start, 0, start.length());
    }
  }

  /**
   * How a text ends.
   *
   * @param end the end
   * @param isEitherCase whether letters match in either case
   */
  record Suffix(String end, boolean isEitherCase) implements ValueTest {
    @Override
    public boolean holds(@Nullable Object value) {
      return value instanceof String text
          && text.regionMatches(isEitherCase, text.length() - end.length(), end, 0, end.length());
    }
  }

  /**
   * A text in any case.
   *
   * @param expected the text
   */
  record EitherCase(String expected) implements ValueTest {
    @Override
    public boolean holds(@Nullable Object value) {
      return value instanceof String text
          && text.toLowerCase(Locale.ROOT).equals(expected.toLowerCase(Locale.ROOT));
    }
  }

  /**
   * A text with anything between its pieces.
   *
   * @param pieces in order; the first begins the text, and the last ends it
   */
  record Wildcard(List<String> pieces) implements ValueTest {

    /** Copies the list. */
    public Wildcard {
      pieces = List.copyOf(pieces);
    }

    @Override
    public boolean holds(@Nullable Object value) {
      if (!(value instanceof String text)) {
        return false;
      }
      String first = pieces.get(0);
      if (pieces.size() == 1) {
        return text.equals(first);
      }
      String last = pieces.get(pieces.size() - 1);
      if (!text.startsWith(first)) {
        return false;
      }
      int at = first.length();
      for (String piece : pieces.subList(1, pieces.size() - 1)) {
        int found = text.indexOf(piece, at);
        if (found < 0) {
          return false;
        }
        at = found + piece.length();
      }
      return text.length() - last.length() >= at && text.endsWith(last);
    }
  }
}
