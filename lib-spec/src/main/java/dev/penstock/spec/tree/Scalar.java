package dev.penstock.spec.tree;

import com.google.common.base.CharMatcher;
import dev.penstock.diagnostic.Fix;
import java.util.Optional;
import java.util.function.ToIntFunction;

/** A text as it was written (B-012). */
public final class Scalar extends Node {

  private static final CharMatcher NEVER_QUOTED =
      CharMatcher.inRange('a', 'z')
          .or(CharMatcher.inRange('A', 'Z'))
          .or(CharMatcher.inRange('0', '9'))
          .or(CharMatcher.anyOf("_-./"))
          .precomputed();
  private static final CharMatcher NO_DOUBLE_QUOTES =
      CharMatcher.anyOf("\"\\").or(CharMatcher.javaIsoControl());

  private final String text;
  private final boolean isPlain;
  private final boolean isNull;
  private final int notes;
  private final Style style;

  /** How a text stands in the file. */
  enum Style {
    /** Without quotes, in one line. */
    PLAIN(""),
    /** In single quotes. */
    SINGLE_QUOTED("'"),
    /** In double quotes. */
    DOUBLE_QUOTED("\""),
    /** In some way that no fix touches: in block style, anchored, tagged, or not in the file. */
    OTHER("");

    private final String quote;

    Style(String quote) {
      this.quote = quote;
    }
  }

  Scalar(
      String text,
      boolean isPlain,
      Style style,
      ToIntFunction<String> notes,
      int line,
      int column,
      int endLine,
      int endColumn) {
    super(line, column, endLine, endColumn);
    this.isPlain = isPlain;
    this.isNull = isPlain && isNothing(text);
    this.text = isNull ? "" : text;
    this.notes = notes.applyAsInt(this.text);
    this.style = style;
  }

  private Scalar(String text, Node at) {
    super(at);
    this.text = text;
    this.isPlain = false;
    this.isNull = false;
    this.notes = 0;
    this.style = Style.OTHER;
  }

  /**
   * A text that replaces something else.
   *
   * @param text the text
   * @param at what it replaces, where diagnostics are shown
   * @return a text as if it had been written in quotes
   */
  public static Scalar of(String text, Node at) {
    return new Scalar(text, at);
  }

  /**
   * The text, with quotes and escapes resolved but never converted; empty for null (B-013).
   *
   * @return the text
   */
  public String text() {
    return text;
  }

  /**
   * Whether it was written without quotes and without block style.
   *
   * @return true if other tools may take it for something else than a text
   */
  public boolean isPlain() {
    return isPlain;
  }

  /**
   * What its dialect notes of every text as it is read. By the time that a large document is read
   * to its end, its first texts are far away in memory, and to look into each again is slow.
   *
   * @return what {@link Dialect#notes} gave for the text; 0 for a text that replaces another
   */
  public int notes() {
    return notes;
  }

  /**
   * Writes another word in its place, with the quotes that it has.
   *
   * @param word letters, digits and any of {@code _-./}
   * @return the fix; empty if it stands in the file in a way that no fix touches
   */
  public Optional<Fix> replacedBy(String word) {
    if (style == Style.OTHER || word.isEmpty() || !NEVER_QUOTED.matchesAllOf(word)) {
      return Optional.empty();
    }
    String written = style.quote + word + style.quote;
    return Optional.of(Fix.replace("write \"" + word + "\"", position(), end(), written));
  }

  /**
   * Puts quotes round it, so that every tool takes it for the text that it is.
   *
   * @return the fix; empty if it has quotes, or stands in the file in a way that no fix touches
   */
  public Optional<Fix> quoted() {
    if (style != Style.PLAIN) {
      return Optional.empty();
    }
    String space = position().equals(end()) ? " " : "";
    String written =
        NO_DOUBLE_QUOTES.matchesNoneOf(text())
            ? "\"" + text() + "\""
            : "'" + text.replace("'", "''") + "'";
    return Optional.of(Fix.replace("quote it", position(), end(), space + written));
  }

  @Override
  public boolean isNull() {
    return isNull;
  }

  private static boolean isNothing(String text) {
    return text.length() <= "null".length() // the hash of a long text takes its time
        && switch (text) {
          case "", "~", "null", "Null", "NULL" -> true;
          default -> false;
        };
  }

  @Override
  public String kind() {
    return isNull() ? "nothing" : "a text";
  }
}
