package dev.penstock.artifact;

import dev.penstock.artifact.ArtifactException.Resource;
import dev.penstock.policy.Verdict;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * A domain in the hands of somebody who may not do everything, see {@link Domain#as(Caller)}.
 *
 * <p>Each call is put to the caller's policies and to that of the domain first, and refused with
 * {@link ArtifactException.Kind#ACCESS_DENIED} unless they allow it. What is allowed is done as
 * {@link Domain} says. Permissions are looked up at each call. Safe for several threads.
 */
public final class AuthorizedDomain {
  private final Domain domain;
  private final AccessCheck check;

  AuthorizedDomain(Domain domain, Caller caller) {
    this.domain = domain;
    this.check = new AccessCheck(domain, caller);
  }

  /**
   * Whether something may be done to the domain now, and why or why not.
   *
   * @param action of scope {@link ArtifactAction.Scope#DOMAIN} or {@link ArtifactAction.Scope#ANY}
   * @return what the policies say
   * @throws IOException if they cannot be read
   */
  public Verdict may(ArtifactAction action) throws IOException {
    return check.ofDomain(action);
  }

  /**
   * Refuses what may not be done to the domain.
   *
   * @param action of scope {@link ArtifactAction.Scope#DOMAIN} or {@link ArtifactAction.Scope#ANY}
   * @throws ArtifactException if the policies do not allow it
   * @throws IOException if they cannot be read
   */
  public void require(ArtifactAction action) throws IOException {
    check.require(may(action), action, Resource.DOMAIN, domain.name());
  }

  /**
   * Describes the domain: {@code DescribeDomain}.
   *
   * @return what is known about it
   * @throws ArtifactException if it is not allowed
   * @throws IOException if the catalogue fails
   * @see Domain#describe()
   */
  public DomainDescription describe() throws IOException {
    require(ArtifactAction.DESCRIBE_DOMAIN);
    return domain.describe();
  }

  /**
   * Deletes the domain: {@code DeleteDomain}.
   *
   * @return what it was
   * @throws ArtifactException if it is not allowed, or the domain has repositories
   * @throws IOException if the catalogue fails
   * @see Domain#delete()
   */
  public DomainDescription delete() throws IOException {
    require(ArtifactAction.DELETE_DOMAIN);
    return domain.delete();
  }

  /**
   * Creates a repository whose administrator is the caller's account: {@code CreateRepository}, on
   * the domain.
   *
   * @param repository its name
   * @param description what it is for
   * @return the repository
   * @throws ArtifactException if it is not allowed, or there is one
   * @throws IOException if the catalogue fails
   * @see Domain#createRepository(String, String, String)
   */
  public AuthorizedRepository createRepository(String repository, String description)
      throws IOException {
    require(ArtifactAction.CREATE_REPOSITORY);
    domain.createRepository(
        repository, description, check.caller().principal().account().orElse(domain.owner()));
    return repository(repository);
  }

  /**
   * A repository in the caller's hands. Says nothing about whether there is one: that is up to the
   * calls.
   *
   * @param repository its name
   * @return the repository
   * @throws IOException if the catalogue fails
   */
  public AuthorizedRepository repository(String repository) throws IOException {
    return new AuthorizedRepository(domain, domain.perhaps(repository), check);
  }

  /**
   * Lists repositories: {@code ListRepositoriesInDomain}.
   *
   * @param prefix only names that start with it; empty for all
   * @param page which stretch
   * @return the page
   * @throws ArtifactException if it is not allowed
   * @throws IOException if the catalogue fails
   * @see Domain#repositories
   */
  public Page<RepositoryDescription> repositories(String prefix, PageRequest page)
      throws IOException {
    require(ArtifactAction.LIST_REPOSITORIES_IN_DOMAIN);
    return domain.repositories(prefix, page);
  }

  /**
   * Reads the domain's policy: {@code GetDomainPermissionsPolicy}.
   *
   * @return the policy
   * @throws ArtifactException if it is not allowed, or none is set
   * @throws IOException if the catalogue fails
   */
  public ResourcePolicy.Stored policy() throws IOException {
    require(ArtifactAction.GET_DOMAIN_PERMISSIONS_POLICY);
    return domain.policy().get();
  }

  /**
   * Sets the domain's policy: {@code PutDomainPermissionsPolicy}. Only the caller's own policies
   * can allow it, not the domain's.
   *
   * @param document the policy
   * @param revision that which the policy must have now; null for any
   * @return the policy with its new revision, and warnings of misspelt actions
   * @throws ArtifactException if it is not allowed, or the policy has another revision
   * @throws IOException if the catalogue fails
   * @see ResourcePolicy#put
   */
  public ResourcePolicy.Stored putPolicy(String document, @Nullable String revision)
      throws IOException {
    require(ArtifactAction.PUT_DOMAIN_PERMISSIONS_POLICY);
    return domain.policy().put(document, revision);
  }

  /**
   * Removes the domain's policy: {@code DeleteDomainPermissionsPolicy}.
   *
   * @param revision that which the policy must have; null for any
   * @return the policy as it was
   * @throws ArtifactException if it is not allowed, none is set, or it has another revision
   * @throws IOException if the catalogue fails
   */
  public ResourcePolicy.Stored deletePolicy(@Nullable String revision) throws IOException {
    require(ArtifactAction.DELETE_DOMAIN_PERMISSIONS_POLICY);
    return domain.policy().delete(revision);
  }

  /**
   * The domain's tags: {@code ListTagsForResource}.
   *
   * @return key to value
   * @throws ArtifactException if it is not allowed
   * @throws IOException if the catalogue fails
   */
  public SortedMap<String, String> tags() throws IOException {
    require(ArtifactAction.LIST_TAGS_FOR_RESOURCE);
    return domain.tags();
  }

  /**
   * Sets tags of the domain: {@code TagResource}.
   *
   * @param tags key to value
   * @throws ArtifactException if it is not allowed
   * @throws IOException if the catalogue fails
   * @see Domain#tag
   */
  public void tag(Map<String, String> tags) throws IOException {
    require(ArtifactAction.TAG_RESOURCE);
    domain.tag(tags);
  }

  /**
   * Takes tags off the domain: {@code UntagResource}.
   *
   * @param keys their keys
   * @throws ArtifactException if it is not allowed
   * @throws IOException if the catalogue fails
   */
  public void untag(Set<String> keys) throws IOException {
    require(ArtifactAction.UNTAG_RESOURCE);
    domain.untag(keys);
  }

  /**
   * Gives the caller a token that stands for them in every repository of the domain: {@code
   * GetAuthorizationToken} on the domain, and {@code sts:GetServiceBearerToken}, which only the
   * caller's own policies allow. Roots of accounts get none.
   *
   * @param issuer makes the token
   * @param lifetime 15 minutes to 12 hours, or zero to end with the caller's temporary credentials
   *     (A-161)
   * @return the token and its end
   * @throws ArtifactException if it is not allowed
   * @throws dev.penstock.diagnostic.InvalidDefinitionException if the lifetime is not allowed
   * @throws IOException if the catalogue or the issuer fails
   */
  public AccessToken token(TokenIssuer issuer, Duration lifetime) throws IOException {
    if (check.caller().isRoot()) {
      throw AccessCheck.denied(
          Resource.DOMAIN,
          domain.name(),
          ArtifactAction.GET_AUTHORIZATION_TOKEN
              + " by "
              + check.caller().principal()
              + ": roots of accounts get no tokens");
    }
    require(ArtifactAction.GET_AUTHORIZATION_TOKEN);
    Verdict bearer = check.ofIdentity(AccessToken.BEARER_ACTION);
    check.require(bearer, ArtifactAction.GET_AUTHORIZATION_TOKEN, Resource.DOMAIN, domain.name());
    return AccessToken.issue(
        issuer, domain.arn(), check.caller(), lifetime, domain.clock().instant());
  }
}
