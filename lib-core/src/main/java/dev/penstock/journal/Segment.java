package dev.penstock.journal;

import java.util.Comparator;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The name of one file of a journal: {@code 00000007.journal} as it was appended to, or {@code
 * 00000003-00000007.2.journal}, which was rewritten and stands for segments 3 to 7.
 *
 * @param first the number of the first segment that it stands for, by which it is known
 * @param last the number of the last
 * @param generation 0 for a file that was appended to; else above that of all that it replaced
 */
record Segment(int first, int last, int generation) {
  static final Comparator<Segment> BY_GENERATION =
      Comparator.comparingInt(Segment::generation).thenComparingInt(Segment::first);

  private static final Pattern NAME =
      Pattern.compile("([0-9]{8})(?:-([0-9]{8})\\.([1-9][0-9]{0,8}))?\\.journal");

  static Segment appended(int number) {
    return new Segment(number, number, 0);
  }

  static @Nullable Segment parse(String name) {
    Matcher parts = NAME.matcher(name);
    if (!parts.matches()) {
      return null;
    }
    int first = Integer.parseInt(parts.group(1));
    return parts.group(2) == null
        ? appended(first)
        : new Segment(first, Integer.parseInt(parts.group(2)), Integer.parseInt(parts.group(3)));
  }

  boolean isRewritten() {
    return generation > 0;
  }

  boolean covers(Segment other) {
    return first <= other.first && other.last <= last;
  }

  String name() {
    return generation == 0
        ? String.format(Locale.ROOT, "%08d.journal", first)
        : String.format(Locale.ROOT, "%08d-%08d.%d.journal", first, last, generation);
  }

  /** What the file is called while it is being rewritten. */
  String unfinishedName() {
    return name() + Segments.UNFINISHED;
  }
}
