package dev.penstock.artifact;

import dev.penstock.artifact.ArtifactException.Resource;
import dev.penstock.artifact.VersionRecords.Stored;
import dev.penstock.artifact.store.Catalogue.Change;
import dev.penstock.artifact.store.ContentCheck;
import dev.penstock.artifact.store.ContentStore;
import dev.penstock.artifact.store.ContentWriter;
import dev.penstock.artifact.store.StoredContent;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How versions come into a repository without being published to it: kept from another repository
 * of the domain, or taken in from outside. For what serves readers through upstream repositories;
 * see {@code dev.penstock.artifact.upstream}.
 *
 * <p>Safe for several threads.
 */
public final class Intake {
  private static final int CHUNK = 1_000;

  private final String repository;
  private final Domain domain;
  private final ContentStore content;
  private final Gate gate;
  private final ReaderGate readers;
  private final VersionRecords records;
  private final PackageChanges packages;
  private final InstantSource clock;

  Intake(
      String repository,
      Domain domain,
      Gate gate,
      ReaderGate readers,
      VersionRecords records,
      PackageChanges packages) {
    this.repository = repository;
    this.domain = domain;
    this.content = domain.content();
    this.gate = gate;
    this.readers = readers;
    this.records = records;
    this.packages = packages;
    this.clock = domain.clock();
  }

  /**
   * Looks a version up in this repository only.
   *
   * @param version which one
   * @return what is held, whatever its status; empty if nothing
   * @throws IOException if the catalogue cannot be read
   */
  public Optional<HeldVersion> find(VersionCoordinates version) throws IOException {
    return records
        .find(version)
        .map(stored -> new HeldVersion(stored.value().describe(version), stored.value().assets()));
  }

  /**
   * Whether the repository has a package, be it without versions.
   *
   * @param coordinates the package
   * @return true once a version came, or the package was made without one
   * @throws IOException if the catalogue cannot be read
   */
  public boolean hasPackage(PackageCoordinates coordinates) throws IOException {
    return records.has(coordinates);
  }

  /**
   * Makes a package without versions, if it is not there, and changes other documents in the same
   * step.
   *
   * @param coordinates the package
   * @param along asked before each try for what must hold, or change, in the catalogue in the same
   *     step
   * @throws ArtifactException if the repository was deleted
   * @throws IOException if the catalogue cannot be written
   */
  public void createPackage(PackageCoordinates coordinates, Along along) throws IOException {
    var unused =
        packages.change(
            coordinates,
            draft -> {
              draft.create();
              draft.force();
              along.changes().forEach(draft::with);
              return draft;
            });
  }

  /**
   * Keeps a version that another repository of the domain holds: its record as it is there, no
   * bytes. Of a version that came from outside and is held here already, the assets that
   * were taken in since are added; any other version that is here stays as it is.
   *
   * @param from the other repository
   * @param version a version that is readable there
   * @return the version as it is here now
   * @throws ArtifactException if it is not there, not readable there, or may not come
   * @throws IOException if the catalogue cannot be read or written
   */
  public HeldVersion retain(Repository from, VersionCoordinates version) throws IOException {
    return packages.change(
        version.of(),
        draft -> {
          Stored there = from.intake().require(version);
          draft.with(Change.none(from.intake().records.key(version), there.text()));
          @Nullable VersionRecord here = draft.find(version.version()).orElse(null);
          from.intake().readers.requireGuarded(draft, version, there.value());
          there.value().refresh(content);
          return put(draft, version, Arrival.RETAINED, merged(here, there.value()));
        });
  }

  private Stored require(VersionCoordinates version) throws IOException {
    Stored stored = records.find(version).orElseThrow(() -> VersionRecords.missing(version));
    VersionStatus status = stored.value().status();
    if (!status.isReadable()) {
      throw unreadable(version, status);
    }
    return stored;
  }

  private ArtifactException unreadable(VersionCoordinates version, VersionStatus status) {
    return ArtifactException.notFound(
        Resource.PACKAGE_VERSION,
        version.toString(),
        "it is " + status + " in " + repository + "; allowed: Published, Unlisted");
  }

