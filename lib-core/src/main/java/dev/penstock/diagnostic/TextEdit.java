package dev.penstock.diagnostic;

import java.util.Objects;

/**
 * One replacement in a text.
 *
 * @param start where the replaced characters begin
 * @param end just behind the last of them; equal to {@code start} to insert
 * @param replacement what takes their place; empty to delete
 */
public record TextEdit(Position start, Position end, String replacement) {

  /** Refuses an end before the start. */
  public TextEdit {
    Objects.requireNonNull(start, "start");
    Objects.requireNonNull(end, "end");
    Objects.requireNonNull(replacement, "replacement");
    if (end.compareTo(start) < 0) {
      throw new IllegalArgumentException("the edit ends at " + end + ", before " + start);
    }
  }

  /**
   * An insertion.
   *
   * @param at before which character
   * @param text what is inserted
   * @return the edit
   */
  public static TextEdit insert(Position at, String text) {
    return new TextEdit(at, at, text);
  }
}
