package dev.penstock.artifact.upstream;

import dev.penstock.artifact.PackageFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a repository is linked to.
 *
 * @param repository the repository's name
 * @param upstreams its direct upstream repositories, by priority
 * @param connection its external connection, which is searched after all upstreams
 */
public record RepositoryLinks(
    String repository, List<String> upstreams, Optional<Connection> connection) {

  /** Copies the upstreams. */
  public RepositoryLinks {
    Objects.requireNonNull(repository, "repository");
    upstreams = List.copyOf(upstreams);
    Objects.requireNonNull(connection, "connection");
  }

  /**
   * An external connection of a repository.
   *
   * @param name its name, such as {@code public:npmjs}
   * @param format of the packages that come through it
   */
  public record Connection(String name, PackageFormat format) {

    /** The only status there is. */
    public static final String AVAILABLE = "Available";

    /**
     * Its status.
     *
     * @return always {@link #AVAILABLE}
     */
    public String status() {
      return AVAILABLE;
    }
  }
}
