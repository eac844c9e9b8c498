package dev.penstock.source;

import java.util.Objects;

/**
 * What must stand in the JSON of a delivery (P-706).
 *
 * @param jsonPath where: {@code $} and then {@code .name}, {@code ['name']} or {@code [0]}; 1 to
 *     {@value #LONGEST} characters
 * @param matchEquals the text there, in which <code>{Key}</code> stands for a value of the target
 *     action's configuration; 1 to {@value #LONGEST} characters
 */
public record WebhookFilter(String jsonPath, String matchEquals) {

  /** The longest path, and the longest text, in {@code char}s. */
  public static final int LONGEST = 150;

  /** Refuses what is too long, and a malformed path. */
  public WebhookFilter {
    requireLength("jsonPath", jsonPath);
    requireLength("matchEquals", matchEquals);
    var unused = JsonPath.parse(jsonPath);
  }

  private static void requireLength(String part, String text) {
    Objects.requireNonNull(text, part);
    if (text.isEmpty() || text.length() > LONGEST) {
      throw new IllegalArgumentException(
          part + " of " + text.length() + " characters; allowed: 1 to " + LONGEST);
    }
  }
}
