package dev.penstock.artifact.upstream;

import dev.penstock.artifact.ArtifactException;
import dev.penstock.artifact.ArtifactException.Resource;
import dev.penstock.artifact.HeldVersion;
import dev.penstock.artifact.Origin;
import dev.penstock.artifact.PackageCoordinates;
import dev.penstock.artifact.PublishRequest;
import dev.penstock.artifact.Repository;
import dev.penstock.artifact.VersionCoordinates;
import dev.penstock.artifact.VersionDescription;
import dev.penstock.artifact.upstream.Routes.Route;
import dev.penstock.artifact.upstream.Routes.Stop;
import dev.penstock.diagnostic.InvalidDefinitionException;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A repository as package clients see it: with all that is reachable through its upstreams. The
 * calls of {@link Repository} itself know only what it holds.
 *
 * <pre>{@code
 * ClientRepository client = upstreams.client("releases");
 * client.versions(coordinates).versions().keySet();
 * try (InputStream in = client.asset(version, "package.tgz").open()) { ... }
 * }</pre>
 *
 * <p>An asset that the repository holds is answered without asking anybody else. Safe for several
 * threads.
 */
public final class ClientRepository {
  private final Repository requested;
  private final Upstreams upstreams;

  ClientRepository(Repository requested, Upstreams upstreams) {
    this.requested = requested;
    this.upstreams = upstreams;
  }

  /**
   * Lists the versions of a package that clients may choose from, and the tags that name some.
   *
   * @param coordinates the package
   * @return the published versions of all reachable places; none if no place has any
   * @throws UpstreamUnavailableException if none was found, and a source that may have some cannot
   *     be asked
   * @throws IOException if the catalogue cannot be read
   */
  public ClientVersions versions(PackageCoordinates coordinates) throws IOException {
    return merged(coordinates).versions();
  }

  /**
   * A package as clients see it now: its versions and tags at one moment, with their documents.
   *
   * @param coordinates the package
   * @return the package, without versions if no place has any
   * @throws UpstreamUnavailableException as {@link #versions} does
   * @throws IOException if the catalogue cannot be read
   */
  public ClientPackage open(PackageCoordinates coordinates) throws IOException {
    VersionMerge merge = merged(coordinates);
    return new ClientPackage(coordinates, merge.versions(), merge.places());
  }

  private VersionMerge merged(PackageCoordinates coordinates) throws IOException {
    VersionMerge merge = new VersionMerge(requested, coordinates);
    for (Stop stop : upstreams.route(requested, coordinates).stops()) {
      if (stop.connection() == null) {
        merge.add(stop.repository());
      } else {
        merge.add(stop.repository(), stop.connection());
      }
    }
    return merge;
  }

  /**
   * Finds an asset: here, then wherever it is reachable, in search order; the first place that has
   * the version decides. From another repository it is kept here at once, from outside once
   * it was read whole.
   *
   * @param version the version it belongs to
   * @param name its name
   * @return the asset
   * @throws ArtifactException if no reachable place has it, or the first that has its version does
   *     not let it be read
   * @throws UpstreamUnavailableException if a source that may have it cannot be asked
   * @throws IOException if the catalogue cannot be read or written
   */
  public ClientAsset asset(VersionCoordinates version, String name) throws IOException {
    @Nullable HeldVersion here = requested.intake().find(version).orElse(null);
    if (here != null) {
      requested.intake().requireAllowed(here.description());
      if (isHeld(requested, here, name)) {
        return ClientAsset.held(requested.asset(version, name));
      }
    }
    @Nullable Origin partOf = here == null ? null : here.description().origin();
    Route route = upstreams.route(requested, version.of());
    for (Stop stop : route.stops()) {
      Optional<ClientAsset> found =
          stop.connection() == null
              ? inRepository(stop.repository(), version, name, partOf)
              : outside(stop.repository(), stop.connection(), version, name, partOf);
      if (found.isPresent()) {
        return found.get();
      }
      if (partOf == null && stop.connection() == null) {
        partOf =
            stop.repository()
                .intake()
                .find(version)
                .map(held -> held.description().origin())
                .orElse(null);
      }
    }
    throw ArtifactException.notFound(
        Resource.ASSET,
        version + "/" + name,
        "not in "
            + requested.name()
            + " or what it can reach"
            + (route.blocked().isEmpty() ? "" : "; blocked: " + route.blocked()));
  }

  /**
   * An asset of a version that a repository holds. A version that came from outside asset by asset
   * may be held in part; then others are looked for where it came from.
   */
  private static boolean isHeld(Repository repository, HeldVersion held, String name) {
    String id = held.description().coordinates() + "/" + name;
    if (!held.description().status().isReadable()) {
      throw ArtifactException.unreadable(
          held.description().coordinates(), name, held.description().status());
    }
    if (held.assets().containsKey(name)) {
      return true;
    }
    if (held.description().origin().type() != Origin.Type.EXTERNAL) {
      throw ArtifactException.notFound(
          Resource.ASSET,
          id,
          "not in this version in " + repository.name() + "; it has " + held.assets().keySet());
    }
    return false;
  }

  private Optional<ClientAsset> inRepository(
      Repository repository, VersionCoordinates version, String name, @Nullable Origin partOf)
      throws IOException {
    @Nullable HeldVersion held = repository.intake().find(version).orElse(null);
    boolean isRequested = repository.name().equals(requested.name());
    if (isRequested
        || held == null
        || (partOf != null && !partOf.equals(held.description().origin()))) {
      return Optional.empty();
    }
    if (!isHeld(repository, held, name)) {
      return Optional.empty();
    }
    var unused = requested.intake().retain(repository, version);
    return Optional.of(ClientAsset.held(requested.asset(version, name)));
  }

  /** What could not be kept is not asked for either. */
  private static void requireAssetName(VersionCoordinates version, String name) {
    try {
      var unused = PublishRequest.of(version, name);
    } catch (InvalidDefinitionException e) {
      throw ArtifactException.notFound(
          Resource.ASSET, version + "/" + name, String.valueOf(e.getMessage()));
    }
  }

  private Optional<ClientAsset> outside(
      Repository owner,
      ExternalConnection connection,
      VersionCoordinates version,
      String name,
      @Nullable Origin partOf)
      throws IOException {
    Origin origin = new Origin(Origin.Type.EXTERNAL, connection.name());
    if (ExternalConnection.isSnapshot(version) || (partOf != null && !partOf.equals(origin))) {
      return Optional.empty();
    }
    requireAssetName(version, name);
    Optional<SourceVersion> manifest = upstreams.manifest(owner, connection, version);
    if (manifest.isEmpty()) {
      return Optional.empty();
    }
    VersionDescription offered = manifest.get().offered(version, connection.name());
    requested.intake().requireAllowed(offered);
    owner.intake().requireAllowed(offered);
    SourceAsset asset =
        connection
            .asset(version, manifest.get(), name)
            .orElseThrow(
                () ->
                    ArtifactException.notFound(
                        Resource.ASSET,
                        version + "/" + name,
                        "not in this version in " + connection.name()));
    Fetches.Wanted wanted = new Fetches.Wanted(owner, connection, version, manifest.get(), asset);
    return Optional.of(
        ClientAsset.outside(asset, () -> upstreams.fetches().open(wanted, requested)));
  }
}
