package dev.penstock.artifact;

import dev.penstock.revision.Digest;
import java.util.Collections;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One asset to be published, and what goes with it: documents, marks and metadata of its version,
 * and tags of its package. All of it is seen at once or not at all.
 *
 * <pre>{@code
 * PublishRequest.generic("acme", "checkout", "1.4.0", "bundle.zip").expecting(digest)
 * }</pre>
 *
 * <p>Immutable; each method gives a copy.
 */
public final class PublishRequest {
  /** The most bytes of one document. */
  public static final int MOST_DOCUMENT_BYTES = 16 << 20;

  private final VersionCoordinates version;
  private final String asset;
  private boolean isUnfinished;
  private boolean isReplacing;
  private @Nullable Digest expected;
  private @Nullable VersionMetadata metadata;
  private final SortedMap<String, byte[]> documents = new TreeMap<>();
  private final SortedMap<String, String> marks = new TreeMap<>();
  private final SortedSet<String> tags = new TreeSet<>();
  private Publisher publisher = Publisher.UNKNOWN;

  private PublishRequest(VersionCoordinates version, String asset) {
    this.version = version;
    this.asset = asset;
  }

  private PublishRequest copy() {
    PublishRequest copy = new PublishRequest(version, asset);
    copy.isUnfinished = isUnfinished;
    copy.isReplacing = isReplacing;
    copy.expected = expected;
    copy.metadata = metadata;
    copy.documents.putAll(documents);
    copy.marks.putAll(marks);
    copy.tags.addAll(tags);
    copy.publisher = publisher;
    return copy;
  }

  /**
   * An asset of any package, which completes its version.
   *
   * @param version where it belongs
   * @param asset its name
   * @return the request
   * @throws dev.penstock.diagnostic.InvalidDefinitionException if the name is not allowed
   */
  public static PublishRequest of(VersionCoordinates version, String asset) {
    Faults faults = new Faults();
    faults.asset(version.of().format(), asset);
    faults.throwIfAny("publish request");
    return new PublishRequest(version, asset);
  }

  /**
   * An asset of a generic package, which completes its version.
   *
   * @param namespace the package's namespace
   * @param name the package's name
   * @param version the version
   * @param asset the asset's name
   * @return the request
   * @throws dev.penstock.diagnostic.InvalidDefinitionException with the faults of all four
   */
  public static PublishRequest generic(
      String namespace, String name, String version, String asset) {
    Faults faults = new Faults();
    faults.coordinates(PackageFormat.GENERIC, namespace, name);
    faults.coordinate("version", version);
    faults.asset(PackageFormat.GENERIC, asset);
    faults.throwIfAny("publish request");
    return of(PackageCoordinates.generic(namespace, name).version(version), asset);
  }

  /**
   * The same request, with more assets to come before the version is published.
   *
   * @return a copy
   */
  public PublishRequest unfinished() {
    PublishRequest copy = copy();
    copy.isUnfinished = true;
    return copy;
  }

  /**
   * The same request for exactly these bytes; others are refused, and nothing is stored.
   *
   * @param digest the digest that the bytes must have
   * @return a copy
   */
  public PublishRequest expecting(Digest digest) {
    PublishRequest copy = copy();
    copy.expected = Objects.requireNonNull(digest, "digest");
    return copy;
  }

  /**
   * The same request, which may put other bytes under the name of an asset that is there. Only for
   * unfinished versions, Maven snapshots and {@code maven-metadata.xml}; for any other the publish
   * is a conflict as without it.
   *
   * @return a copy
   */
  public PublishRequest replacing() {
    PublishRequest copy = copy();
    copy.isReplacing = true;
    return copy;
  }

  /**
   * The same request with a document of the version, such as the manifest of an npm package. A
   * document is no asset: it is in no list of assets and counts towards no limit of them. It takes
   * the place of the version's document of that name, if there is one.
   *
   * @param name its name, 1 to 255 characters
   * @param bytes copied; up to {@link #MOST_DOCUMENT_BYTES}
   * @return a copy
   * @throws dev.penstock.diagnostic.InvalidDefinitionException with all faults
   */
  public PublishRequest document(String name, byte[] bytes) {
    requireDocument(name, bytes);
    PublishRequest copy = copy();
    copy.documents.put(name, bytes.clone());
    return copy;
  }

