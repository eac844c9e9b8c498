package dev.penstock.artifact;

import dev.penstock.artifact.ArtifactException.Resource;
import dev.penstock.artifact.store.ContentStore;
import dev.penstock.artifact.store.ContentWriter;
import java.io.IOException;
import java.io.InputStream;
import java.time.InstantSource;

/**
 * A repository of a domain: packages of every format, their versions and assets.
 *
 * <pre>{@code
 * repository.publish(PublishRequest.generic("acme", "checkout", "1.4.0", "bundle.zip"), stream);
 * try (InputStream in = repository.asset(version, "bundle.zip").open()) { ... }
 * }</pre>
 *
 * <p>What one call has published, every later call sees. Safe for several threads.
 */
public final class Repository {
  private final String name;
  private final ContentStore content;
  private final VersionRecords records;
  private final Listings listings;
  private final Publishing publishing;
  private final VersionChanges changes;
  private final Intake intake;
  private final InstantSource clock;

  Repository(Domain domain, String name) {
    EventSource events = new EventSource(domain.name(), name, domain.listener());
    this.name = name;
    this.content = domain.content();
    this.clock = domain.clock();
    this.records = new VersionRecords(domain.catalogue(), domain.name(), name);
    this.listings = new Listings(records);
    this.publishing = new Publishing(name, domain, records, events);
    this.intake = new Intake(name, domain, records, events);
    this.changes = new VersionChanges(records, events);
  }

  /**
   * The repository's name.
   *
   * @return the name, as it was created
   */
  public String name() {
    return name;
  }

  /**
   * How versions come in without being published.
   *
   * @return for what serves readers through upstream repositories
   */
  public Intake intake() {
    return intake;
  }

  /**
   * Publishes one asset. The same bytes under the same name again are a success.
   *
   * @param request where it belongs, and what is expected
   * @param bytes read to its end; not closed
   * @return the version and the asset as they are now
   * @throws ArtifactException if other bytes were published under the name, if the version takes no
   *     more assets, or beyond a limit
   * @throws dev.penstock.diagnostic.InvalidDefinitionException if the bytes have not the expected
   *     digest
   * @throws IOException if the bytes cannot be read or stored
   */
  public PublishResult publish(PublishRequest request, InputStream bytes) throws IOException {
    return publish(request, ContentWriter.from(bytes));
  }

  /**
   * Publishes one asset that is made while it is stored.
   *
   * @param request where it belongs, and what is expected
   * @param bytes writes the bytes; called once
   * @return the version and the asset as they are now
   * @throws ArtifactException if other bytes were published under the name, if the version takes no
   *     more assets, or beyond a limit
   * @throws dev.penstock.diagnostic.InvalidDefinitionException if the bytes have not the expected
   *     digest
   * @throws IOException if the bytes cannot be made or stored
   */
  public PublishResult publish(PublishRequest request, ContentWriter bytes) throws IOException {
    return publishing.publish(request, bytes);
  }

  /**
   * Describes a version, whatever its status.
   *
   * @param version which one
   * @return what is known about it
   * @throws ArtifactException if it is not here
   * @throws IOException if the catalogue cannot be read
   */
  public VersionDescription describe(VersionCoordinates version) throws IOException {
    return records.require(version).describe(version);
  }

  /**
   * Finds an asset that may be read.
   *
   * @param version the version it belongs to; published or unlisted
   * @param assetName its name
   * @return the asset and its bytes
   * @throws ArtifactException if it is not here, or may not be read
   * @throws IOException if the catalogue cannot be read
   */
  public AssetContent asset(VersionCoordinates version, String assetName) throws IOException {
    VersionRecord record = records.require(version);
    String id = version + "/" + assetName;
    if (!record.status().isReadable()) {
      throw ArtifactException.notFound(
          Resource.ASSET,
          id,
          "the version is " + record.status() + "; allowed: Published, Unlisted");
    }
    Asset asset = record.assets().get(assetName);
    if (asset == null) {
      throw ArtifactException.notFound(
          Resource.ASSET, id, "not in this version; it has " + record.assets().keySet());
    }
    return new AssetContent(asset, record.describe(version), content);
  }

