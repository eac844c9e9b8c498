package dev.penstock.artifact.version;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A version of NuGet (W-149, W-150): four numbers, and labels whose case does not count. Build
 * metadata is not kept.
 */
final class NugetParts implements Parts {

  /** The greatest number, and the greatest label that counts as a number. */
  static final String GREATEST = Integer.toString(Integer.MAX_VALUE);

  private final int[] numbers;
  private final List<Label> labels;
  private final String release;

  NugetParts(int[] numbers, List<String> labels) {
    this.numbers = numbers.clone();
    this.labels = labels.stream().map(Label::of).toList();
    this.release = String.join(".", labels);
  }

  /**
   * What stands between the dots of a pre-release.
   *
   * @param number its value, if it is a number of 32 bits, with or without a minus
   * @param upper in upper case
   */
  private record Label(@Nullable Integer number, String upper) {

    static Label of(String label) {
      return new Label(number(label), label.toUpperCase(Locale.ROOT));
    }

    private static @Nullable Integer number(String label) {
      if (!Digits.are(label.startsWith("-") ? label.substring(1) : label)) {
        return null;
      }
      try {
        return Integer.valueOf(label);
      } catch (NumberFormatException tooLarge) {
        return null;
      }
    }

    int order(Label other) {
      if (number != null && other.number != null) {
        return number.compareTo(other.number);
      }
      if (number != null || other.number != null) {
        return number != null ? -1 : 1;
      }
      return upper.compareTo(other.upper);
    }
  }

  int number(int index) {
    return numbers[index];
  }

  /** Whether the first so many numbers are the same. */
  boolean hasNumbersOf(NugetParts other, int count) {
    return orderOfNumbers(other, count) == 0;
  }

  /** Whether the labels, as one text, start with another text in any case. */
  boolean hasReleasePrefix(String prefix) {
    return release.regionMatches(true, 0, prefix, 0, prefix.length());
  }

  private int orderOfNumbers(NugetParts other, int count) {
    for (int i = 0; i < count; i++) {
      if (numbers[i] != other.numbers[i]) {
        return Integer.compare(numbers[i], other.numbers[i]);
      }
    }
    return 0;
  }

  @Override
  public int order(Parts other) {
    NugetParts version = (NugetParts) other;
    int order = orderOfNumbers(version, numbers.length);
    if (order != 0) {
      return order;
    }
    List<Label> others = version.labels;
    if (labels.isEmpty() || others.isEmpty()) {
      return Boolean.compare(labels.isEmpty(), others.isEmpty());
    }
    int shorter = Math.min(labels.size(), others.size());
    for (int i = 0; i < shorter; i++) {
      order = labels.get(i).order(others.get(i));
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(labels.size(), others.size());
  }

  @Override
  public boolean isPrerelease() {
    return !labels.isEmpty();
  }

  @Override
  public String normalized() {
    String text = numbers[0] + "." + numbers[1] + "." + numbers[2];
    if (numbers[3] > 0) {
      text += "." + numbers[3];
    }
    return labels.isEmpty() ? text : text + "-" + release;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof NugetParts version
        && hasNumbersOf(version, numbers.length)
        && labels.equals(version.labels);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(numbers) * 31 + labels.hashCode();
  }
}
