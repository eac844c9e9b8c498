package dev.penstock.spec.build;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A value below a key that means nothing in a buildspec, kept as it is (B-022). */
public sealed interface ForeignValue {

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
