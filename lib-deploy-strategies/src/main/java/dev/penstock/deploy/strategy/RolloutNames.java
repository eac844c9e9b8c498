package dev.penstock.deploy.strategy;

/** What names of plans, hooks, routes and cohorts may be. */
final class RolloutNames {
  static final int LONGEST = 100;
  static final String ALLOWED = "1 to " + LONGEST + " characters, no control characters, not blank";

  private RolloutNames() {}

  static boolean isName(String name) {
    return !name.isBlank()
        && name.length() <= LONGEST
        && name.chars().noneMatch(Character::isISOControl);
  }

  static void require(String what, String name) {
    if (!isName(name)) {
      throw new IllegalArgumentException(
          what + ": \"" + name + "\" is no name; allowed: " + ALLOWED);
    }
  }
}
