package dev.penstock.revision;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The sensitivities and categories of an SELinux context.
 *
 * <pre>{@code
 * SecurityRange.of("s0-s3:c0.c3,c5").text();   // s0-s3:c0.c3,c5
 * }</pre>
 *
 * <p>Immutable.
 *
 * @param low the lower sensitivity, at least 0
 * @param high the upper sensitivity, at least {@code low}
 * @param categories numbers of 0 to 1023
 */
public record SecurityRange(int low, int high, SortedSet<Integer> categories) {

  /** The highest number of a category: 1023. */
  public static final int HIGHEST_CATEGORY = 1023;

  private static final int MOST_DIGITS = 9;

  /**
   * Copies the set.
   *
   * @throws IllegalArgumentException if a number is out of range
   */
  public SecurityRange {
    if (low < 0 || high < low) {
      throw new IllegalArgumentException(
          "sensitivity s" + high + " is below s" + low + ", with which the range begins");
    }
    categories = Collections.unmodifiableSortedSet(new TreeSet<>(categories));
    for (int category : categories) {
      if (category < 0 || category > HIGHEST_CATEGORY) {
        throw new IllegalArgumentException(
            "category c" + category + " is out of range; allowed: c0 to c" + HIGHEST_CATEGORY);
      }
    }
  }

  /**
   * Reads a range: {@code sN[-sM][:cA[.cB](,cC[.cD])*]}.
   *
   * @param text the range, such as {@code s0-s3:c0.c3,c5}
   * @return the range
   * @throws IllegalArgumentException if it is none; the message names the part that fails
   */
  public static SecurityRange of(String text) {
    int colon = text.indexOf(':');
    String levels = colon < 0 ? text : text.substring(0, colon);
    int dash = levels.indexOf('-');
    int low = number("sensitivity", 's', dash < 0 ? levels : levels.substring(0, dash));
    int high = dash < 0 ? low : number("sensitivity", 's', levels.substring(dash + 1));
    SortedSet<Integer> categories = new TreeSet<>();
    if (colon >= 0) {
      for (String part : text.substring(colon + 1).split(",", -1)) {
        add(part, categories);
      }
    }
    return new SecurityRange(low, high, categories);
  }

  private static void add(String part, SortedSet<Integer> categories) {
    int point = part.indexOf('.');
    int first = category(point < 0 ? part : part.substring(0, point));
    int last = point < 0 ? first : category(part.substring(point + 1));
    if (last < first) {
      throw new IllegalArgumentException("categories \"" + part + "\" run downwards");
    }
    for (int category = first; category <= last; category++) {
      if (!categories.add(category)) {
        throw new IllegalArgumentException("category c" + category + " is listed twice");
      }
    }
  }

  private static int category(String text) {
    int category = number("category", 'c', text);
    if (category > HIGHEST_CATEGORY) {
      throw new IllegalArgumentException("category \"" + text + "\" is above c" + HIGHEST_CATEGORY);
    }
    return category;
  }

  private static int number(String what, char letter, String text) {
    String digits = text.isEmpty() ? "" : text.substring(1);
    if (digits.isEmpty()
        || digits.length() > MOST_DIGITS
        || text.charAt(0) != letter
        || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw new IllegalArgumentException(
          "\"" + text + "\" is no " + what + "; write " + letter + " and a number");
    }
    return Integer.parseInt(digits);
  }

  /**
   * The range as SELinux writes it, neighbouring categories drawn together.
   *
   * @return such as {@code s0-s3:c0.c3,c5}
   */
  public String text() {
    StringBuilder text = new StringBuilder("s").append(low);
    if (high > low) {
      text.append("-s").append(high);
    }
    char before = ':';
    for (int first : categories) {
      if (!categories.contains(first - 1)) {
        int last = first;
        while (categories.contains(last + 1)) {
          last++;
        }
        text.append(before).append('c').append(first);
        if (last > first) {
          text.append(".c").append(last);
        }
        before = ',';
      }
    }
    return text.toString();
  }

  @Override
  public String toString() {
    return text();
  }
}
