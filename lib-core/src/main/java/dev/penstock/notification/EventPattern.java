package dev.penstock.notification;

import dev.penstock.diagnostic.ReadResult;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Picks events by their values. Immutable.
 *
 * <pre>{@code
 * EventPattern failures = EventPattern.of("""
 *     {"detail-type": ["CodePipeline Pipeline Execution State Change"],
 *      "detail": {"state": ["FAILED", "STOPPED"], "pipeline": [{"prefix": "shop-"}]}}
 *     """);
 * }</pre>
 *
 * <p>A pattern is an object with the keys of the event that it cares for. Under each stands an
 * object, for what lies within, or an array of which one must match: a text, number, boolean or
 * null for exactly that (numbers by value, so 3 is 3.0); {@code {"prefix": …}}, {@code {"suffix":
 * …}}, {@code {"equals-ignore-case": …}}, {@code {"wildcard": "a*b"}} with <code>\*</code> and
 * <code>\\
 * </code> for the characters themselves; {@code {"anything-but": …}} of texts, numbers or one of
 * those; {@code {"numeric": [">", 0, "<=", 5]}}; {@code {"exists": true}} or false. {@code prefix}
 * and {@code suffix} may hold {@code {"equals-ignore-case": …}}. {@code "$or"} holds an array of
 * patterns of which one must match. All keys must match. Where the event has an array, one of its
 * elements must. Only plain values exist: an object, or an array without elements, does not.
 */
public final class EventPattern {

  /** How many characters a pattern may have. */
  public static final int LONGEST = 4_096;

  private final PatternNode.Fields fields;

  EventPattern(PatternNode.Fields fields) {
    this.fields = fields;
  }

  /**
   * Reads a pattern.
   *
   * @param source the file's or setting's name, for diagnostics; may be empty
   * @param json the pattern, 1 to {@value #LONGEST} characters
   * @return the pattern, or every fault with its place
   */
  public static ReadResult<EventPattern> read(String source, String json) {
    return new PatternReader(source).read(json);
  }

  /**
   * Reads a pattern that stands in code.
   *
   * @param json the pattern
   * @return the pattern
   * @throws dev.penstock.diagnostic.InvalidDefinitionException if it is faulty; with every fault
   */
  public static EventPattern of(String json) {
    return read("", json).orElseThrow("event pattern");
  }

  /**
   * Whether an event is one of those.
   *
   * @param event its values: maps with keys of text, collections, texts, numbers, booleans and
   *     null; anything else is like nothing
   * @return true if everything that the pattern asks for is there
   */
  public boolean matches(Map<String, ? extends @Nullable Object> event) {
    return fields.matches(Objects.requireNonNull(event, "event"));
  }
}
