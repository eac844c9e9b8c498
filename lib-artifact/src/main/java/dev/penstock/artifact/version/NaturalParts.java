package dev.penstock.artifact.version;

import java.util.List;
import java.util.Locale;

/** A version in natural order: numbers and words (W-155). */
final class NaturalParts implements Parts {

  /** Words with a rank of their own; from the least, other words being on the second place. */
  private static final List<String> RANKS =
      List.of("dev", "", "rc", "snapshot", "final", "ga", "release", "sp");

  private static final int OTHER = RANKS.indexOf("");

  private final String text;
  private final List<Part> parts;

  NaturalParts(String text, List<Part> parts) {
    this.text = text;
    this.parts = List.copyOf(parts);
  }

  /**
   * A number or a word.
   *
   * @param rank of a word; numbers have a higher one
   * @param text digits without leading zeros; or a word as written, empty if its rank says all
   */
  record Part(int rank, String text) {

    static Part of(String written) {
      if (Digits.are(written)) {
        return new Part(RANKS.size(), Digits.canonical(written));
      }
      int rank = RANKS.indexOf(written.toLowerCase(Locale.ROOT));
      return rank < 0 || rank == OTHER ? new Part(OTHER, written) : new Part(rank, "");
    }

    boolean isNumber() {
      return rank == RANKS.size();
    }

    int order(Part other) {
      int ranks = Integer.compare(rank, other.rank);
      if (ranks != 0) {
        return ranks;
      }
      return isNumber() ? Digits.compare(text, other.text) : text.compareTo(other.text);
    }
  }

  @Override
  public int order(Parts other) {
    List<Part> others = ((NaturalParts) other).parts;
    int shorter = Math.min(parts.size(), others.size());
    for (int i = 0; i < shorter; i++) {
      int order = parts.get(i).order(others.get(i));
      if (order != 0) {
        return order;
      }
    }
    if (parts.size() > shorter) {
      return parts.get(shorter).isNumber() ? 1 : -1;
    }
    if (others.size() > shorter) {
      return others.get(shorter).isNumber() ? -1 : 1;
    }
    return 0;
  }

  @Override
  public String normalized() {
    return text;
  }

  @Override
  public boolean isPrerelease() {
    return false;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof NaturalParts natural && parts.equals(natural.parts);
  }

  @Override
  public int hashCode() {
    return parts.hashCode();
  }
}
