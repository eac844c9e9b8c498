package dev.penstock.artifact.version;

import java.util.List;
import java.util.stream.Collectors;

/** A semantic version in npm's order (W-131), which leaves build metadata out. */
record SemVer(long major, long minor, long patch, List<SemVer.Identifier> labels) implements Parts {

  /** The largest number that JavaScript counts exactly. */
  static final long GREATEST = 9_007_199_254_740_991L;

  SemVer {
    labels = List.copyOf(labels);
  }

  /**
   * Something between the dots of a pre-release.
   *
   * @param number its value as JavaScript reads it, if it is made of digits, else NaN
   * @param text a word, or empty for a number
   * @param written how it is printed, which does not count
   */
  record Identifier(double number, String text, String written) {

    static Identifier of(String written) {
      if (!Digits.are(written)) {
        return new Identifier(Double.NaN, written, written);
      }
      double number = Double.parseDouble(written);
      return new Identifier(number, "", number < GREATEST ? Digits.canonical(written) : written);
    }

    private boolean isNumber() {
      return text.isEmpty();
    }

    int order(Identifier other) {
      if (isNumber() && other.isNumber()) {
        return Double.compare(number, other.number);
      }
      if (isNumber() || other.isNumber()) {
        return isNumber() ? -1 : 1;
      }
      return text.compareTo(other.text);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Identifier identifier && order(identifier) == 0;
    }

    @Override
    public int hashCode() {
      return Double.hashCode(number) ^ text.hashCode();
    }
  }

  @Override
  public int order(Parts other) {
    SemVer version = (SemVer) other;
    int order = Long.compare(major, version.major);
    if (order == 0) {
      order = Long.compare(minor, version.minor);
    }
    if (order == 0) {
      order = Long.compare(patch, version.patch);
    }
    return order == 0 ? orderOfLabels(version.labels) : order;
  }

  private int orderOfLabels(List<Identifier> others) {
    if (labels.isEmpty() || others.isEmpty()) {
      return Boolean.compare(labels.isEmpty(), others.isEmpty());
    }
    int shorter = Math.min(labels.size(), others.size());
    for (int i = 0; i < shorter; i++) {
      int order = labels.get(i).order(others.get(i));
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(labels.size(), others.size());
  }

  boolean hasNumbersOf(SemVer other) {
    return major == other.major && minor == other.minor && patch == other.patch;
  }

  @Override
  public boolean isPrerelease() {
    return !labels.isEmpty();
  }

  @Override
  public String normalized() {
    String numbers = major + "." + minor + "." + patch;
    return labels.isEmpty()
        ? numbers
        : numbers
            + labels.stream().map(Identifier::written).collect(Collectors.joining(".", "-", ""));
  }
}
