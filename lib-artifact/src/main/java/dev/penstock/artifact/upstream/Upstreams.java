package dev.penstock.artifact.upstream;

import dev.penstock.artifact.CopyRequest;
import dev.penstock.artifact.Domain;
import dev.penstock.artifact.DomainBuilder;
import dev.penstock.artifact.HeldVersion;
import dev.penstock.artifact.Origin;
import dev.penstock.artifact.PackageCoordinates;
import dev.penstock.artifact.PackageFormat;
import dev.penstock.artifact.Repository;
import dev.penstock.artifact.VersionChangeResult;
import dev.penstock.artifact.VersionCoordinates;
import dev.penstock.artifact.origin.OriginSettings;
import dev.penstock.artifact.store.Catalogue;
import dev.penstock.artifact.upstream.Routes.Route;
import dev.penstock.artifact.upstream.Routes.Stop;
import dev.penstock.diagnostic.Diagnostic;
import dev.penstock.diagnostic.InvalidDefinitionException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.regex.Pattern;

/**
 * A domain whose repositories have upstreams, external connections and origin controls.
 *
 * <pre>{@code
 * Upstreams upstreams =
 *     Upstreams.builder(Domain.builder("acme", catalogue, content, clock), catalogue, clock, spool)
 *         .connection("public:npmjs", PackageFormat.NPM, source)
 *         .build();
 * Domain domain = upstreams.domain();
 * domain.createRepository("npm-store");
 * domain.createRepository("web");
 * upstreams.links().associate("npm-store", "public:npmjs");
 * upstreams.links().setUpstreams("web", List.of("npm-store"));
 * ClientRepository client = upstreams.client("web");
 * }</pre>
 *
 * <p>Links, groups and controls are kept in the catalogue; the sources are given anew whenever a
 * domain is opened. Closes nothing. Safe for several threads.
 */
public final class Upstreams {
  private final Domain domain;
  private final OriginSettings settings;
  private final Map<String, ExternalConnection> connections;
  private final Routes routes;
  private final Manifests manifests;
  private final Fetches fetches;
  private final Links links;
  private final PackageOrigins origins;

  private Upstreams(Builder builder, UpstreamAdmission admission) throws IOException {
    Catalogue catalogue = builder.catalogue;
    this.domain = builder.domain.admission(admission).build();
    String name = domain.owner() + ":" + domain.name();
    this.settings = new OriginSettings(catalogue, name);
    ListingCache.Host host =
        new ListingCache.Host(name, catalogue, builder.clock, builder.refresher);
    Map<String, ExternalConnection> all = new TreeMap<>();
    for (Given given : builder.given) {
      all.put(
          given.name(),
          new ExternalConnection(
              given.name(), given.format(), given.source(), given.policy(), host));
    }
    this.connections = Map.copyOf(all);
    TopologyStore topology = new TopologyStore(catalogue, name);
    this.routes = new Routes(topology, settings, connections);
    this.manifests = new Manifests(catalogue, name);
    this.fetches = Fetches.in(builder.directory, manifests);
    this.links = new Links(domain, topology, connections);
    this.origins = new PackageOrigins(domain, settings);
  }

  /** A connection as the host gives it. */
  private record Given(
      String name, PackageFormat format, ExternalSource source, CachePolicy policy) {}

  /**
   * Begins a domain with upstreams.
   *
   * @param domain the domain's own builder, with its limits and listener; its admission is set here
   * @param catalogue the same catalogue that the domain's builder was given
   * @param clock tells how old things are
   * @param directory for fetches under way, used by nobody else; made if it is not there
   * @return a builder
   */
  public static Builder builder(
      DomainBuilder domain, Catalogue catalogue, InstantSource clock, Path directory) {
    return new Builder(domain, catalogue, clock, directory);
  }

  /** Gathers what there is to connect to. For one thread. */
  public static final class Builder {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._\\-:]{1,99}");
    private static final String NAME_TEXT =
        "2 to 100 characters of A-Z, a-z, 0-9, ., _, - and :, first a letter or digit";

    private final DomainBuilder domain;
    private final Catalogue catalogue;
    private final InstantSource clock;
    private final Path directory;
    private final List<Given> given = new ArrayList<>();
    private Executor refresher = Runnable::run;

    private Builder(
        DomainBuilder domain, Catalogue catalogue, InstantSource clock, Path directory) {
      this.domain = Objects.requireNonNull(domain, "domain");
      this.catalogue = Objects.requireNonNull(catalogue, "catalogue");
      this.clock = Objects.requireNonNull(clock, "clock");
      this.directory = Objects.requireNonNull(directory, "directory");
    }

    /**
     * Gives an external connection that repositories can be associated with. What its source said
     * is believed for as long as the service does, see {@link CachePolicy}.
     *
     * @param name its name; those of the service have their formats
     * @param format of the packages that come through it
     * @param source where they come from
     * @return this builder
     */
    public Builder connection(String name, PackageFormat format, ExternalSource source) {
      return connection(
          name,
          format,
          source,
          format == PackageFormat.MAVEN ? CachePolicy.MAVEN : CachePolicy.STANDARD);
    }

    /**
     * Gives an external connection with another policy.
     *
     * @param name its name; those of the service have their formats
     * @param format of the packages that come through it
     * @param source where they come from
     * @param policy how long what the source said is believed
     * @return this builder
     */
    public Builder connection(
        String name, PackageFormat format, ExternalSource source, CachePolicy policy) {
      given.add(
          new Given(
              Objects.requireNonNull(name, "name"),
              Objects.requireNonNull(format, "format"),
              Objects.requireNonNull(source, "source"),
              Objects.requireNonNull(policy, "policy")));
      return this;
    }

