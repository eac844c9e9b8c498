package dev.penstock.spec;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The parts of a text that are not shown, because they are values of variables or of an action's
 * configuration, or look like secrets. Found by the look of the text, so that a text that is no
 * YAML hides them too; takes time in proportion to the text.
 */
final class HiddenValues {

  /** What stands for a hidden part. */
  static final String MASK = "***";

  /** The keys whose values are withheld, with all that is below them. */
  private static final Set<String> HOLDERS =
      Set.of(
          "variables",
          "plaintext",
          "configuration",
          "environmentvariables",
          "default",
          "defaultvalue");

  /** What a name ends in whose value is a secret. */
  private static final List<String> SECRET_NAMES =
      List.of(
          "PASSWORD",
          "PASSWD",
          "SECRET",
          "TOKEN",
          "API_KEY",
          "APIKEY",
          "PRIVATE_KEY",
          "ACCESS_KEY",
          "ACCESSKEY");

  /**
   * Access keys of the cloud, tokens of hosts of code, private keys, and assignments of secrets.
   */
  private static final Pattern SECRETS =
      Pattern.compile(
          "\\b(?:AKIA|ASIA)[A-Z0-9]{16}\\b"
              + "|\\bgh[pousr]_[A-Za-z0-9]{36,255}"
              + "|\\bgithub_pat_[A-Za-z0-9_]{22,255}"
              + "|\\bglpat-[A-Za-z0-9_-]{20,255}"
              + "|\\bxox[abprs]-[A-Za-z0-9-]{10,255}"
              + "|-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----[^\"\\r\\n]*"
              + "|(?<=(?:PASSWORD|PASSWD|SECRET|TOKEN|API_KEY|APIKEY|PRIVATE_KEY|ACCESS_KEY)=)"
              + "[\"']?[^\\s\"'$;&|]+",
          Pattern.CASE_INSENSITIVE);

  /** An alias may lead to an alias. */
  private static final int MOST_PASSES = 3;

  private final String text;
  private int[] bounds = new int[32];
  private int count;

  /** Looks through the text. */
  HiddenValues(String text) {
    this.text = text;
    Set<String> anchors = Set.of();
    for (int pass = 0; pass < MOST_PASSES; pass++) {
      ValueScanner scanner = new ValueScanner(text, this, anchors);
      scanner.scan();
      if (anchors.containsAll(scanner.aliases())) {
        break;
      }
      anchors = scanner.aliases();
    }
    Matcher secrets = SECRETS.matcher(text);
    while (secrets.find()) {
      add(secrets.start(), secrets.end());
    }
    merge();
  }

  /** Whether everything below a key is withheld. */
  static boolean isHolder(String key) {
    return HOLDERS.contains(key.toLowerCase(Locale.ROOT));
  }

  /** Whether a key names a secret. */
  static boolean isSecretName(String key) {
    String upper = key.toUpperCase(Locale.ROOT).replace('-', '_');
    return SECRET_NAMES.stream().anyMatch(upper::endsWith);
  }

  /** Hides a part: of each of its lines, what comes behind the indent. */
  void add(int start, int end) {
    int from = -1;
    for (int i = start; i < end; i++) {
      char c = text.charAt(i);
      if (c == '\n' || c == '\r') {
        put(from, i);
        from = -1;
      } else if (from < 0 && c != ' ' && c != '\t') {
        from = i;
      }
    }
    put(from, end);
  }

  private void put(int start, int end) {
    if (start < 0 || start >= end) {
      return;
    }
    if (count == bounds.length) {
      bounds = Arrays.copyOf(bounds, count * 2);
    }
    bounds[count++] = start;
    bounds[count++] = end;
  }

  /** Puts the parts in order, and draws together those that overlap. */
  private void merge() {
    long[] parts = new long[count / 2];
    for (int i = 0; i < parts.length; i++) {
      parts[i] = ((long) bounds[2 * i] << 32) | bounds[2 * i + 1];
    }
    Arrays.sort(parts);
    count = 0;
    for (long part : parts) {
      int start = (int) (part >> 32);
      int end = (int) part;
      if (count > 0 && start <= bounds[count - 1]) {
        bounds[count - 1] = Math.max(bounds[count - 1], end);
      } else {
        put(start, end);
      }
    }
  }

  /** The text with the mask in place of each hidden part. */
  String masked() {
    StringBuilder masked = new StringBuilder();
    int from = 0;
    for (int i = 0; i < count; i += 2) {
      masked.append(text, from, bounds[i]).append(MASK);
      from = bounds[i + 1];
    }
    return masked.append(text, from, text.length()).toString();
  }

  /** The start of the first hidden part that ends behind a place; -1 if there is none. */
  int startAfter(int place) {
    int i = indexAfter(place);
    return i < count ? bounds[i] : -1;
  }

  /** The end of the hidden part that begins at a start that {@link #startAfter} gave. */
  int endAfter(int place) {
    return bounds[indexAfter(place) + 1];
  }

  private int indexAfter(int place) {
    int low = 0;
    int high = count / 2;
    while (low < high) {
      int middle = (low + high) / 2;
      if (bounds[2 * middle + 1] > place) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return 2 * low;
  }
}
