package dev.penstock.artifact;

import dev.penstock.policy.Policy;
import dev.penstock.policy.Principal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Who calls, and what is known of them: the host has authenticated them.
 *
 * @param principal who
 * @param identity policies of the caller, of kind {@link dev.penstock.policy.PolicyKind#IDENTITY}
 * @param limits policies that each must allow what the caller does, of the same kind
 * @param context condition keys to values, such as {@link
 *     dev.penstock.policy.AccessRequest#SOURCE_IP}
 * @param credentialsExpire when the caller's temporary credentials end; empty if they do not
 */
public record Caller(
    Principal principal,
    List<Policy> identity,
    List<Policy> limits,
    Map<String, List<String>> context,
    Optional<Instant> credentialsExpire) {

  /** Copies the collections. */
  public Caller {
    Objects.requireNonNull(principal, "principal");
    identity = List.copyOf(Objects.requireNonNull(identity, "identity"));
    limits = List.copyOf(Objects.requireNonNull(limits, "limits"));
    context = Map.copyOf(Objects.requireNonNull(context, "context"));
    Objects.requireNonNull(credentialsExpire, "credentialsExpire");
  }

  /**
   * A caller with no policies, who may do what the policies of domains and repositories say.
   *
   * @param principal who
   * @return the caller
   */
  public static Caller of(Principal principal) {
    return new Caller(principal, List.of(), List.of(), Map.of(), Optional.empty());
  }

  /**
   * The same caller with policies.
   *
   * @param policies of kind {@link dev.penstock.policy.PolicyKind#IDENTITY}
   * @return a copy
   */
  public Caller withIdentity(Policy... policies) {
    return new Caller(principal, List.of(policies), limits, context, credentialsExpire);
  }

  /**
   * The same caller with boundaries.
   *
   * @param policies of kind {@link dev.penstock.policy.PolicyKind#IDENTITY}
   * @return a copy
   */
  public Caller withLimits(Policy... policies) {
    return new Caller(principal, identity, List.of(policies), context, credentialsExpire);
  }

  /**
   * The same caller with condition keys.
   *
   * @param wanted keys to values
   * @return a copy
   */
  public Caller withContext(Map<String, List<String>> wanted) {
    return new Caller(principal, identity, limits, wanted, credentialsExpire);
  }

  /**
   * The same caller with temporary credentials.
   *
   * @param end when they end
   * @return a copy
   */
  public Caller withCredentialsUntil(Instant end) {
    return new Caller(principal, identity, limits, context, Optional.of(end));
  }

  /** Whether this is the root of an account, who may do everything in it. */
  boolean isRoot() {
    return principal.type() == Principal.Type.AWS && principal.id().endsWith(":root");
  }
}