    /**
     * Sets where old listings are asked for again behind a reader's back.
     *
     * @param wanted instead of the reader's own thread
     * @return this builder
     */
    public Builder refresher(Executor wanted) {
      this.refresher = Objects.requireNonNull(wanted, "wanted");
      return this;
    }

    /**
     * Makes the domain with its upstreams, and removes what a crash left in the directory.
     *
     * @return the domain with its upstreams
     * @throws InvalidDefinitionException with all that is wrong about the connections and the
     *     domain
     * @throws IOException if the directory cannot be used
     */
    public Upstreams build() throws IOException {
      List<Diagnostic> faults = new ArrayList<>();
      Map<String, PackageFormat> names = new TreeMap<>();
      for (Given one : given) {
        check(one, faults);
        if (names.putIfAbsent(one.name(), one.format()) != null) {
          faults.add(
              Diagnostic.error(
                  "artifact.connection",
                  "connection",
                  "\"" + one.name() + "\" twice",
                  "each name once"));
        }
      }
      if (!faults.isEmpty()) {
        throw new InvalidDefinitionException("external connections", faults);
      }
      UpstreamAdmission admission = new UpstreamAdmission();
      Upstreams upstreams = new Upstreams(this, admission);
      admission.serve(upstreams);
      return upstreams;
    }

    private static void check(Given one, List<Diagnostic> faults) {
      if (!NAME.matcher(one.name()).matches()) {
        faults.add(
            Diagnostic.error(
                "artifact.connection", "connection", "\"" + one.name() + "\"", NAME_TEXT));
      }
      PackageFormat known = KnownConnections.FORMATS.getOrDefault(one.name(), one.format());
      if (known != one.format()) {
        faults.add(
            Diagnostic.error(
                "artifact.connection-format",
                "connection",
                one.name() + " for " + one.format() + " packages",
                known.toString()));
      }
    }
  }

  /**
   * The domain.
   *
   * @return the domain, whose repositories keep to the origin controls
   */
  public Domain domain() {
    return domain;
  }

  /**
   * The links between repositories, and to external connections.
   *
   * @return the links, to be read and changed
   */
  public Links links() {
    return links;
  }

  /**
   * The package groups of the domain and the controls of its packages.
   *
   * @return the settings, to be read and changed
   */
  public PackageOrigins origins() {
    return origins;
  }

  /**
   * A repository as package clients see it.
   *
   * @param repository its name
   * @return the view
   * @throws dev.penstock.artifact.ArtifactException if there is no such repository
   * @throws IOException if the catalogue cannot be read
   */
  public ClientRepository client(String repository) throws IOException {
    return new ClientRepository(domain.repository(repository), this);
  }

  /**
   * Copies versions of a package into a repository, also those that the source repository only
   * reaches: as for a client, they are kept in it first. Of a version from outside all
   * assets are fetched that its source tells of, also if some are held already, unless the request
   * names its revision or a review has spoken about it: then it is copied as it is held. Sources of
   * Maven packages tell of the POM alone, so others come along only if they are held. {@link
   * Repository#copyFrom} copies only what is held.
   *
   * @param source the repository that is copied from
   * @param destination the repository that is copied into
   * @param request which versions
   * @return what became of each
   * @throws dev.penstock.artifact.ArtifactException if there is no such repository, or origin
   *     controls do not let a version come
   * @throws UpstreamUnavailableException if a source cannot be asked
   * @throws IOException if the catalogue cannot be read or written
   */
  public VersionChangeResult copyFromUpstream(
      String source, String destination, CopyRequest request) throws IOException {
    return new UpstreamCopy(this, domain.repository(source))
        .to(domain.repository(destination), request);
  }

  OriginSettings settings() {
    return settings;
  }

  Fetches fetches() {
    return fetches;
  }

  Route route(Repository requested, PackageCoordinates coordinates) throws IOException {
    return routes.of(domain, requested, coordinates);
  }

  /** What its source says, or said when the first asset of the version was taken in. */
  Optional<SourceVersion> manifest(
      Repository owner, ExternalConnection connection, VersionCoordinates version)
      throws IOException {
    Origin origin = new Origin(Origin.Type.EXTERNAL, connection.name());
    Optional<HeldVersion> held = owner.intake().find(version);
    if (held.isPresent() && held.get().description().origin().equals(origin)) {
      Optional<SourceVersion> kept = manifests.find(owner.name(), connection.name(), version);
      if (kept.isPresent()) {
        return kept.map(
            manifest -> manifest.saying(held.get().description().metadata(), Map.of(), Map.of()));
      }
    }
    return connection.whole(version);
  }

  /**
   * Where a version is that somebody wants to publish. A source that cannot be asked is
   * taken to have none.
   */
  Optional<String> reachable(String repository, VersionCoordinates version) throws IOException {
    for (Stop stop : route(domain.repository(repository), version.of()).stops()) {
      String name = stop.repository().name();
      if (stop.connection() != null) {
        if (has(stop.connection(), version)) {
          return Optional.of(stop.connection().name());
        }
      } else if (!name.equals(repository) && stop.repository().intake().find(version).isPresent()) {
        return Optional.of(name);
      }
    }
    return Optional.empty();
  }

  private static boolean has(ExternalConnection connection, VersionCoordinates version)
      throws IOException {
    if (ExternalConnection.isSnapshot(version)) {
      return false;
    }
    try {
      return connection.version(version).isPresent();
    } catch (UpstreamUnavailableException e) {
      return false;
    }
  }

  void published(PackageCoordinates coordinates) {
    for (ExternalConnection connection : connections.values()) {
      connection.published(coordinates);
    }
  }

  void forget(String repository) throws IOException {
    links.forget(repository);
    settings.forget(repository);
    manifests.forget(repository);
  }
}