  private HeldVersion put(
      PackageDraft draft, VersionCoordinates version, Arrival arrival, VersionRecord after)
      throws IOException {
    if (draft.find(version.version()).isEmpty()) {
      requireAllowed(after.describe(version));
    }
    draft.put(version.version(), after);
    if (draft.isChanged()) {
      gate.admit(draft, version, arrival);
    }
    return new HeldVersion(after.describe(version), after.assets());
  }

  private static VersionRecord merged(@Nullable VersionRecord here, VersionRecord there) {
    if (here == null) {
      return there;
    }
    boolean isSameFromOutside =
        here.origin().type() == Origin.Type.EXTERNAL && here.origin().equals(there.origin());
    if (!isSameFromOutside || !here.status().isReadable()) {
      return here;
    }
    SortedMap<String, Asset> assets = new TreeMap<>(there.assets());
    assets.putAll(here.assets());
    return here.withAssets(assets);
  }

  /**
   * Takes an asset of a version in from outside: first its bytes, then the record.
   *
   * @param version which version
   * @param asset the asset's name
   * @param from which external connection it comes through, and when it was published there; null
   *     for now
   * @param bytes writes the bytes; called once
   * @param check may refuse them before they are kept
   * @param along asked before each try for what must hold, or change, in the catalogue in the same
   *     step
   * @return the version as it is now; an asset of that name that is here already stays
   * @throws ArtifactException beyond a limit, or if the version may not come, or is here and came
   *     from elsewhere
   * @throws IOException if the bytes cannot be read or stored; nothing is recorded then
   */
  public HeldVersion ingest(
      VersionCoordinates version,
      String asset,
      Outside from,
      ContentWriter bytes,
      ContentCheck check,
      Along along)
      throws IOException {
    var unused = PublishRequest.of(version, asset); // checks the name before any byte is taken
    String id = version + "/" + asset;
    long limit = domain.limits().assetBytes();
    StoredContent stored =
        content.put(out -> bytes.writeTo(new Publishing.Limited(out, id, limit)), check);
    Asset taken = new Asset(asset, stored.size(), stored.checksums());
    return packages.change(
        version.of(),
        draft -> {
          @Nullable VersionRecord here = draft.find(version.version()).orElse(null);
          along.changes().forEach(draft::with);
          return put(draft, version, Arrival.INGESTED, ingested(version, here, taken, from));
        });
  }

  private VersionRecord ingested(
      VersionCoordinates version, @Nullable VersionRecord here, Asset taken, Outside from)
      throws IOException {
    PublishRequest request = PublishRequest.of(version, taken.name());
    RepositoryLimits limits = domain.limits();
    if (here != null) {
      if (!here.status().isReadable()) {
        throw unreadable(version, here.status());
      }
      Origin origin = new Origin(Origin.Type.EXTERNAL, from.connection());
      if (!here.origin().equals(origin)) { // it came meanwhile
        throw ArtifactException.conflict(
            Resource.PACKAGE_VERSION,
            version.toString(),
            "it is in "
                + repository
                + " and came from "
                + here.origin().entryPoint()
                + "; allowed: assets from there, and not from "
                + from.connection());
      }
      return here.publish(request, taken, Map.of(), limits, clock.instant());
    }
    Map<String, Asset> documents = new TreeMap<>();
    for (Map.Entry<String, byte[]> document : from.documents().entrySet()) {
      request = request.document(document.getKey(), document.getValue());
      StoredContent stored = content.put(new ByteArrayInputStream(document.getValue()));
      documents.put(
          document.getKey(), new Asset(document.getKey(), stored.size(), stored.checksums()));
    }
    for (Map.Entry<String, String> mark : from.marks().entrySet()) {
      request = request.mark(mark.getKey(), mark.getValue());
    }
    Instant published = from.publishedTime() == null ? clock.instant() : from.publishedTime();
    VersionRecord record =
        VersionRecord.created(new Origin(Origin.Type.EXTERNAL, from.connection()))
            .publish(request.metadata(from.metadata()), taken, documents, limits, published);
    return from.isListed() ? record : record.withStatus(VersionStatus.UNLISTED, published);
  }

