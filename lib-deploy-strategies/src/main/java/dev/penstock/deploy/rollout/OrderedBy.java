package dev.penstock.deploy.rollout;

/**
 * Who ordered something, and why; kept in the history.
 *
 * @param who a person, or the part of the rollout that decided; 1 to {@value #LONGEST_NAME}
 *     characters, longer ones are cut
 * @param why the reason; up to {@value #LONGEST_REASON} characters, longer ones are cut
 */
public record OrderedBy(String who, String why) {

  /** The longest name, in characters. */
  public static final int LONGEST_NAME = 200;

  /** The longest reason, in characters. */
  public static final int LONGEST_REASON = 2_000;

  /** Cuts what is too long; refuses nobody. */
  public OrderedBy {
    if (who.isBlank()) {
      throw new IllegalArgumentException("who: nobody is named; allowed: a name");
    }
    who = cut(who, LONGEST_NAME);
    why = cut(why, LONGEST_REASON);
  }

  static String cut(String text, int longest) {
    return text.length() > longest ? text.substring(0, longest - 1) + "…" : text;
  }

  /** Such as {@code ann: the errors are known}. */
  @Override
  public String toString() {
    return why.isEmpty() ? who : who + ": " + why;
  }
}
