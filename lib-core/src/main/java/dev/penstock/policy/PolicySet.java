package dev.penstock.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All policies that bear on somebody's requests.
 *
 * <pre>{@code
 * PolicySet release = PolicySet.builder().identity(grantedToAda).resource(ofThePipeline).limit(ofTheCompany).build();
 * Verdict verdict = release.evaluate(AccessRequest.of(ada, "codepipeline:StopPipelineExecution", arn));
 * }</pre>
 *
 * <p>A matching statement that denies wins, wherever it stands. Then each limit must allow. Then,
 * within one account, the identity's or the resource's policies must allow; across accounts, both.
 * The accounts are the principal's, and that of the resource's ARN unless {@link
 * Builder#resourceAccount} says otherwise; where one is unknown, they count as the same. Immutable.
 */
public final class PolicySet {
  private static final int ACCOUNT_PART = 4;

  private final List<Attached> identity;
  private final List<Attached> resource;
  private final List<Attached> limits;
  private final Optional<String> resourceAccount;

  private PolicySet(Builder builder) {
    identity = List.copyOf(builder.identity);
    resource = List.copyOf(builder.resource);
    limits = List.copyOf(builder.limits);
    resourceAccount = Optional.ofNullable(builder.resourceAccount);
  }

  /** A policy and what it is called in explanations. */
  private record Attached(String name, Policy policy) {

    List<StatementFinding> findings(AccessRequest request) {
      return policy.statements().stream()
          .map(
              statement ->
                  new StatementFinding(
                      name,
                      statement.number(),
                      statement.sid(),
                      statement.effect(),
                      statement.mismatch(request)))
          .toList();
    }
  }

  /**
   * Starts without policies, which allow nothing.
   *
   * @return a builder
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Says whether a request is allowed.
   *
   * @param request who wants to do what
   * @return what the policies say, and why
   */
  public Verdict evaluate(AccessRequest request) {
    List<StatementFinding> ofIdentity = findings(identity, request);
    List<StatementFinding> ofResource = findings(resource, request);
    List<StatementFinding> all = new ArrayList<>(ofIdentity);
    all.addAll(ofResource);
    all.addAll(findings(limits, request));
    Optional<StatementFinding> denial = first(all, Effect.DENY);
    if (denial.isPresent()) {
      return new Verdict(
          Verdict.Decision.DENIED_EXPLICITLY, "denied by " + denial.get().place(), all);
    }
    for (Attached limit : limits) {
      List<StatementFinding> looked = limit.findings(request);
      if (first(looked, Effect.ALLOW).isEmpty()) {
        return new Verdict(
            Verdict.Decision.DENIED_BY_LIMIT,
            Verdict.nothingAllows(request, " of " + limit.name(), looked),
            all);
      }
    }
    return granted(request, ofIdentity, ofResource, all);
  }

  private Verdict granted(
      AccessRequest request,
      List<StatementFinding> ofIdentity,
      List<StatementFinding> ofResource,
      List<StatementFinding> all) {
    Optional<StatementFinding> byIdentity = first(ofIdentity, Effect.ALLOW);
    Optional<StatementFinding> byResource = first(ofResource, Effect.ALLOW);
    if (!isAcross(request)) {
      Optional<StatementFinding> grant = byIdentity.or(() -> byResource);
      List<StatementFinding> looked = new ArrayList<>(ofIdentity);
      looked.addAll(ofResource);
      return grant
          .map(each -> allowed("allowed by " + each.place(), all))
          .orElseGet(
              () ->
                  new Verdict(
                      Verdict.Decision.DENIED_IMPLICITLY,
                      Verdict.nothingAllows(request, "", looked),
                      all));
    }
    if (byIdentity.isPresent() && byResource.isPresent()) {
      return allowed(
          "allowed by " + byIdentity.get().place() + " and by " + byResource.get().place(), all);
    }
    return new Verdict(
        Verdict.Decision.DENIED_IMPLICITLY,
        byIdentity.isEmpty()
            ? Verdict.nothingAllows(
                request, " of the identity, which another account needs,", ofIdentity)
            : Verdict.nothingAllows(
                request, " of the resource, which another account needs,", ofResource),
        all);
  }

  private static Verdict allowed(String reason, List<StatementFinding> all) {
    return new Verdict(Verdict.Decision.ALLOWED, reason, all);
  }

  private boolean isAcross(AccessRequest request) {
    Optional<String> owner = resourceAccount.or(() -> accountOf(request.resource()));
    Optional<String> caller = request.principal().account();
    return owner.isPresent() && caller.isPresent() && !owner.equals(caller);
  }

  private static Optional<String> accountOf(String resource) {
    String[] parts = resource.split(":", -1);
    return parts.length > ACCOUNT_PART + 1
            && parts[0].equals("arn")
            && PrincipalPattern.isAccount(parts[ACCOUNT_PART])
        ? Optional.of(parts[ACCOUNT_PART])
        : Optional.empty();
  }

  private static List<StatementFinding> findings(List<Attached> policies, AccessRequest request) {
    return policies.stream().flatMap(each -> each.findings(request).stream()).toList();
  }

  private static Optional<StatementFinding> first(List<StatementFinding> findings, Effect effect) {
    return findings.stream()
        .filter(each -> each.effect() == effect && each.isApplied())
        .findFirst();
  }

  /** Collects policies. Confined to one thread. */
  public static final class Builder {
    private final List<Attached> identity = new ArrayList<>();
    private final List<Attached> resource = new ArrayList<>();
    private final List<Attached> limits = new ArrayList<>();
    private @Nullable String resourceAccount;

    private Builder() {}

    /**
     * Adds a policy of who asks.
     *
     * @param policy of kind {@link PolicyKind#IDENTITY}
     * @return this builder
     * @throws IllegalArgumentException if it is of the other kind
     */
    public Builder identity(Policy policy) {
      return add(identity, "identity policy", PolicyKind.IDENTITY, policy);
    }

    /**
     * Adds the policy of the resource.
     *
     * @param policy of kind {@link PolicyKind#RESOURCE}
     * @return this builder
     * @throws IllegalArgumentException if it is of the other kind
     */
    public Builder resource(Policy policy) {
      return add(resource, "resource policy", PolicyKind.RESOURCE, policy);
    }

    /**
     * Adds a boundary, or a policy of the organization: it grants nothing, but what it does not
     * allow is forbidden.
     *
     * @param policy of kind {@link PolicyKind#IDENTITY}
     * @return this builder
     * @throws IllegalArgumentException if it is of the other kind
     */
    public Builder limit(Policy policy) {
      return add(limits, "limit", PolicyKind.IDENTITY, policy);
    }

    /**
     * Says to which account the resource belongs, if its name does not.
     *
     * @param account 12 digits
     * @return this builder
     * @throws IllegalArgumentException if it is no account
     * @throws IllegalStateException if it was set before
     */
    public Builder resourceAccount(String account) {
      if (resourceAccount != null) {
        throw new IllegalStateException("resourceAccount was set before, to " + resourceAccount);
      }
      if (!PrincipalPattern.isAccount(account)) {
        throw new IllegalArgumentException(
            "account \"" + account + "\" is out of range; allowed: 12 digits");
      }
      resourceAccount = account;
      return this;
    }

    /**
     * Ends the set.
     *
     * @return the policies
     */
    public PolicySet build() {
      return new PolicySet(this);
    }

    private Builder add(List<Attached> to, String name, PolicyKind kind, Policy policy) {
      Objects.requireNonNull(policy, "policy");
      if (policy.kind() != kind) {
        throw new IllegalArgumentException(
            name + ": found a policy of kind " + policy.kind() + "; allowed: " + kind);
      }
      String called =
          name + " " + (to.size() + 1) + policy.id().map(id -> " \"" + id + "\"").orElse("");
      to.add(new Attached(called, policy));
      return this;
    }
  }
}
