package dev.penstock.artifact.format.listing;

import java.nio.charset.StandardCharsets;

/** The start of a text from elsewhere, in whole characters, so that it can be kept. */
public final class Excerpt {
  private Excerpt() {}

  /**
   * Cuts a text that is too long. Half a surrogate pair, as others leave when they cut, becomes a
   * question mark.
   *
   * @param text any text
   * @param most how many characters it may have, in UTF-16
   * @return the text itself if it is fit
   */
  public static String of(String text, int most) {
    int end = Math.min(text.length(), most);
    boolean isWithinPair =
        end < text.length()
            && end > 0
            && Character.isSurrogatePair(text.charAt(end - 1), text.charAt(end));
    String start = text.substring(0, isWithinPair ? end - 1 : end);
    return StandardCharsets.UTF_8.newEncoder().canEncode(start)
        ? start
        : new String(start.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }
}
