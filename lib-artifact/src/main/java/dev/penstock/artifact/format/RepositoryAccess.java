package dev.penstock.artifact.format;

import dev.penstock.artifact.PackageCoordinates;
import dev.penstock.artifact.Repository;
import dev.penstock.artifact.upstream.ClientRepository;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A repository, and what the one who asks may do in it. Made for one request; protocols ask it
 * before they read or change anything.
 */
public interface RepositoryAccess {

  /**
   * The repository.
   *
   * @return always the same
   */
  Repository repository();

  /**
   * The repository with all that is reachable through its upstreams.
   *
   * @return what clients that read are answered from; empty if the repository has no upstreams, as
   *     always unless overridden
   */
  default Optional<ClientRepository> client() {
    return Optional.empty();
  }

  /**
   * Refuses what is not permitted: with 401 if nobody has said who asks, and with 404 if somebody
   * has, so that nobody learns what is there.
   *
   * @param right what is to be done
   * @param coordinates to which package; null if to the repository as a whole
   * @throws ProtocolException if it is not permitted
   */
  void require(RepositoryRight right, @Nullable PackageCoordinates coordinates);
}
