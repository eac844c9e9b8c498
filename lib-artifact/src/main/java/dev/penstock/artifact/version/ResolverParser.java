package dev.penstock.artifact.version;

import dev.penstock.artifact.version.ResolverParts.Item;
import dev.penstock.artifact.version.ResolverParts.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Splits a version as Maven's resolver does (W-126 to W-128). */
final class ResolverParser {
  /** Shorter numbers are ints, which matters to their rank. */
  private static final int INT_DIGITS = 9;

  private static final Item ZERO = number(Digits.ZERO);

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
        && !ResolverWord.isSeparator(text.charAt(index))
        && Digits.isDigit(text.charAt(index)) == isNumber) {
      index++;
    }
    int end = index;
    if (index < text.length() && ResolverWord.isSeparator(text.charAt(index))) {
      index++;
    }
    if (end == start) {
      return ZERO;
    }
    return isNumber ? number(text.substring(start, end)) : word(start, end);
  }

  private static Item number(String token) {
    String digits = Digits.canonical(token);
    return new Item(digits.length() > INT_DIGITS ? Kind.LONG_NUMBER : Kind.NUMBER, 0, digits);
  }

  private Item word(int start, int end) {
    int rank = ResolverWord.rank(text, start, end);
    if (rank != ResolverWord.UNKNOWN) {
      return new Item(Kind.QUALIFIER, rank, "");
    }
    if (index == text.length()) {
      if (ResolverWord.is("min", text, start, end)) {
        return Item.MIN;
      }
      if (ResolverWord.is("max", text, start, end)) {
        return Item.MAX;
      }
    }
    return new Item(Kind.WORD, 0, folded(text.substring(start, end)));
  }

  private static String folded(String word) {
    char[] folded = word.toLowerCase(Locale.ENGLISH).toCharArray();
    for (int i = 0; i < folded.length; i++) {
      folded[i] = Character.toLowerCase(Character.toUpperCase(folded[i]));
    }
    return String.valueOf(folded);
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
