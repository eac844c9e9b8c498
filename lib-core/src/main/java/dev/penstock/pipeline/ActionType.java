package dev.penstock.pipeline;

import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Which executor carries an action out: a category and a provider within it.
 *
 * @param category what the action is for
 * @param owner who keeps the provider; {@code Custom} unless said otherwise
 * @param provider 1 to 35 characters of {@code 0-9A-Za-z_-} (P-145)
 * @param version 1 to 9 characters of {@code 0-9A-Za-z_-} (P-146)
 */
public record ActionType(ActionCategory category, String owner, String provider, String version) {

  /** The owner of providers that a host brings. */
  public static final String CUSTOM = "Custom";

  private static final Pattern WORD = Pattern.compile("[0-9A-Za-z_-]+");

  /** Refuses providers and versions outside their patterns. */
  public ActionType {
    Objects.requireNonNull(category, "category");
    Objects.requireNonNull(owner, "owner");
    requireWord("provider", provider, 35);
    requireWord("version", version, 9);
  }

  /**
   * A provider of the host's own, in version 1.
   *
   * @param category what the action is for
   * @param provider the provider's name
   * @return the type
   */
  public static ActionType of(ActionCategory category, String provider) {
    return new ActionType(category, CUSTOM, provider, "1");
  }

  private static void requireWord(String what, String value, int longest) {
    if (value.length() > longest || !WORD.matcher(value).matches()) {
      throw new IllegalArgumentException(
          what
              + ": \""
              + value
              + "\" is out of range; allowed: 1 to "
              + longest
              + " characters of 0-9A-Za-z_-");
    }
  }

  @Override
  public String toString() {
    return category + "/" + provider;
  }
}
