package dev.penstock.artifact.upstream;

import dev.penstock.artifact.ArtifactException;
import dev.penstock.artifact.ArtifactException.Resource;
import dev.penstock.artifact.Domain;
import dev.penstock.artifact.upstream.RepositoryLinks.Connection;
import dev.penstock.artifact.upstream.Topology.Node;
import dev.penstock.artifact.upstream.Topology.Place;
import dev.penstock.diagnostic.Diagnostic;
import dev.penstock.diagnostic.InvalidDefinitionException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which repositories of a domain look where for what they do not have. Each change takes effect at
 * one moment, and is seen by every later call. Safe for several threads.
 */
public final class Links {
  private static final int MOST_UPSTREAMS = 10;

  private final Domain domain;
  private final TopologyStore store;
  private final Map<String, ExternalConnection> connections;

  Links(Domain domain, TopologyStore store, Map<String, ExternalConnection> connections) {
    this.domain = domain;
    this.store = store;
    this.connections = connections;
  }

  /**
   * What a repository is linked to.
   *
   * @param repository its name
   * @return its upstreams and external connection
   * @throws ArtifactException if there is no such repository
   * @throws IOException if the catalogue cannot be read
   */
  public RepositoryLinks of(String repository) throws IOException {
    var unused = domain.repository(repository);
    Node node = store.read().node(repository);
    return new RepositoryLinks(
        repository,
        node.upstreams(),
        Optional.ofNullable(node.connection())
            .map(name -> new Connection(name, required(name).format())));
  }

  /**
   * Sets the upstreams of a repository, in the place of all that it had.
   *
   * @param repository the repository
   * @param upstreams at most 10 other repositories of the domain, by priority; none for no
   *     upstreams
   * @return its links as they are now
   * @throws InvalidDefinitionException if there are too many, or one twice
   * @throws ArtifactException if there is no such repository, or the repository would become its
   *     own upstream
   * @throws IOException if the catalogue cannot be written
   */
  public RepositoryLinks setUpstreams(String repository, List<String> upstreams)
      throws IOException {
    return setUpstreams(repository, upstreams, AssociationCheck.NONE);
  }

  /**
   * Sets the upstreams of a repository on somebody's behalf.
   *
   * @param repository the repository
   * @param upstreams at most 10 other repositories of the domain, by priority; none for no
   *     upstreams
   * @param check asked for each upstream that is new
   * @return its links as they are now
   * @throws InvalidDefinitionException if there are too many, or one twice
   * @throws ArtifactException if there is no such repository, or the repository would become its
   *     own upstream
   * @throws IOException if the catalogue cannot be written
   */
  public RepositoryLinks setUpstreams(
      String repository, List<String> upstreams, AssociationCheck check) throws IOException {
    List<String> wanted = List.copyOf(upstreams);
    requireFew(wanted);
    var unused = domain.repository(repository);
    for (String upstream : wanted) {
      unused = domain.repository(upstream);
    }
    for (String upstream : wanted) {
      if (!store.read().node(repository).upstreams().contains(upstream)) {
        check.check(upstream, repository);
      }
    }
    store.change(
        topology -> {
          Optional<List<String>> cycle = topology.cycle(repository, wanted);
          if (cycle.isPresent()) {
            throw ArtifactException.conflict(
                Resource.REPOSITORY,
                domain.name() + "/" + repository,
                "it would become its own upstream: " + String.join(" -> ", cycle.get()));
          }
          return topology.with(
              repository, new Node(wanted, topology.node(repository).connection()));
        });
    return of(repository);
  }

  private static void requireFew(List<String> wanted) {
    List<Diagnostic> faults = new ArrayList<>();
    if (wanted.size() > MOST_UPSTREAMS) {
      faults.add(
          Diagnostic.error(
              "artifact.upstreams",
              "upstreams",
              wanted.size() + " upstreams",
              "at most " + MOST_UPSTREAMS));
    }
    if (new HashSet<>(wanted).size() < wanted.size()) {
      faults.add(
          Diagnostic.error(
              "artifact.upstreams", "upstreams", "a repository twice in " + wanted, "each once"));
    }
    if (!faults.isEmpty()) {
      throw new InvalidDefinitionException("upstreams", faults);
    }
  }

  /**
   * Gives a repository its external connection.
   *
   * @param repository the repository
   * @param connection the name of one that the host gave a source for
   * @return its links as they are now
   * @throws ArtifactException if there is no such repository or connection, or the repository has a
   *     connection
   * @throws IOException if the catalogue cannot be written
   */
  public RepositoryLinks associate(String repository, String connection) throws IOException {
    var unused = domain.repository(repository);
    var known = required(connection);
    store.change(
        topology -> {
          Node node = topology.node(repository);
          if (node.connection() != null) {
            throw ArtifactException.conflict(
                Resource.REPOSITORY,
                domain.name() + "/" + repository,
                "it has the external connection "
                    + node.connection()
                    + "; allowed: one, so disassociate that first");
          }
          return topology.with(repository, new Node(node.upstreams(), known.name()));
        });
    return of(repository);
  }

  /**
   * Takes a repository's external connection away. What came through it stays.
   *
   * @param repository the repository
   * @param connection the connection's name
   * @return its links as they are now
   * @throws ArtifactException if there is no such repository, or it has not that connection
   * @throws IOException if the catalogue cannot be written
   */
  public RepositoryLinks disassociate(String repository, String connection) throws IOException {
    var unused = domain.repository(repository);
    store.change(
        topology -> {
          Node node = topology.node(repository);
          if (!connection.equals(node.connection())) {
            throw ArtifactException.notFound(
                Resource.REPOSITORY,
                domain.name() + "/" + repository,
                "it has not the external connection "
                    + connection
                    + (node.connection() == null ? "" : "; it has " + node.connection()));
          }
          return topology.with(repository, new Node(node.upstreams(), null));
        });
    return of(repository);
  }

  private ExternalConnection required(String name) {
    @Nullable ExternalConnection connection = connections.get(name);
    if (connection == null) {
      throw ArtifactException.notFound(
          Resource.DOMAIN,
          domain.name(),
          "no source was given for the external connection "
              + name
              + "; those given are "
              + new TreeSet<>(connections.keySet()));
    }
    return connection;
  }

  /**
   * In which order repositories are searched, origin controls aside.
   *
   * @param repository the repository that is asked
   * @return that repository first, then those it can reach, each once, at most 25
   * @throws IOException if the catalogue cannot be read
   */
  public List<String> searchOrder(String repository) throws IOException {
    return store.read().places(repository, none -> false).stream()
        .filter(place -> place.connection() == null)
        .map(Place::repository)
        .toList();
  }

  void forget(String repository) throws IOException {
    store.change(topology -> topology.without(repository));
  }
}
