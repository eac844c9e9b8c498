package dev.penstock.artifact.format;

import dev.penstock.artifact.ArtifactAction;
import dev.penstock.artifact.Caller;
import dev.penstock.artifact.Domain;
import dev.penstock.artifact.PackageCoordinates;
import dev.penstock.policy.Principal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Tells who may do what: an SPI. Called on any thread of the host's, several times a request. */
@FunctionalInterface
public interface RepositoryPermissions {

  /**
   * Whether somebody may do something.
   *
   * @param principal who asks; anonymous if nobody said
   * @param right what is to be done
   * @param repository the repository's name
   * @param coordinates to which package; null if to the repository as a whole
   * @return true if it is allowed
   */
  boolean allows(
      Principal principal,
      RepositoryRight right,
      String repository,
      @Nullable PackageCoordinates coordinates);

  /**
   * What the policies of a domain and its repositories say. Reading does not depend on the package,
   * as clients see all of a repository or nothing.
   *
   * @param domain whose policies
   * @param callers makes a caller of who asks, with their own policies, such as {@link Caller#of}
   * @return permissions that look policies up at each call, and throw {@link UncheckedIOException}
   *     if they cannot be read
   */
  static RepositoryPermissions ofPolicies(
      Domain domain, Function<? super Principal, Caller> callers) {
    return (principal, right, repository, coordinates) -> {
      ArtifactAction action = right.asked();
      boolean isOfPackage = right != RepositoryRight.READ && right != RepositoryRight.LIST;
      try {
        return domain
            .as(callers.apply(principal))
            .repository(repository)
            .may(action, isOfPackage ? coordinates : null)
            .isAllowed();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    };
  }
}
