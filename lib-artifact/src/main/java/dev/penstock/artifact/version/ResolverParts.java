package dev.penstock.artifact.version;

import java.util.List;

/**
 * A version of Maven's resolver: segments, in which numbers and words do not compare (W-127 to
 * W-129).
 */
record ResolverParts(List<ResolverParts.Item> items) implements Parts {

  /** Where these words stand last, they mean something else. */
  private static final Item MIN_WORD = new Item(Kind.WORD, 0, "min");

  private static final Item MAX_WORD = new Item(Kind.WORD, 0, "max");

  private static final List<String> QUALIFIERS =
      List.of("alpha", "beta", "milestone", "rc", "snapshot", "ga", "sp");

  private static final int LEAST_RANK = -5;

  ResolverParts {
    items = List.copyOf(items);
  }

  /** Kinds of segments, from the least. */
  enum Kind {
    MIN,
    QUALIFIER,
    WORD,
    NUMBER,
    LONG_NUMBER,
    MAX
  }

  /**
   * A segment.
   *
   * @param rank of a qualifier, 0 for a release
   * @param text digits, or a word in lower case
   */
  record Item(Kind kind, int rank, String text) {
    static final Item MIN = new Item(Kind.MIN, 0, "");
    static final Item MAX = new Item(Kind.MAX, 0, "");

    boolean isNumber() {
      return kind != Kind.QUALIFIER && kind != Kind.WORD;
    }

    int order(Item other) {
      int kinds = kind.compareTo(other.kind);
      if (kinds != 0) {
        return kinds;
      }
      return switch (kind) {
        case MIN, MAX -> 0;
        case QUALIFIER -> Integer.compare(rank, other.rank);
        case WORD -> text.compareTo(other.text);
        case NUMBER, LONG_NUMBER -> Digits.compare(text, other.text);
      };
    }

    /** The order of this and nothing. */
    int orderOfPresence() {
      return switch (kind) {
        case MIN -> -1;
        case QUALIFIER -> Integer.signum(rank);
        case NUMBER -> Digits.isZero(text) ? 0 : 1;
        case WORD, LONG_NUMBER, MAX -> 1;
      };
    }

    @Override
    public String toString() {
      return switch (kind) {
        case MIN -> "min";
        case MAX -> "max";
        case QUALIFIER -> QUALIFIERS.get(rank - LEAST_RANK);
        case WORD, NUMBER, LONG_NUMBER -> text;
      };
    }
  }

  @Override
  public int order(Parts other) {
    List<Item> others = ((ResolverParts) other).items;
    boolean isNumber = true;
    for (int i = 0; i < items.size() || i < others.size(); i++) {
      if (i >= items.size()) {
        return -padded(others, i);
      }
      if (i >= others.size()) {
        return padded(items, i);
      }
      Item one = items.get(i);
      Item two = others.get(i);
      if (one.isNumber() != two.isNumber() && i > 0) {
        return one.isNumber() == isNumber
            ? padded(items, i, isNumber)
            : -padded(others, i, isNumber);
      }
      int order = one.order(two);
      if (order != 0) {
        return order;
      }
      isNumber = one.isNumber();
    }
    return 0;
  }

  /** Compares what is left of one side with nothing. */
  private static int padded(List<Item> items, int from) {
    for (int i = from; i < items.size(); i++) {
      int order = items.get(i).orderOfPresence();
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  /** The same, without the segments of the other kind. */
  private static int padded(List<Item> items, int from, boolean isNumber) {
    for (int i = from; i < items.size(); i++) {
      Item item = items.get(i);
      int order = item.isNumber() == isNumber ? item.orderOfPresence() : 0;
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  @Override
  public String normalized() {
    StringBuilder text = new StringBuilder();
    for (Item item : items) {
      text.append(text.length() == 0 ? "" : ".").append(item);
    }
    Item last = items.get(items.size() - 1);
    boolean isTaken = last.equals(MIN_WORD) || last.equals(MAX_WORD);
    return isTaken ? text + "." + Digits.ZERO : text.toString();
  }

  @Override
  public boolean isPrerelease() {
    return false;
  }
}
