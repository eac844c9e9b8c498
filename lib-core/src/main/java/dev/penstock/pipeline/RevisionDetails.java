package dev.penstock.pipeline;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * What a source action tells of the revision that it found, beside its id (P-313). Texts that it
 * does not tell are empty.
 *
 * @param changeIdentifier what tells one change of the source from another, such as the date of a
 *     commit or a file's ETag; at most 100 characters
 * @param summary for people, such as the commit's message; at most 2,048 characters
 * @param created when the revision came to be, if that is known
 * @param url where people can look at it
 */
public record RevisionDetails(
    String changeIdentifier, String summary, Optional<Instant> created, String url) {

  /** Tells nothing. */
  public static final RevisionDetails NONE = new RevisionDetails("", "", Optional.empty(), "");

  private static final int LONGEST_CHANGE_IDENTIFIER = 100;
  private static final int LONGEST_SUMMARY = 2_048;

  /**
   * Checks the lengths.
   *
   * @throws IllegalArgumentException if a text is too long
   */
  public RevisionDetails {
    check("changeIdentifier", changeIdentifier, LONGEST_CHANGE_IDENTIFIER);
    check("summary", summary, LONGEST_SUMMARY);
    Objects.requireNonNull(created, "created");
    Objects.requireNonNull(url, "url");
  }

  static void check(String what, String text, int longest) {
    if (text.length() > longest) {
      throw new IllegalArgumentException(
          what + ": " + text.length() + " characters; allowed: 0 to " + longest);
    }
  }
}
