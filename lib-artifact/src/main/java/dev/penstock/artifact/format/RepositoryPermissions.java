package dev.penstock.artifact.format;

import dev.penstock.artifact.PackageCoordinates;
import dev.penstock.policy.Principal;
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
}
