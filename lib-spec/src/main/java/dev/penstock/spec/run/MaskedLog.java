package dev.penstock.spec.run;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * A log in which secret values are replaced by stars, the longest first, and ids of access keys too
 * (B-048).
 */
final class MaskedLog {

  static final String STARS = "***";
  private static final int SHORTEST_LINE = 4;
  private static final Pattern ACCESS_KEY_ID =
      Pattern.compile("(?<![A-Z0-9])A(?:KI|SI)A[A-Z0-9]{16}(?![A-Z0-9])");

  private final Consumer<String> receiver;
  private volatile List<String> masked = List.of();

  MaskedLog(Consumer<String> receiver) {
    this.receiver = receiver;
  }

  /** Masks a value from now on; of a value with several lines, also each line. */
  void hide(String value) {
    List<String> values = new ArrayList<>(masked);
    if (!value.isEmpty()) {
      values.add(value);
    }
    value.lines().filter(line -> line.length() >= SHORTEST_LINE).forEach(values::add);
    values.sort(Comparator.comparingInt(String::length).reversed());
    masked = List.copyOf(values);
  }

  void line(String line) {
    receiver.accept(mask(line));
  }

  /** A line in which everything is masked. */
  void maskedLine(String line) {
    receiver.accept(line);
  }

  /** A text of several lines, line by line. */
  void lines(String text) {
    text.lines().forEach(this::line);
  }

  /** A receiver of what one command prints. */
  Consumer<String> output() {
    return new MaskedOutput(this);
  }

  /** What is masked now, the longest first. */
  List<String> hidden() {
    return masked;
  }

  /** Masks a text that may have been cut off: also the beginning of a value at its end. */
  String maskCut(String text) {
    String result = mask(text);
    for (String value : masked) {
      for (int length = Math.min(value.length() - 1, result.length()); length > 0; length--) {
        if (result.regionMatches(result.length() - length, value, 0, length)) {
          return result.substring(0, result.length() - length) + STARS;
        }
      }
    }
    return result;
  }

  String mask(String text) {
    String result = text;
    for (String value : masked) {
      result = result.replace(value, STARS);
    }
    return ACCESS_KEY_ID.matcher(result).replaceAll(STARS);
  }
}
