package dev.penstock.artifact;

import java.time.Instant;
import java.util.Objects;

/**
 * What is known about a repository.
 *
 * @param name its name
 * @param administratorAccount the account that made it, 12 digits
 * @param domainName its domain's name
 * @param domainOwner the account that owns its domain, 12 digits
 * @param arn its resource name
 * @param description what it is for; may be empty
 * @param createdTime when it was made
 */
public record RepositoryDescription(
    String name,
    String administratorAccount,
    String domainName,
    String domainOwner,
    String arn,
    String description,
    Instant createdTime) {

  /** All parts are required. */
  public RepositoryDescription {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(administratorAccount, "administratorAccount");
    Objects.requireNonNull(domainName, "domainName");
    Objects.requireNonNull(domainOwner, "domainOwner");
    Objects.requireNonNull(arn, "arn");
    Objects.requireNonNull(description, "description");
    Objects.requireNonNull(createdTime, "createdTime");
  }
}
