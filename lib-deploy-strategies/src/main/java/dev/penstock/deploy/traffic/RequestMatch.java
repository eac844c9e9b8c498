package dev.penstock.deploy.traffic;

import java.util.Objects;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * One condition on a header or a cookie of a request (RP-113).
 *
 * <pre>{@code
 * RequestMatch.header("X-Tester").exactly("yes")
 * RequestMatch.cookie("ring").startsWith("early-")
 * }</pre>
 *
 * <p>Names of headers are compared without regard to case, names of cookies and all values with it.
 * A request without the header or cookie does not match.
 *
 * @param place where the value stands
 * @param name of the header or cookie, 1 to {@value #LONGEST} characters
 * @param kind how the value is compared
 * @param value what it is compared with, up to {@value #LONGEST} characters; for {@link Kind#REGEX}
 *     a regular expression of the JDK that has to match the whole value
 */
public record RequestMatch(Place place, String name, Kind kind, String value) {

  /** The longest name and the longest value, in characters. */
  public static final int LONGEST = 256;

  /** Where the value of a condition stands. */
  public enum Place {
    /** In a header. */
    HEADER,
    /** In a cookie. */
    COOKIE
  }

  /** How a value is compared. */
  public enum Kind {
    /** It is equal. */
    EXACT,
    /** It begins so. */
    PREFIX,
    /** It matches as a whole. */
    REGEX
  }

  /** Refuses names and values out of range, and what is no regular expression. */
  public RequestMatch {
    Objects.requireNonNull(place, "place");
    Objects.requireNonNull(kind, "kind");
    if (name.isBlank() || name.length() > LONGEST) {
      throw new IllegalArgumentException(
          "match: a name of " + name.length() + " characters; allowed: 1 to " + LONGEST);
    }
    if (value.length() > LONGEST) {
      throw new IllegalArgumentException(
          "match: a value of " + value.length() + " characters; allowed: up to " + LONGEST);
    }
    if (kind == Kind.REGEX) {
      compile(value);
    }
  }

  /**
   * Begins a condition on a header.
   *
   * @param name of the header, in any case
   * @return to be given the value
   */
  public static Named header(String name) {
    return new Named(Place.HEADER, name);
  }

  /**
   * Begins a condition on a cookie.
   *
   * @param name of the cookie
   * @return to be given the value
   */
  public static Named cookie(String name) {
    return new Named(Place.COOKIE, name);
  }

  static Pattern compile(String regex) {
    try {
      return Pattern.compile(regex);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          "match: \"" + regex + "\" is no regular expression: " + e.getDescription(), e);
    }
  }

  /**
   * A condition that lacks its value. Immutable.
   *
   * @param place where the value stands
   * @param name of the header or cookie
   */
  public record Named(Place place, String name) {

    /**
     * The value is equal.
     *
     * @param value to this, up to {@value RequestMatch#LONGEST} characters
     * @return the condition
     */
    public RequestMatch exactly(String value) {
      return new RequestMatch(place, name, Kind.EXACT, value);
    }

    /**
     * The value begins so.
     *
     * @param value its beginning, up to {@value RequestMatch#LONGEST} characters
     * @return the condition
     */
    public RequestMatch startsWith(String value) {
      return new RequestMatch(place, name, Kind.PREFIX, value);
    }

    /**
     * The value matches as a whole.
     *
     * @param regex a regular expression of the JDK, up to {@value RequestMatch#LONGEST} characters
     * @return the condition
     */
    public RequestMatch matching(String regex) {
      return new RequestMatch(place, name, Kind.REGEX, regex);
    }
  }
}
