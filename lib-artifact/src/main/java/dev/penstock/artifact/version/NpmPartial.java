package dev.penstock.artifact.version;

import org.jspecify.annotations.Nullable;

/**
 * A version of which parts may be missing or {@code x}, as npm's ranges have them.
 *
 * @param prefix what stands before the numbers: {@code v}, {@code =} and blanks
 * @param major digits, or null for any
 * @param minor digits, or null for any
 * @param patch digits, or null for any
 * @param labels the pre-release, or empty
 * @param isOrdered whether nothing follows an x but x
 */
record NpmPartial(
    String prefix,
    @Nullable String major,
    @Nullable String minor,
    @Nullable String patch,
    String labels,
    boolean isOrdered) {

  /** Reads a whole text; null if it is none. */
  static @Nullable NpmPartial of(String text, int from, boolean isLoose) {
    int start = SemVerParser.skipLoosePrefix(text, from);
    String[] parts = new String[3];
    int count = 0;
    int i = start;
    while (count < parts.length) {
      int end = isX(text, i) ? i + 1 : Digits.end(text, i);
      if (end == i || (!isLoose && end > i + 1 && text.charAt(i) == '0')) {
        return null;
      }
      parts[count++] = text.substring(i, end);
      i = end;
      if (count == parts.length || i == text.length()) {
        break;
      }
      if (text.charAt(i) != '.') {
        return null;
      }
      i++;
    }
    String labels = "";
    if (i < text.length()) {
      if (count < parts.length) {
        return null;
      }
      int from2 = labels(text, i, isLoose);
      if (from2 < 0 && isLoose && parts[2].length() > 1 && labels(text, i - 1, true) == i - 1) {
        from2 = i - 1;
        parts[2] = parts[2].substring(0, parts[2].length() - 1);
      }
      if (from2 < 0) {
        return null;
      }
      labels = text.substring(from2);
    }
    boolean isOrdered =
        !(isAny(parts[0]) && !isAny(parts[1])) && !(isAny(parts[1]) && !isAny(parts[2]));
    return new NpmPartial(
        text.substring(from, start),
        number(parts[0]),
        number(parts[1]),
        number(parts[2]),
        labels,
        isOrdered);
  }

  private static int labels(String text, int from, boolean isLoose) {
    if (text.charAt(from) == '-' && areLabels(text, from + 1, isLoose)) {
      return from + 1;
    }
    return isLoose && areLabels(text, from, true) ? from : -1;
  }

  private static boolean areLabels(String text, int from, boolean isLoose) {
    if (SemVerParser.faultOfIdentifiers(text, from, text.length()) >= 0) {
      return false;
    }
    if (isLoose) {
      return true;
    }
    for (String label : text.substring(from).split("\\.", -1)) {
      if (label.length() > 1 && label.charAt(0) == '0' && Digits.are(label)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isX(String text, int index) {
    return index < text.length() && isX(text.substring(index, index + 1));
  }

  static boolean isX(String id) {
    return id.equals("x") || id.equals("X") || id.equals("*");
  }

  private static boolean isAny(@Nullable String id) {
    return number(id) == null;
  }

  private static @Nullable String number(@Nullable String id) {
    return id == null || isX(id) ? null : id;
  }

  boolean isComplete() {
    return patch != null && minor != null && major != null;
  }

  boolean hasLabels() {
    return !labels.isEmpty();
  }
}