  static void requireDocument(String name, byte[] bytes) {
    Faults faults = new Faults();
    faults.name("document", name);
    faults.count("bytes", bytes.length, MOST_DOCUMENT_BYTES);
    faults.throwIfAny("document");
  }

  /**
   * The same request with a mark of the version, such as {@code deprecated}.
   *
   * @param name 1 to 64 characters of a-z, 0-9, ., _ and -, first a letter
   * @param value up to 4,096 characters
   * @return a copy
   * @throws dev.penstock.diagnostic.InvalidDefinitionException with all faults
   */
  public PublishRequest mark(String name, String value) {
    Faults faults = new Faults();
    faults.mark(name, value);
    faults.throwIfAny("mark");
    PublishRequest copy = copy();
    copy.marks.put(name, value);
    return copy;
  }

  /**
   * The same request with a tag of the package that names this version from now on, such as {@code
   * latest}.
   *
   * @param name 1 to 255 characters
   * @return a copy
   * @throws dev.penstock.diagnostic.InvalidDefinitionException if the name is not allowed
   */
  public PublishRequest tag(String name) {
    Faults faults = new Faults();
    faults.name("tag", name);
    faults.throwIfAny("tag");
    PublishRequest copy = copy();
    copy.tags.add(name);
    return copy;
  }

  /**
   * The same request with what the version says about itself; it takes the place of what the
   * version said before.
   *
   * @param wanted the metadata
   * @return a copy
   */
  public PublishRequest metadata(VersionMetadata wanted) {
    PublishRequest copy = copy();
    copy.metadata = Objects.requireNonNull(wanted, "wanted");
    return copy;
  }

  /**
   * The same request of a known publisher. The version remembers who published the bytes that it
   * has; whoever publishes the same ones again is not remembered.
   *
   * @param wanted who publishes, and from what
   * @return a copy
   * @see Repository#publications
   */
  public PublishRequest by(Publisher wanted) {
    PublishRequest copy = copy();
    copy.publisher = Objects.requireNonNull(wanted, "wanted");
    return copy;
  }

  /**
   * Where the asset belongs.
   *
   * @return the version
   */
  public VersionCoordinates version() {
    return version;
  }

  /**
   * The asset's name.
   *
   * @return the name
   */
  public String asset() {
    return asset;
  }

  /**
   * Whether more assets are to come before the version is published.
   *
   * @return false unless told
   */
  public boolean isUnfinished() {
    return isUnfinished;
  }

  /**
   * Whether other bytes may take the place of those that are there.
   *
   * @return false unless told
   */
  public boolean isReplacing() {
    return isReplacing;
  }

  /**
   * The digest that the bytes must have.
   *
   * @return null if any will do
   */
  public @Nullable Digest expected() {
    return expected;
  }

  /**
   * What the version says about itself.
   *
   * @return null if that does not change
   */
  public @Nullable VersionMetadata metadata() {
    return metadata;
  }

  /** Documents by name; the bytes are not to be changed. */
  SortedMap<String, byte[]> documents() {
    return documents;
  }

  /**
   * The marks to be set.
   *
   * @return name to value; unmodifiable
   */
  public SortedMap<String, String> marks() {
    return Collections.unmodifiableSortedMap(marks);
  }

  /**
   * The tags to be set.
   *
   * @return names; unmodifiable
   */
  public SortedSet<String> tags() {
    return Collections.unmodifiableSortedSet(tags);
  }

  /**
   * Who publishes.
   *
   * @return {@link Publisher#UNKNOWN} unless told
   */
  public Publisher publisher() {
    return publisher;
  }

  @Override
  public String toString() {
    return version + "/" + asset + (isUnfinished ? " (unfinished)" : "");
  }
}
