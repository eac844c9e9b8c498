package dev.penstock.artifact.upstream;

import dev.penstock.artifact.PackageFormat;
import dev.penstock.artifact.RepositoryDescription;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
   * A repository's description in the shape that the cloud service gives its own.
   *
   * @param described the repository, see {@link dev.penstock.artifact.Repository#describe()}
   * @return texts, a time and lists of maps by the service's keys
   */
  public Map<String, Object> toService(RepositoryDescription described) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("name", described.name());
    map.put("administratorAccount", described.administratorAccount());
    map.put("domainName", described.domainName());
    map.put("domainOwner", described.domainOwner());
    map.put("arn", described.arn());
    map.put("description", described.description());
    map.put("upstreams", upstreams.stream().map(name -> Map.of("repositoryName", name)).toList());
    map.put(
        "externalConnections",
        connection.stream()
            .map(
                each ->
                    Map.of(
                        "externalConnectionName",
                        each.name(),
                        "packageFormat",
                        each.format().id(),
                        "status",
                        each.status()))
            .toList());
    map.put("createdTime", described.createdTime());
    return map;
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
