package dev.penstock.pipeline;

import java.util.BitSet;
import java.util.List;
import java.util.Locale;

/** One field of numbers in a cron expression: which values of a range it names (P-1228). */
final class CronField {
  private final String name;
  private final int least;
  private final int most;
  private final List<String> words; // for the numbers from least on; empty if it has none

  CronField(String name, int least, int most, List<String> words) {
    this.name = name;
    this.least = least;
    this.most = most;
    this.words = words;
  }

  /** The values that a text names: lists, ranges, steps and {@code *}. */
  BitSet parse(String text) {
    BitSet values = new BitSet();
    for (String part : text.split(",", -1)) {
      add(part, values);
    }
    return values;
  }

  BitSet all() {
    BitSet values = new BitSet();
    values.set(least, most + 1);
    return values;
  }

  private void add(String part, BitSet values) {
    int slash = part.indexOf('/');
    String range = slash < 0 ? part : part.substring(0, slash);
    int step = slash < 0 ? 1 : number(part.substring(slash + 1), 1, most);
    if (range.equals("*")) {
      for (int value = least; value <= most; value++) {
        if (value % step == 0) { // steps of * count from 0
          values.set(value);
        }
      }
      return;
    }
    int dash = range.indexOf('-');
    int from = value(dash < 0 ? range : range.substring(0, dash));
    int to = dash < 0 ? (slash < 0 ? from : most) : value(range.substring(dash + 1));
    int length = to >= from ? to - from : to - from + (most - least + 1); // FRI-MON goes round
    for (int i = 0; i <= length; i += step) {
      int value = from + i;
      values.set(value > most ? value - (most - least + 1) : value);
    }
  }

  /** One value, as a number or a word. */
  int value(String text) {
    int word = words.indexOf(text.toUpperCase(Locale.ROOT));
    return word >= 0 ? word + least : number(text, least, most);
  }

  private int number(String text, int lowest, int highest) {
    if (!text.isEmpty() && text.length() <= 4 && text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      int number = Integer.parseInt(text);
      if (number >= lowest && number <= highest) {
        return number;
      }
    }
    throw new IllegalArgumentException(
        name
            + ": \""
            + text
            + "\" is out of range; allowed: "
            + lowest
            + " to "
            + highest
            + (words.isEmpty() ? "" : ", " + words.get(0) + " to " + words.get(words.size() - 1)));
  }
}
