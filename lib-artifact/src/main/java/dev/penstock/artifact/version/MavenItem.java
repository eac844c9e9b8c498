package dev.penstock.artifact.version;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a Maven version is made of; kinds differ in rank (W-116). */
sealed interface MavenItem {

  /** The order of kinds that meet at one place: words and combinations compare by their words. */
  enum Kind {
    WORD,
    LIST,
    NUMBER
  }

  Kind kind();

  /** Whether it says nothing at the end of a version. */
  boolean isNull();

  /** The order of this and nothing (W-117). */
  int orderOfPresence();

  /** The order among items of the same kind. */
  int orderWithin(MavenItem other);

  static int order(@Nullable MavenItem one, @Nullable MavenItem other) {
    if (one == null) {
      return other == null ? 0 : -other.orderOfPresence();
    }
    if (other == null) {
      return one.orderOfPresence();
    }
    int kinds = one.kind().compareTo(other.kind());
    return kinds == 0 ? one.orderWithin(other) : kinds;
  }

  /**
   * A number.
   *
   * @param digits without leading zeros
   * @param size in which size of number Maven keeps it; only zeros of many digits make that matter
   */
  record Numeral(String digits, int size) implements MavenItem {
    private static final int INT_DIGITS = 9;
    private static final int LONG_DIGITS = 18;

    static final Numeral ZERO = of(Digits.ZERO);

    static Numeral of(String written) {
      String digits = Digits.canonical(written);
      int length = Digits.isZero(digits) ? written.length() : digits.length();
      int size = 0;
      if (length > INT_DIGITS) {
        size = length > LONG_DIGITS ? 2 : 1;
      }
      return new Numeral(digits, size);
    }

    @Override
    public Kind kind() {
      return Kind.NUMBER;
    }

    @Override
    public boolean isNull() {
      return Digits.isZero(digits);
    }

    @Override
    public int orderOfPresence() {
      return isNull() ? 0 : 1;
    }

    @Override
    public int orderWithin(MavenItem other) {
      Numeral number = (Numeral) other;
      int sizes = Integer.compare(size, number.size);
      return sizes == 0 ? Digits.compare(digits, number.digits) : sizes;
    }

    @Override
    public String toString() {
      return digits;
    }
  }

  /**
   * A word, or a word and the number behind it, which then is greater than the word alone.
   *
   * @param text the word, with its aliases resolved
   * @param number null for a word alone
   */
  record Word(String text, @Nullable Numeral number) implements MavenItem {

    @Override
    public Kind kind() {
      return Kind.WORD;
    }

    @Override
    public boolean isNull() {
      return number == null && text.isEmpty();
    }

    @Override
    public int orderOfPresence() {
      return MavenWord.orderOfPresence(text);
    }

    @Override
    public int orderWithin(MavenItem other) {
      Word word = (Word) other;
      int words = MavenWord.order(text, word.text);
      if (words != 0) {
        return words;
      }
      if (number == null || word.number == null) {
        return Boolean.compare(number != null, word.number != null);
      }
      return number.orderWithin(word.number);
    }

    @Override
    public String toString() {
      return number == null ? text : text + number;
    }
  }

  /**
   * A list within a list, or the whole version.
   *
   * @param items trimmed
   */
  record Items(List<MavenItem> items) implements MavenItem, Parts {

    public Items {
      items = List.copyOf(items);
    }

    @Override
    public Kind kind() {
      return Kind.LIST;
    }

    @Override
    public boolean isNull() {
      return items.isEmpty();
    }

    @Override
    public int orderOfPresence() {
      return items.stream()
          .mapToInt(MavenItem::orderOfPresence)
          .filter(order -> order != 0)
          .findFirst()
          .orElse(0);
    }

    @Override
    public int orderWithin(MavenItem other) {
      List<MavenItem> others = ((Items) other).items;
      int longer = Math.max(items.size(), others.size());
      for (int i = 0; i < longer; i++) {
        int order =
            MavenItem.order(
                i < items.size() ? items.get(i) : null, i < others.size() ? others.get(i) : null);
        if (order != 0) {
          return order;
        }
      }
      return 0;
    }

    @Override
    public int order(Parts other) {
      return orderWithin((Items) other);
    }

    @Override
    public String normalized() {
      return toString();
    }

    @Override
    public boolean isPrerelease() {
      return false;
    }

    @Override
    public String toString() {
      StringBuilder text = new StringBuilder();
      for (MavenItem item : items) {
        if (text.length() > 0) {
          text.append(item instanceof Items ? '-' : '.');
        }
        text.append(item);
      }
      return text.toString();
    }
  }
}