  /**
   * Finds an asset of one exact revision of a version.
   *
   * @param version the version it belongs to; published or unlisted
   * @param assetName its name
   * @param revision the revision that the version must have
   * @return the asset and its bytes
   * @throws ArtifactException if it is not here, may not be read, or the version has another
   *     revision
   * @throws IOException if the catalogue cannot be read
   */
  public AssetContent asset(VersionCoordinates version, String assetName, String revision)
      throws IOException {
    AssetContent found = asset(version, assetName);
    if (!found.version().revision().equals(revision)) {
      throw ArtifactException.notFound(
          Resource.PACKAGE_VERSION,
          version.toString(),
          "current revision: " + found.version().revision() + ", expected revision: " + revision);
    }
    return found;
  }

  /**
   * Lists packages by format, namespace and name; also those whose versions were all deleted.
   *
   * @param query which ones
   * @param page which stretch
   * @return the page
   * @throws IOException if the catalogue cannot be read
   */
  public Page<PackageCoordinates> packages(PackageQuery query, PageRequest page)
      throws IOException {
    return listings.packages(query, page);
  }

  /**
   * Lists the versions of a package.
   *
   * @param coordinates the package
   * @param query which ones, in which order
   * @param page which stretch
   * @return the page
   * @throws ArtifactException if there is no such package
   * @throws IOException if the catalogue cannot be read
   */
  public Page<VersionDescription> versions(
      PackageCoordinates coordinates, VersionQuery query, PageRequest page) throws IOException {
    if (!records.has(coordinates)) {
      throw ArtifactException.notFound(
          Resource.PACKAGE, coordinates.toString(), "not in this repository");
    }
    return listings.versions(coordinates, query, page);
  }

  /**
   * Lists the assets of a version by name, whatever its status.
   *
   * @param version which version
   * @param page which stretch
   * @return the page
   * @throws ArtifactException if there is no such version
   * @throws IOException if the catalogue cannot be read
   */
  public Page<Asset> assets(VersionCoordinates version, PageRequest page) throws IOException {
    return listings.assets(version, page);
  }

  /**
   * Gives versions another status, all or none. The status that a version has already is a success
   * without an event.
   *
   * @param coordinates the package
   * @param change which versions, and what they must be
   * @param target published, unlisted or archived
   * @return what became of each
   * @throws dev.penstock.diagnostic.InvalidDefinitionException for another target
   * @throws IOException if the catalogue cannot be read or written
   */
  public VersionChangeResult updateStatus(
      PackageCoordinates coordinates, VersionChange change, VersionStatus target)
      throws IOException {
    if (!target.isReadable() && target != VersionStatus.ARCHIVED) {
      Faults faults = new Faults();
      faults.add("status", "target", target.toString(), "Published, Unlisted, Archived");
      faults.throwIfAny("status update");
    }
    return changes.apply(coordinates, change, target, clock.instant());
  }

  /**
   * Gives up the assets of versions for good, all or none. Their records stay, and so their
   * coordinates stay taken.
   *
   * @param coordinates the package
   * @param change which versions, and what they must be
   * @return what became of each
   * @throws IOException if the catalogue cannot be read or written
   */
  public VersionChangeResult dispose(PackageCoordinates coordinates, VersionChange change)
      throws IOException {
    return changes.apply(coordinates, change, VersionStatus.DISPOSED, clock.instant());
  }

  /**
   * Removes versions, all or none. Their coordinates become free; the package stays.
   *
   * @param coordinates the package
   * @param change which versions, and what they must be
   * @return what became of each
   * @throws IOException if the catalogue cannot be read or written
   */
  public VersionChangeResult delete(PackageCoordinates coordinates, VersionChange change)
      throws IOException {
    return changes.apply(coordinates, change, VersionStatus.DELETED, clock.instant());
  }
}
