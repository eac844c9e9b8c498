package dev.penstock.artifact;

import dev.penstock.artifact.AssetContent.Opening;
import dev.penstock.artifact.store.Catalogue.Change;
import dev.penstock.artifact.store.CatalogueKey;
import dev.penstock.artifact.store.ContentCheck;
import dev.penstock.artifact.store.ContentStore;
import dev.penstock.artifact.store.ContentWriter;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

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
  private final Domain domain;
  private final String name;
  private final ContentStore content;
  private final VersionRecords records;
  private final PackageChanges packages;
  private final Listings listings;
  private final VersionReads reads;
  private final Publishing publishing;
  private final VersionChanges changes;
  private final VersionEdits edits;
  private final Gate gate;
  private final Intake intake;
  private final InstantSource clock;

  private final ReaderGate readers;

  Repository(Domain domain, String name, @Nullable VersionFilter filter) {
    this.domain = domain;
    this.name = name;
    this.content = domain.content();
    this.clock = domain.clock();
    this.records = new VersionRecords(domain.catalogue(), domain.fullName().segment(), name);
    this.packages =
        packages(
            () -> Change.none(domain.records().key(name), domain.records().require(name).text()));
    this.readers = readers(filter);
    this.listings = new Listings(records, readers);
    Opening downloads = version -> domain.downloads().downloaded(name, version, clock.instant());
    this.reads = new VersionReads(listings, content, downloads);
    this.gate = new Gate(domain.admission(), name);
    this.publishing =
        new Publishing(name, gate, content, packages, domain.limits(), clock, domain.manifests());
    this.changes = new VersionChanges(packages);
    this.edits = new VersionEdits(packages, readers, content, clock);
    this.intake = new Intake(name, domain, gate, readers, records, packages);
  }

  private ReaderGate readers(@Nullable VersionFilter filter) {
    return new ReaderGate(
        domain.catalogue(),
        CatalogueKey.of(ReaderGate.ROOT, domain.fullName().segment(), name),
        name,
        filter,
        clock);
  }

  private PackageChanges packages(PackageChanges.RepositoryGuard guard) {
    return new PackageChanges(domain.catalogue(), records, guard, outbox(), clock);
  }

  private Outbox outbox() {
    return new Outbox(domain.fullName(), name, domain.delivery());
  }

  /** Deletes all packages of a repository that is being deleted itself. */
  void clear() throws IOException {
    CatalogueKey key = domain.records().key(name);
    new PackageRemoval(
            gate,
            records,
            packages(() -> Change.none(key, domain.catalogue().read(key).orElse(null))))
        .clear();
    quarantine().clear();
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
   * The repository's resource name.
   *
   * @return such as {@code arn:aws:codeartifact:local:123456789012:repository/acme/releases}
   */
  public String arn() {
    return domain.fullName().arn(name);
  }

  /**
   * The resource name of a package here, whether there is one or not.
   *
   * @param coordinates the package
   * @return such as {@code
   *     arn:aws:codeartifact:local:123456789012:package/acme/releases/npm//react}
   */
  public String arn(PackageCoordinates coordinates) {
    return domain.fullName().arn(name, coordinates);
  }

  /**
   * The repository in somebody's hands: what policies do not allow them is refused.
   *
   * @param caller who, as the host has found out
   * @return the repository for this caller
   */
  public AuthorizedRepository as(Caller caller) {
    return new AuthorizedRepository(domain, this, new AccessCheck(domain, caller));
  }

  /**
   * Where clients of a format find the repository.
   *
   * @param format the clients' format
   * @return paths below the address of the host's server
   */
  public Endpoint endpoint(PackageFormat format) {
    return Endpoint.of(format, name);
  }

  /**
   * Describes the repository.
   *
   * @return what is known about it
   * @throws ArtifactException if it was deleted
   * @throws IOException if the catalogue cannot be read
   */
  public RepositoryDescription describe() throws IOException {
    return describe(domain.records().require(name).value());
  }

  private RepositoryDescription describe(DomainRecord record) {
    return new RepositoryDescription(
        name,
        record.administrator(),
        domain.name(),
        domain.owner(),
        arn(),
        record.description(),
        record.createdTime());
  }

  /**
   * Changes what the repository is for.
   *
   * @param description up to 1,000 characters, no control characters
   * @return the repository as it is now
   * @throws ArtifactException if it was deleted
   * @throws dev.penstock.diagnostic.InvalidDefinitionException if the description is not allowed
   * @throws IOException if the catalogue cannot be read or written
   */
  public RepositoryDescription update(String description) throws IOException {
    Faults faults = new Faults();
    faults.description(description);
    faults.throwIfAny("repository");
    return describe(domain.records().update(name, record -> record.withDescription(description)));
  }

  /**
   * The tags of the repository, not to be confused with those of a package.
   *
   * @return key to value; unmodifiable
   * @throws ArtifactException if it was deleted
   * @throws IOException if the catalogue cannot be read
   */
  public SortedMap<String, String> resourceTags() throws IOException {
    return domain.records().require(name).value().tags();
  }

  /**
   * Sets and takes off tags of the repository. Others stay.
   *
   * @param set up to 200 in all; keys of 1 to 128, values of up to 256 characters
   * @param remove keys of tags to take off before; unknown ones are passed over
   * @throws ArtifactException if it was deleted
   * @throws dev.penstock.diagnostic.InvalidDefinitionException with all faults
   * @throws IOException if the catalogue cannot be read or written
   */
  public void updateResourceTags(Map<String, String> set, Set<String> remove) throws IOException {
    domain
        .records()
        .update(
            name,
            record ->
                record.withTags(
                    ResourceTags.with(ResourceTags.without(record.tags(), remove), set)));
  }

  /**
   * The repository's own policy.
   *
   * @return reads and changes it
   */
  public ResourcePolicy policy() {
    return domain.policy(name);
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
   * Stores bytes that belong to no version yet, for a caller who learns only from them, or from
   * what comes behind them, where they belong. What is not published soon is reclaimed like any
   * content that nothing refers to.
   *
   * <pre>{@code
   * StagedAsset staged = repository.stage(ContentWriter.from(body), ContentCheck.NONE);
   * PublishRequest request = read(staged.openVerified());
   * repository.publish(request, staged);
   * }</pre>
   *
   * @param bytes writes the bytes; called once
   * @param check called once with size and digests before the bytes are kept; what it throws
   *     refuses them
   * @return the bytes, as stored
   * @throws ArtifactException beyond the limit for assets
   * @throws IOException if the bytes cannot be made or stored
   */
  public StagedAsset stage(ContentWriter bytes, ContentCheck check) throws IOException {
    return publishing.stage(bytes, check);
  }

  /**
   * Publishes bytes that are stored already.
   *
   * @param request where they belong, and what is expected
   * @param staged what {@link #stage} of a repository of the same domain has given
   * @return the version and the asset as they are now
   * @throws IllegalArgumentException if they were staged in another domain
   * @throws ArtifactException if other bytes were published under the name, if the version takes no
   *     more assets, or beyond a limit
   * @throws dev.penstock.diagnostic.InvalidDefinitionException if the bytes have not the expected
   *     digest
   * @throws IOException if the catalogue cannot be read or written
   */
  public PublishResult publish(PublishRequest request, StagedAsset staged) throws IOException {
    return publishing.publish(request, staged);
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
    return listings.served(version).describe(version);
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
    return reads.asset(version, assetName);
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
    return reads.asset(version, assetName, revision);
  }

  /**
   * Finds a document of a version, whatever the version's status.
   *
   * @param version the version it belongs to
   * @param document its name
   * @return the document and its bytes; empty if the version has none of that name
   * @throws ArtifactException if there is no such version
   * @throws IOException if the catalogue cannot be read
   */
  public Optional<AssetContent> document(VersionCoordinates version, String document)
      throws IOException {
    return reads.document(version, document);
  }

  /**
   * Reads the readme of a version: its document {@link VersionReadme#DOCUMENT}.
   *
   * @param version which version
   * @return the readme
   * @throws ArtifactException if there is no such version, or it has no readme
   * @throws IOException if it cannot be read
   */
  public VersionReadme readme(VersionCoordinates version) throws IOException {
    return reads.readme(version);
  }

  /**
   * Lists what a version needs directly, 1,000 packages at a time.
   *
   * @param version which version
   * @param token that of the page before; null for the start
   * @return the page
   * @throws ArtifactException if there is no such version
   * @throws IOException if the catalogue cannot be read
   */
  public Page<Dependency> dependencies(VersionCoordinates version, @Nullable String token)
      throws IOException {
    return listings.dependencies(version, token);
  }

  /**
   * Adds a document to a version, or puts other bytes in its place.
   *
   * @param version which version; not disposed
   * @param document its name, 1 to 255 characters
   * @param bytes up to {@link PublishRequest#MOST_DOCUMENT_BYTES}
   * @return the version as it is now
   * @throws ArtifactException if there is no such version, or it is disposed
   * @throws dev.penstock.diagnostic.InvalidDefinitionException with all faults
   * @throws IOException if the bytes or the record cannot be stored
   */
  public VersionDescription putDocument(VersionCoordinates version, String document, byte[] bytes)
      throws IOException {
    PublishRequest.requireDocument(document, bytes);
    records.require(version);
    Asset stored = publishing.document(document, bytes);
    return edits.edit(version, before -> before.withDocuments(version, Map.of(document, stored)));
  }

  /**
   * Changes what a version says about itself.
   *
   * @param version which version; not disposed
   * @param metadata instead of what it said
   * @return the version as it is now
   * @throws ArtifactException if there is no such version, or it is disposed
   * @throws IOException if the record cannot be stored
   */
  public VersionDescription putMetadata(VersionCoordinates version, VersionMetadata metadata)
      throws IOException {
    Objects.requireNonNull(metadata, "metadata");
    return edits.edit(version, before -> before.withMetadata(metadata));
  }

  /**
   * Sets a mark of a version, or takes it off.
   *
   * @param version which version; not disposed
   * @param mark 1 to 64 characters of a-z, 0-9, ., _ and -, first a letter
   * @param value up to 4,096 characters; null to take the mark off
   * @return the version as it is now
   * @throws ArtifactException if there is no such version, it is disposed, or has too many marks
   * @throws dev.penstock.diagnostic.InvalidDefinitionException with all faults
   * @throws IOException if the record cannot be stored
   */
  public VersionDescription mark(VersionCoordinates version, String mark, @Nullable String value)
      throws IOException {
    return edits.mark(version, mark, value);
  }

  /**
   * The tags of a package.
   *
   * @param coordinates the package
   * @return tag to the version that it names; unmodifiable
   * @throws ArtifactException if there is no such package
   * @throws IOException if the catalogue cannot be read
   */
  public SortedMap<String, String> tags(PackageCoordinates coordinates) throws IOException {
    return listings.tags(coordinates);
  }

  /**
   * Sets a tag of a package, in place of the version that it named before.
   *
   * @param coordinates the package
   * @param tag 1 to 255 characters
   * @param version a version of the package
   * @throws ArtifactException if there is no such version, or the package has too many tags
   * @throws dev.penstock.diagnostic.InvalidDefinitionException if the name is not allowed
   * @throws IOException if the record cannot be stored
   */
  public void tag(PackageCoordinates coordinates, String tag, String version) throws IOException {
    Faults faults = new Faults();
    faults.name("tag", tag);
    faults.throwIfAny("tag");
    packages.change(
        coordinates,
        draft -> {
          draft.require(coordinates.version(version));
          PackageTags.set(draft, Set.of(tag), version);
          return tag;
        });
  }

  /**
   * Takes a tag off a package.
   *
   * @param coordinates the package
   * @param tag its name
   * @return false if the package has no such tag
   * @throws ArtifactException if there is no such package
   * @throws IOException if the record cannot be stored
   */
  public boolean untag(PackageCoordinates coordinates, String tag) throws IOException {
    return packages.change(coordinates, draft -> PackageTags.remove(draft, tag));
  }

  /**
   * Publishes a version that is unfinished. One that is finished stays as it is.
   *
   * @param version which version
   * @return the version as it is now
   * @throws ArtifactException if there is no such version, or it is disposed
   * @throws IOException if the record cannot be stored
   */
  public VersionDescription finish(VersionCoordinates version) throws IOException {
    return edits.finish(version);
  }

  /**
   * Gives up a version that is unfinished: it is gone, and its coordinates are free.
   *
   * @param version which version
   * @return false if it is not here, perhaps because it was given up before
   * @throws ArtifactException if it is finished
   * @throws IOException if the catalogue cannot be written
   */
  public boolean abandon(VersionCoordinates version) throws IOException {
    return edits.abandon(version);
  }

  /**
   * Lets a moving version, such as a Maven snapshot, have what a build of it has, and nothing else:
   * its assets, documents and metadata. The moving version is made if needed, and published; the
   * build becomes unlisted. Both were published when the build was first followed.
   * All of this is one step.
   *
   * @param moving such as {@code 1.0-SNAPSHOT}
   * @param build such as {@code 1.0-20210728.194552-1}; of the same package
   * @return the moving version as it is now
   * @throws ArtifactException if there is no such build, or one of the two is archived or disposed
   * @throws dev.penstock.diagnostic.InvalidDefinitionException if the build is of another package,
   *     or the moving version itself
   * @throws IOException if the records cannot be stored
   */
  public VersionDescription follow(VersionCoordinates moving, VersionCoordinates build)
      throws IOException {
    return edits.follow(moving, build);
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
   * Describes a package.
   *
   * @param coordinates which one
   * @return what is known about it
   * @throws ArtifactException if it is not here
   * @throws IOException if the catalogue cannot be read
   */
  public PackageDescription describe(PackageCoordinates coordinates) throws IOException {
    PackageRecord record = records.require(coordinates);
    return new PackageDescription(
        coordinates,
        arn(coordinates),
        listings.tags(coordinates),
        listings.displayVersion(coordinates, record));
  }

  /**
   * Deletes a package with all its versions, and all that is known about it. More than 200
   * versions leave in several steps: after a crash in between, repeat the call.
   *
   * @param coordinates which one
   * @return what it was
   * @throws ArtifactException if it is not here
   * @throws IOException if the catalogue cannot be read or written
   */
  public PackageDescription deletePackage(PackageCoordinates coordinates) throws IOException {
    PackageDescription described = describe(coordinates);
    if (!new PackageRemoval(gate, records, packages).delete(coordinates)) {
      throw VersionRecords.missing(coordinates);
    }
    return described;
  }

  /**
   * Gives up all unfinished versions to which nothing was added for some time.
   *
   * @param before those last changed before this time
   * @return the versions that are gone
   * @throws IOException if the catalogue cannot be read or written
   */
  public List<VersionCoordinates> abandonUnfinished(Instant before) throws IOException {
    return new PackageRemoval(gate, records, packages).expire(before);
  }

  /**
   * Copies versions from another repository of the domain to this one, all or none, without their
   * bytes. They keep status, revision, origin and time. A version that is here already, and the
   * same, is a success and in neither map of the answer.
   *
   * @param source where from
   * @param request which versions
   * @return what became of each
   * @throws ArtifactException if the source was deleted
   * @throws dev.penstock.diagnostic.InvalidDefinitionException if the source is this repository, or
   *     of another domain
   * @throws IOException if the catalogue cannot be read or written
   */
  public VersionChangeResult copyFrom(Repository source, CopyRequest request) throws IOException {
    if (source.domain != domain || source.name.equals(name)) {
      Faults faults = new Faults();
      faults.add(
          "source",
          "source",
          source.arn(),
          "another repository of domain " + domain.name() + " than " + name);
      faults.throwIfAny("copy request");
    }
    source.describe();
    return new Copying(gate, source.records, source.readers, packages, content).copy(request);
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
      throw VersionRecords.missing(coordinates);
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

  /**
   * What programs need that keep this repository in order.
   *
   * @return all of its versions, whoever may read them
   */
  public Housekeeping housekeeping() {
    return new Housekeeping(records, packages, readers, clock);
  }

  /**
   * Tells how the assets of a version came into it, as far as their publishers have told.
   *
   * @param version which version
   * @return by the assets' names
   * @throws ArtifactException if it is not here
   * @throws IOException if the catalogue cannot be read
   */
  public List<Publication> publications(VersionCoordinates version) throws IOException {
    return List.copyOf(records.require(version).trail().publications().values());
  }

  /**
   * What is stated about the assets of a version.
   *
   * @param version which version
   * @return lists, reads, verifies and attaches statements
   */
  public Statements statements(VersionCoordinates version) {
    return new Statements(version, content, records, edits, clock);
  }

  /**
   * Remembers that a build has fetched an asset from here.
   *
   * @param build which build
   * @param asset what it was given
   * @throws IOException if the catalogue cannot be read or written
   * @see Builds#fetched
   */
  public void recordFetch(BuildId build, AssetContent asset) throws IOException {
    domain.builds().recordFetch(build, name, asset);
  }

  /**
   * Holds versions until a review releases them.
   *
   * @return the repository's reviews
   */
  public Quarantine quarantine() {
    return new Quarantine(domain.catalogue(), readers(domain.filter()), records, outbox(), clock);
  }

  /**
   * The same repository as reviewers see it: with what is held, and with what the domain's filter
   * keeps from readers. Not for readers.
   *
   * @return a view of this repository; everything else is as here
   */
  public Repository forReview() {
    return new Repository(domain, name, null);
  }
}
