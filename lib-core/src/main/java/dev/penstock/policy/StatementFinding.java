package dev.penstock.policy;

import java.util.Objects;
import java.util.Optional;

/**
 * Whether one statement applied to a request, and if not, why.
 *
 * @param policy which policy it stands in, such as {@code identity policy 1}
 * @param number counts the policy's statements from 1
 * @param sid the statement's name; empty if it has none
 * @param effect what it does where it applies
 * @param mismatch the first element that did not match, as a sentence part; empty if it applied
 */
public record StatementFinding(
    String policy, int number, Optional<String> sid, Effect effect, Optional<String> mismatch) {

  /** All parts are required. */
  public StatementFinding {
    Objects.requireNonNull(policy, "policy");
    Objects.requireNonNull(sid, "sid");
    Objects.requireNonNull(effect, "effect");
    Objects.requireNonNull(mismatch, "mismatch");
  }

  /**
   * Whether the statement applied.
   *
   * @return true if nothing mismatched
   */
  public boolean isApplied() {
    return mismatch.isEmpty();
  }

  /**
   * Where the statement stands.
   *
   * @return such as {@code statement 2 "ShipStaging" of identity policy 1}
   */
  public String place() {
    return "statement "
        + number
        + sid.map(name -> " \"" + name + "\"").orElse("")
        + " of "
        + policy;
  }
}
