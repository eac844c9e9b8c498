package dev.penstock.pipeline.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Objects;
import java.util.UUID;

/**
 * What has become of a revision that was put into a pipeline.
 *
 * @param isNew whether it has started an execution now, rather than before
 * @param execution the execution's id
 */
public record PushedRevision(boolean isNew, String execution) {
  private static final int LONGEST_CHANGE_IDENTIFIER = 100;

  /** The id is required. */
  public PushedRevision {
    Objects.requireNonNull(execution, "execution");
  }

  static void check(String changeIdentifier) {
    if (changeIdentifier.length() > LONGEST_CHANGE_IDENTIFIER) {
      throw new IllegalArgumentException(
          "a change identifier of "
              + changeIdentifier.length()
              + " characters; allowed: 0 to "
              + LONGEST_CHANGE_IDENTIFIER);
    }
  }

  /** One token for one revision of one source; parts are told apart by their lengths. */
  static String token(String action, String revision, String changeIdentifier) {
    String all =
        action.length()
            + "/"
            + action
            + "/"
            + revision.length()
            + "/"
            + revision
            + "/"
            + changeIdentifier;
    return "revision/" + UUID.nameUUIDFromBytes(all.getBytes(UTF_8));
  }
}