  /** Other documents that change together with a version. */
  @FunctionalInterface
  public interface Along {

    /**
     * Asked before each try.
     *
     * @return what must hold, or change, in the catalogue in the same step
     * @throws IOException if that cannot be found out
     */
    List<Change> changes() throws IOException;
  }

  /**
   * Where an ingested version comes from, and what it says about itself. That is kept with its
   * first asset.
   *
   * @param connection the external connection's name
   * @param publishedTime when it was published there; null if that is not known
   * @param isListed false to keep it unlisted
   * @param metadata what it says about itself
   * @param marks what else is said about it
   * @param documents what goes with it and is no asset, as {@link PublishRequest} takes them
   */
  public record Outside(
      String connection,
      @Nullable Instant publishedTime,
      boolean isListed,
      VersionMetadata metadata,
      Map<String, String> marks,
      Map<String, byte[]> documents) {

    /** Copies both maps, not the bytes. */
    public Outside {
      Objects.requireNonNull(connection, "connection");
      Objects.requireNonNull(metadata, "metadata");
      marks = Map.copyOf(marks);
      documents = Map.copyOf(documents);
    }
  }

  /**
   * The most bytes that an asset may have.
   *
   * @return the domain's limit, in bytes
   */
  public long assetBytesLimit() {
    return domain.limits().assetBytes();
  }

  /**
   * Gives out an asset that is held here, whatever else is reachable.
   *
   * @param held the version, as it was found
   * @param asset one of its assets
   * @return the asset and its bytes
   * @throws ArtifactException if a review or the domain's filter keeps the version from readers
   * @throws IOException if the catalogue cannot be read
   */
  public AssetContent content(HeldVersion held, Asset asset) throws IOException {
    requireAllowed(held.description());
    return new AssetContent(
        asset,
        held.description(),
        content,
        version -> domain.downloads().downloaded(repository, version, clock.instant()));
  }

  /**
   * Refuses what readers of this repository do not get: by a review or the domain's filter.
   *
   * @param offered a version; judged as it is held here, or as it is offered from elsewhere
   * @throws ArtifactException if it is blocked
   * @throws IOException if the catalogue cannot be read
   */
  public void requireAllowed(VersionDescription offered) throws IOException {
    VersionCoordinates version = offered.coordinates();
    Optional<Stored> held = records.find(version);
    VersionVerdict verdict =
        held.isPresent()
            ? readers.verdict(version, held.get().value())
            : readers.verdict(offered, true);
    if (verdict.decision() == VersionVerdict.Decision.BLOCK) {
      throw ArtifactException.blocked(
          Resource.PACKAGE_VERSION, version.toString(), verdict.reason());
    }
  }

  /** Sees the versions of a package. */
  @FunctionalInterface
  public interface Visitor {

    /**
     * Sees one version.
     *
     * @param version the version, whatever its status
     * @param isListed whether reviews and the domain's filter let it be in lists
     */
    void see(VersionDescription version, boolean isListed);
  }

  /**
   * Shows all versions that are held of a package, also those that readers do not get.
   *
   * @param coordinates the package
   * @param visitor sees each
   * @throws IOException if the catalogue cannot be read
   */
  public void visit(PackageCoordinates coordinates, Visitor visitor) throws IOException {
    @Nullable String last = null;
    List<VersionCoordinates> some;
    do {
      some = records.versions(coordinates, last, CHUNK);
      for (VersionCoordinates version : some) {
        last = version.version();
        @Nullable Stored stored = records.find(version).orElse(null);
        if (stored != null) {
          visitor.see(stored.value().describe(version), readers.isListed(version, stored.value()));
        }
      }
    } while (some.size() == CHUNK);
  }
}
