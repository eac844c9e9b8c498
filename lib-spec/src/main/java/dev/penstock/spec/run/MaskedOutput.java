package dev.penstock.spec.run;

import java.util.function.Consumer;

/**
 * What one command prints. A shell delivers a line that is too long for it in pieces, so a value
 * may begin at the end of one piece and end in the next: it is masked in both.
 */
final class MaskedOutput implements Consumer<String> {

  /** No shell cuts shorter lines. */
  private static final int SHORTEST_PIECE = 4_096;

  private final MaskedLog log;

  /** The end of the piece before; empty if the line before was no piece. */
  private String before = "";

  MaskedOutput(MaskedLog log) {
    this.log = log;
  }

  @Override
  public void accept(String line) {
    int end = endOfValue(line);
    String rest = line.substring(end);
    boolean isPiece = line.length() >= SHORTEST_PIECE;
    log.maskedLine(
        (end > 0 ? MaskedLog.STARS : "") + (isPiece ? log.maskCut(rest) : log.mask(rest)));
    before = isPiece ? line.substring(Math.max(0, line.length() - longest())) : "";
  }

  /** Where a value ends that has begun in the piece before. */
  private int endOfValue(String line) {
    int end = 0;
    if (before.isEmpty()) {
      return end;
    }
    for (String value : log.hidden()) {
      for (int split = 1; split < value.length(); split++) {
        int rest = value.length() - split;
        if (rest > end
            && before.regionMatches(before.length() - split, value, 0, split)
            && line.regionMatches(0, value, split, rest)) {
          end = rest;
        }
      }
    }
    return end;
  }

  private int longest() {
    return log.hidden().isEmpty() ? 0 : log.hidden().get(0).length();
  }
}
