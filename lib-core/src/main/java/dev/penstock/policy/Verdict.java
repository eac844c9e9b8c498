package dev.penstock.policy;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * What policies say to a request, and why.
 *
 * @param decision what they say
 * @param reason one sentence for a person: which statement decided or, if none did, what did not
 *     match in each
 * @param findings one for each statement that was looked at, in the order of the policies
 */
public record Verdict(Decision decision, String reason, List<StatementFinding> findings) {

  /** How many statements the reason explains in words. */
  private static final int EXPLAINED = 10;

  /** What policies can say. */
  public enum Decision {
    /** Something allows it, and nothing denies. */
    ALLOWED,
    /** A statement denies it. */
    DENIED_EXPLICITLY,
    /** A boundary, or a policy of the organization, does not allow it. */
    DENIED_BY_LIMIT,
    /** Nothing allows it. */
    DENIED_IMPLICITLY
  }

  /** Copies the list. */
  public Verdict {
    Objects.requireNonNull(decision, "decision");
    Objects.requireNonNull(reason, "reason");
    findings = List.copyOf(findings);
  }

  /**
   * Whether it may be done.
   *
   * @return true for {@link Decision#ALLOWED} only
   */
  public boolean isAllowed() {
    return decision == Decision.ALLOWED;
  }

  /** Why nothing allows a request, in words. */
  static String nothingAllows(AccessRequest request, String where, List<StatementFinding> looked) {
    List<StatementFinding> allowing =
        looked.stream().filter(each -> each.effect() == Effect.ALLOW).toList();
    String told =
        allowing.stream()
            .limit(EXPLAINED)
            .map(each -> each.place() + ": " + each.mismatch().orElse("applies"))
            .collect(Collectors.joining("; "));
    return "no statement"
        + where
        + " allows "
        + request.action()
        + " on "
        + request.resource()
        + " to "
        + request.principal()
        + (told.isEmpty() ? "" : ": " + told)
        + (allowing.size() > EXPLAINED
            ? "; and " + (allowing.size() - EXPLAINED) + " more statements"
            : "");
  }
}
