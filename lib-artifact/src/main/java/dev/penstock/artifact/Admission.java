package dev.penstock.artifact;

import dev.penstock.artifact.store.Catalogue.Change;
import java.io.IOException;
import java.util.List;

/**
 * Decides what may come into the repositories of a domain, and what is stored in the same step: an
 * SPI. {@code dev.penstock.artifact.upstream} implements it with origin controls and upstream
 * repositories.
 *
 * <p>Called on the threads that call the repositories, concurrently. What it throws refuses the
 * call, and nothing is changed.
 */
public interface Admission {

  /** Lets everything in. */
  Admission OPEN = new Admission() {};

  /**
   * Called before the bytes of a publish are read, and before anything is locked; may block.
   *
   * @param repository the repository that is published to
   * @param version what is published
   * @throws ArtifactException if it may not be
   * @throws IOException if that cannot be found out
   */
  default void beforePublish(String repository, VersionCoordinates version) throws IOException {}

  /**
   * Called while the package is locked, before each try to record a version or one more asset of
   * it; must be quick.
   *
   * @param repository the repository that it comes into
   * @param version what comes
   * @param arrival how it comes
   * @param isPackageKnown whether the repository has the package already
   * @return what must hold, or change, in the catalogue in the same step
   * @throws ArtifactException if it may not come
   * @throws IOException if that cannot be found out
   */
  default List<Change> alongWith(
      String repository, VersionCoordinates version, Arrival arrival, boolean isPackageKnown)
      throws IOException {
    return List.of();
  }

  /**
   * Called when a package is deleted with everything that is known about it.
   *
   * @param repository the repository that it is in
   * @param coordinates the package
   * @return what must change in the catalogue in the same step
   * @throws IOException if that cannot be found out
   */
  default List<Change> alongWithDeletion(String repository, PackageCoordinates coordinates)
      throws IOException {
    return List.of();
  }

  /**
   * Called when a repository is deleted, so that a later one of the same name starts empty.
   * It may be called again after a crash.
   *
   * @param repository the repository
   * @throws IOException if something of it cannot be removed
   */
  default void afterRepositoryDeletion(String repository) throws IOException {}
}
