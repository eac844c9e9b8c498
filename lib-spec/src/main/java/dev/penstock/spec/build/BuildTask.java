package dev.penstock.spec.build;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * One build of a list or graph of builds.
 *
 * @param identifier its name within the batch: 1 to 127 letters, digits and underscores (B-191)
 * @param buildspec the path of its buildspec, or the text of one; empty for the file that holds the
 *     batch (B-192)
 * @param debugSession whether a person may look into the running build
 * @param dependsOn the identifiers of the builds that it waits for
 * @param env how its environment differs from the project's
 * @param ignoreFailure whether the batch may succeed although this build failed (B-196)
 */
public record BuildTask(
    String identifier,
    Optional<String> buildspec,
    boolean debugSession,
    List<String> dependsOn,
    TaskEnvironment env,
    boolean ignoreFailure) {

  /** The longest identifier: 127 characters. */
  public static final int MAX_IDENTIFIER = 127;

  static final String IDENTIFIERS = "letters, digits and _, at most " + MAX_IDENTIFIER;

  /** Copies the list, and refuses what is no identifier. */
  public BuildTask {
    if (!isIdentifier(identifier)) {
      throw new IllegalArgumentException(
          "identifier: \"" + identifier + "\" is none; allowed: " + IDENTIFIERS);
    }
    Objects.requireNonNull(buildspec, "buildspec");
    dependsOn = List.copyOf(dependsOn);
    Objects.requireNonNull(env, "env");
  }

  /**
   * Whether a text can name a build.
   *
   * @param text the text
   * @return true if it has 1 to 127 characters, all of them letters or digits of ASCII, or
   *     underscores
   */
  public static boolean isIdentifier(String text) {
    return !text.isEmpty()
        && text.length() <= MAX_IDENTIFIER
        && text.chars().allMatch(BuildTask::isAllowed);
  }

  static boolean isAllowed(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  }
}
