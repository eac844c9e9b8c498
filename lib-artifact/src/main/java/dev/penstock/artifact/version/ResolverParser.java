package dev.penstock.artifact.version;

import dev.penstock.artifact.version.ResolverParts.Item;
import dev.penstock.artifact.version.ResolverParts.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Splits a version as Maven's resolver does (W-126 to W-128). */
final class ResolverParser {
  private static final Map<String, Integer> QUALIFIERS =
      new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  private static final Map<String, Integer> BEFORE_DIGITS =
      new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

  static {
    QUALIFIERS.putAll(
        Map.of("alpha", -5, "beta", -4, "milestone", -3, "cr", -2, "rc", -2, "snapshot", -1));
    QUALIFIERS.putAll(Map.of("ga", 0, "final", 0, "release", 0, "sp", 1));
    BEFORE_DIGITS.putAll(Map.of("a", -5, "b", -4, "m", -3));
  }

  /** Shorter numbers are ints, which matters to their rank. */
  private static final int INT_DIGITS = 9;

  private final String text;
  private int index;

  ResolverParser(String text) {
    Unicode.check("maven-resolver version", text);
    this.text = text.isEmpty() ? Digits.ZERO : text;
  }

  ResolverParts parse() {
    List<Item> items = new ArrayList<>();
    while (index < text.length()) {
      items.add(next());
    }
    trim(items);
    return new ResolverParts(items);
  }

  /** A segment: up to a separator, or to where digits and letters meet. */
  private Item next() {
    int start = index;
    boolean isNumber = Digits.isDigit(text.charAt(index));
    while (index < text.length()
        && !isSeparator(text.charAt(index))
        && Digits.isDigit(text.charAt(index)) == isNumber) {
      index++;
    }
    String token = text.substring(start, index);
    boolean isBeforeDigit = index < text.length() && Digits.isDigit(text.charAt(index));
    if (index < text.length() && isSeparator(text.charAt(index))) {
      index++;
    }
    if (token.isEmpty()) {
      return number(Digits.ZERO);
    }
    return isNumber ? number(token) : word(token, isBeforeDigit);
  }

  static boolean isSeparator(char c) {
    return c == '.' || c == '-' || c == '_';
  }

  private static Item number(String token) {
    String digits = Digits.canonical(token);
    return new Item(digits.length() > INT_DIGITS ? Kind.LONG_NUMBER : Kind.NUMBER, 0, digits);
  }

  private Item word(String token, boolean isBeforeDigit) {
    if (index >= text.length()) {
      if (token.equalsIgnoreCase("min")) {
        return Item.MIN;
      }
      if (token.equalsIgnoreCase("max")) {
        return Item.MAX;
      }
    }
    Integer rank = isBeforeDigit ? BEFORE_DIGITS.get(token) : null;
    if (rank == null) {
      rank = QUALIFIERS.get(token);
    }
    return rank == null
        ? new Item(Kind.WORD, 0, folded(token))
        : new Item(Kind.QUALIFIER, rank, "");
  }

  private static String folded(String token) {
    StringBuilder folded = new StringBuilder(token.length());
    token
        .toLowerCase(Locale.ENGLISH)
        .chars()
        .forEach(c -> folded.append(Character.toLowerCase(Character.toUpperCase((char) c))));
    return folded.toString();
  }

  /** From the end, a run of one kind loses its last segments that mean nothing; never the first. */
  private static void trim(List<Item> items) {
    int end = items.size() - 1;
    boolean isNumber = !items.get(end).isNumber();
    for (int i = end; i > 0; i--) {
      Item item = items.get(i);
      if (item.isNumber() != isNumber) {
        end = i;
        isNumber = !isNumber;
      }
      boolean isRun = i == items.size() - 1 || items.get(i - 1).isNumber() == isNumber;
      if (end == i && isRun && item.orderOfPresence() == 0) {
        items.remove(i);
        end--;
      }
    }
  }
}
