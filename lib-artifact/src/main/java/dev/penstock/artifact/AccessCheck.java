package dev.penstock.artifact;

import dev.penstock.artifact.ArtifactException.Resource;
import dev.penstock.policy.AccessRequest;
import dev.penstock.policy.Policy;
import dev.penstock.policy.PolicyKind;
import dev.penstock.policy.PolicySet;
import dev.penstock.policy.Verdict;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Puts what a caller wants to do to the policies that bear on it: the caller's own, and that of the
 * domain or repository.
 */
final class AccessCheck {
  private static final Policy ROOT =
      Policy.of(
          PolicyKind.IDENTITY,
          "{\"Version\": \"2012-10-17\", \"Id\": \"root of the account\", \"Statement\":"
              + " {\"Effect\": \"Allow\", \"Action\": \"*\", \"Resource\": \"*\"}}");

  private final Domain domain;
  private final Caller caller;

  AccessCheck(Domain domain, Caller caller) {
    this.domain = domain;
    this.caller = Objects.requireNonNull(caller, "caller");
  }

  Caller caller() {
    return caller;
  }

  /** Asks the domain's policy. */
  Verdict ofDomain(ArtifactAction action) throws IOException {
    return evaluate(
        action.id(),
        domain.arn(),
        action == ArtifactAction.PUT_DOMAIN_PERMISSIONS_POLICY
            ? Optional.empty()
            : domain.policy().find().map(ResourcePolicy.Stored::policy),
        domain.owner(),
        domain.records().tags());
  }

  /** Asks the policy of a repository, which need not exist, about itself or a package. */
  Verdict ofRepository(ArtifactAction action, String repository, String arn) throws IOException {
    Optional<DomainRecord> record = domain.records().find(repository);
    Optional<Policy> policy =
        record.isEmpty() || action == ArtifactAction.PUT_REPOSITORY_PERMISSIONS_POLICY
            ? Optional.empty()
            : domain.policy(repository).find().map(ResourcePolicy.Stored::policy);
    return evaluate(
        action.id(),
        arn,
        policy,
        record.map(DomainRecord::administrator).orElse(domain.owner()),
        record.map(DomainRecord::tags).map(Map::copyOf).orElse(Map.of()));
  }

  /** Asks the caller's own policies alone. */
  Verdict ofIdentity(String action) {
    PolicySet.Builder policies = PolicySet.builder();
    caller.identity().forEach(policies::identity);
    caller.limits().forEach(policies::limit);
    return policies.build().evaluate(request(action, "*"));
  }

  private Verdict evaluate(
      String action,
      String arn,
      Optional<Policy> resource,
      String account,
      Map<String, String> tags) {
    PolicySet.Builder policies = PolicySet.builder().resourceAccount(account);
    caller.identity().forEach(policies::identity);
    caller.limits().forEach(policies::limit);
    resource.ifPresent(policies::resource);
    if (caller.isRoot()) {
      policies.identity(ROOT);
    }
    AccessRequest request = request(action, arn);
    for (Map.Entry<String, String> tag : tags.entrySet()) {
      request = request.withResourceTag(tag.getKey(), tag.getValue());
    }
    return policies.build().evaluate(request);
  }

  private AccessRequest request(String action, String arn) {
    return new AccessRequest(caller.principal(), action, arn, caller.context())
        .at(domain.clock().instant());
  }

  void require(Verdict verdict, ArtifactAction action, Resource resource, String id) {
    if (!verdict.isAllowed()) {
      throw denied(resource, id, action + " by " + caller.principal() + ": " + verdict.reason());
    }
  }

  static ArtifactException denied(Resource resource, String id, String why) {
    return new ArtifactException(ArtifactException.Kind.ACCESS_DENIED, resource, id, why);
  }
}
