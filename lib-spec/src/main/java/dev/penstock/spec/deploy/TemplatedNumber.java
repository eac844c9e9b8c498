package dev.penstock.spec.deploy;

import java.util.OptionalLong;

/**
 * A whole number in an appspec, or the placeholder that a release tool replaces by one.
 *
 * <p>Immutable.
 *
 * @param text digits such as {@code 8080}, without leading zeros; or a placeholder such as {@code
 *     $APP_PORT}, <code>${PORT}</code>, <code>{{port}}</code>, {@code <PORT>} or {@code !Ref Port}
 */
public record TemplatedNumber(String text) {

  private static final int MOST_DIGITS = 18;

  /**
   * Refuses other texts.
   *
   * @throws IllegalArgumentException if it is neither a number nor a placeholder
   */
  public TemplatedNumber {
    if (!isNumber(text) && !Placeholders.isPlaceholder(text)) {
      throw new IllegalArgumentException(
          "\"" + text + "\" is neither a whole number nor a placeholder");
    }
  }

  /**
   * A number.
   *
   * @param number at least 0
   * @return the number
   * @throws IllegalArgumentException if it is negative, or has more than 18 digits
   */
  public static TemplatedNumber of(long number) {
    return new TemplatedNumber(Long.toString(number));
  }

  /**
   * The number.
   *
   * @return at least 0; empty if a placeholder stands for it
   */
  public OptionalLong number() {
    return isNumber(text) ? OptionalLong.of(Long.parseLong(text)) : OptionalLong.empty();
  }

  static boolean isNumber(String text) {
    return text.length() <= MOST_DIGITS && text.matches("0|[1-9][0-9]*");
  }

  @Override
  public String toString() {
    return text;
  }
}
