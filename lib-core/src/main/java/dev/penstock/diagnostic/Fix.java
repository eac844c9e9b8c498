package dev.penstock.diagnostic;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;

/**
 * A safe way to mend what a diagnostic is about. What no edit touches stays as it is, line ends and
 * a byte order mark included.
 *
 * <pre>{@code
 * Fix fix = Fix.replace("rename it to \"pre_build\"", new Position(7, 3), new Position(7, 11), "pre_build");
 * String mended = fix.applyTo(text);
 * }</pre>
 *
 * <p>Immutable. Lines end after a line feed, a carriage return, both together, or one of the three
 * line ends that only Unicode has; columns count characters; a byte order mark is none.
 *
 * @param description what it does, as an order such as {@code quote the version}
 * @param edits at least one; in the order of the text, without overlap
 */
public record Fix(String description, List<TextEdit> edits) {

  private static final Comparator<TextEdit> BY_PLACE =
      Comparator.comparing(TextEdit::start)
          .thenComparing(TextEdit::end)
          .thenComparing(TextEdit::replacement);

  /** Copies the edits and puts them in order; refuses edits that overlap, and none at all. */
  public Fix {
    Objects.requireNonNull(description, "description");
    edits = edits.size() == 1 ? List.copyOf(edits) : edits.stream().sorted(BY_PLACE).toList();
    if (edits.isEmpty()) {
      throw new IllegalArgumentException("a fix needs at least one edit");
    }
    for (int i = 1; i < edits.size(); i++) {
      if (isInTheWay(edits.get(i - 1), edits.get(i))) {
        throw new IllegalArgumentException(
            "the edits at " + edits.get(i - 1).start() + " and " + edits.get(i).start() + " meet");
      }
    }
  }

  /**
   * A fix of one edit.
   *
   * @param description what it does
   * @param start where the replaced characters begin
   * @param end just behind the last of them
   * @param replacement what takes their place
   * @return the fix
   */
  public static Fix replace(String description, Position start, Position end, String replacement) {
    return new Fix(description, List.of(new TextEdit(start, end, replacement)));
  }

  /**
   * Mends a text.
   *
   * @param text the text that was diagnosed
   * @return the text with the edits made
   * @throws IllegalArgumentException if an edit lies outside the text, which is another one then
   */
  public String applyTo(String text) {
    return applyAll(text, List.of(this));
  }

  /**
   * Mends a text as far as several fixes agree: a fix that would touch what an earlier one touches
   * is left out as a whole; of equal fixes, one is made. Diagnose the result again to find what is
   * left.
   *
   * @param text the text that was diagnosed
   * @param fixes what to do, the most important first
   * @return the text with the edits made
   * @throws IllegalArgumentException if an edit lies outside the text, which is another one then
   */
  public static String applyAll(String text, Collection<Fix> fixes) {
    TreeSet<TextEdit> made = new TreeSet<>(BY_PLACE);
    for (Fix fix : fixes) {
      if (fix.edits.stream().noneMatch(edit -> isBlocked(made, edit))) {
        made.addAll(fix.edits);
      }
    }
    LineStarts lines = new LineStarts(text);
    StringBuilder mended = new StringBuilder(text.length());
    int copied = 0;
    for (TextEdit edit : new ArrayList<>(made)) {
      mended.append(text, copied, lines.offset(edit.start())).append(edit.replacement());
      copied = lines.offset(edit.end());
    }
    return mended.append(text, copied, text.length()).toString();
  }

  private static boolean isBlocked(TreeSet<TextEdit> made, TextEdit edit) {
    TextEdit before = made.floor(edit);
    TextEdit after = made.ceiling(edit);
    return (before != null && isInTheWay(before, edit))
        || (after != null && isInTheWay(edit, after));
  }

  /** Whether the later edit starts within the earlier one; two insertions at one place do meet. */
  private static boolean isInTheWay(TextEdit earlier, TextEdit later) {
    return later.start().compareTo(earlier.end()) < 0 || later.start().equals(earlier.start());
  }
}
