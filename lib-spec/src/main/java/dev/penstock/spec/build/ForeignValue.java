package dev.penstock.spec.build;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/** A value below a key that means nothing in a buildspec, kept as it is (B-022). */
public sealed interface ForeignValue {

  /**
   * Calls exactly one of the functions and returns its answer.
   *
   * @param <R> the type of the answer
   * @param text called for a text
   * @param items called for a list
   * @param entries called for a mapping
   * @return the answer of the function that was called
   */
  default <R> R fold(
      Function<? super Text, ? extends R> text,
      Function<? super Items, ? extends R> items,
      Function<? super Entries, ? extends R> entries) {
    if (this instanceof Text value) {
      return text.apply(value);
    }
    return this instanceof Items value ? items.apply(value) : entries.apply((Entries) this);
  }

  /**
   * A text.
   *
   * @param text the text as written, without quotes; empty for null
   * @param isPlain whether it stands without quotes, so that other tools may take it for a number,
   *     a boolean or null
   */
  record Text(String text, boolean isPlain) implements ForeignValue {

    /** Requires the text. */
    public Text {
      Objects.requireNonNull(text, "text");
    }
  }

  /**
   * A list.
   *
   * @param items the items in order
   */
  record Items(List<ForeignValue> items) implements ForeignValue {

    /** Copies the list. */
    public Items {
      items = List.copyOf(items);
    }
  }

  /**
   * A mapping.
   *
   * @param entries values by key, in order
   */
  record Entries(Map<String, ForeignValue> entries) implements ForeignValue {

    /** Copies the map, keeping its order. */
    public Entries {
      entries = Copies.of(entries);
    }
  }
}
