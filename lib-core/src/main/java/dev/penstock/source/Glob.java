package dev.penstock.source;

import dev.penstock.diagnostic.Diagnostic;
import java.util.Objects;
import java.util.Optional;

/**
 * A pattern for branch names, tags and file paths, compiled once.
 *
 * <pre>
 * Glob scripts = Glob.compile("common/**&#47;*.{js,ts}");
 * scripts.matches("common/app.js");        // true: no directory in between is fine
 * scripts.matches("common/web/app.ts");    // true
 * </pre>
 *
 * <table>
 *   <caption>The language (P-751 to P-755)</caption>
 *   <tr><th>written</th><th>matches</th></tr>
 *   <tr><td>{@code *}</td><td>any run of characters but slashes, also none</td></tr>
 *   <tr><td>{@code ?}</td><td>one character but a slash</td></tr>
 *   <tr><td>{@code **}</td><td>any run of characters, also none</td></tr>
 *   <tr><td><code>**&#47;</code></td><td>any directories; where a segment starts, also none</td></tr>
 *   <tr><td>{@code [abc]}, {@code [a-z]}, {@code [!a-c]}</td><td>one of these characters, or one that
 *       is none of them; never a slash. {@code * ? \} are plain inside, and so is {@code -} when it is
 *       first or last</td></tr>
 *   <tr><td><code>{a,b}</code></td><td>either; cannot be nested</td></tr>
 *   <tr><td>{@code \}</td><td>the next character as it is</td></tr>
 * </table>
 *
 * <p>The whole text must match, letter case included. A character is a Unicode code point. Time is
 * at worst the product of the lengths of pattern and text, for any pattern; space is that of the
 * pattern. Immutable and safe for several threads; globs of one pattern are equal.
 */
public final class Glob {

  /** The longest pattern, in {@code char}s. */
  public static final int LONGEST_PATTERN = 4_096;

  private final String pattern;
  private final GlobProgram program;

  private Glob(String pattern, GlobProgram program) {
    this.pattern = pattern;
    this.program = program;
  }

  /**
   * Compiles a pattern.
   *
   * @param pattern 1 to {@value #LONGEST_PATTERN} characters
   * @return the glob
   * @throws IllegalArgumentException if the pattern is malformed; the message tells the position
   *     and what is allowed there
   */
  public static Glob compile(String pattern) {
    GlobParser parser = new GlobParser(Objects.requireNonNull(pattern, "pattern"));
    GlobProgram program = parser.parse();
    if (program == null) {
      throw new IllegalArgumentException(parser.fault().toString());
    }
    return new Glob(pattern, program);
  }

  /**
   * What is wrong with a pattern.
   *
   * @param pattern any text
   * @return the first fault, under the rule {@code source.glob}; empty if the pattern can be
   *     compiled
   */
  public static Optional<Diagnostic> faultOf(String pattern) {
    GlobParser parser = new GlobParser(Objects.requireNonNull(pattern, "pattern"));
    return parser.parse() == null ? Optional.of(parser.fault()) : Optional.empty();
  }

  /**
   * The pattern as it was written.
   *
   * @return the pattern
   */
  public String pattern() {
    return pattern;
  }

  /**
   * Whether a whole text matches.
   *
   * @param text a branch, tag or path with forward slashes
   * @return true if it matches
   */
  public boolean matches(String text) {
    return program.matches(text);
  }

  /** Globs of the same pattern are equal. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Glob glob && glob.pattern.equals(pattern);
  }

  @Override
  public int hashCode() {
    return pattern.hashCode();
  }

  /** The pattern. */
  @Override
  public String toString() {
    return pattern;
  }
}
