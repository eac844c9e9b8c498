package dev.penstock.artifact;

import dev.penstock.artifact.store.Catalogue;
import dev.penstock.artifact.store.ContentStore;
import java.time.InstantSource;
import java.util.Objects;

/** Gathers a domain's options, see {@link Domain#builder}. For one thread. */
public final class DomainBuilder {
  final String name;
  final Catalogue catalogue;
  final ContentStore content;
  final InstantSource clock;
  String owner = DomainName.NOBODY;
  String region = DomainName.NOWHERE;
  String encryptionKey = "";
  ManifestReader manifests = ManifestReader.NONE;
  RepositoryLimits limits = RepositoryLimits.STANDARD;
  VersionListener listener = VersionListener.NONE;
  DownloadListener downloads = DownloadListener.NONE;
  VersionFilter filter = VersionFilter.NONE;
  Admission admission = Admission.OPEN;

  DomainBuilder(String name, Catalogue catalogue, ContentStore content, InstantSource clock) {
    this.name = Objects.requireNonNull(name, "name");
    this.catalogue = Objects.requireNonNull(catalogue, "catalogue");
    this.content = Objects.requireNonNull(content, "content");
    this.clock = Objects.requireNonNull(clock, "clock");
  }

  /**
   * Sets the account that owns the domain. Domains of one name and different owners may share a
   * catalogue, and have nothing in common.
   *
   * @param account 12 digits, instead of zeros
   * @return this builder
   */
  public DomainBuilder owner(String account) {
    this.owner = Objects.requireNonNull(account, "account");
    return this;
  }

  /**
   * Sets the region in resource names.
   *
   * @param wanted 1 to 40 characters of a-z, 0-9 and -, instead of {@code local}
   * @return this builder
   */
  public DomainBuilder region(String wanted) {
    this.region = Objects.requireNonNull(wanted, "wanted");
    return this;
  }

  /**
   * Says with which key the content store encrypts, for descriptions only.
   *
   * @param key its name
   * @return this builder
   */
  public DomainBuilder encryptionKey(String key) {
    this.encryptionKey = Objects.requireNonNull(key, "key");
    return this;
  }

  /**
   * Sets how much it takes.
   *
   * @param wanted instead of {@link RepositoryLimits#STANDARD}
   * @return this builder
   */
  public DomainBuilder limits(RepositoryLimits wanted) {
    this.limits = Objects.requireNonNull(wanted, "wanted");
    return this;
  }

  /**
   * Sets what reads the manifests of versions that are published without metadata.
   *
   * @param wanted instead of {@link ManifestReader#NONE}
   * @return this builder
   */
  public DomainBuilder manifests(ManifestReader wanted) {
    this.manifests = Objects.requireNonNull(wanted, "wanted");
    return this;
  }

  /**
   * Sets who hears of changes.
   *
   * @param wanted instead of {@link VersionListener#NONE}
   * @return this builder
   */
  public DomainBuilder listener(VersionListener wanted) {
    this.listener = Objects.requireNonNull(wanted, "wanted");
    return this;
  }

  /**
   * Sets who hears of downloads.
   *
   * @param wanted instead of {@link DownloadListener#NONE}
   * @return this builder
   */
  public DomainBuilder downloads(DownloadListener wanted) {
    this.downloads = Objects.requireNonNull(wanted, "wanted");
    return this;
  }

  /**
   * Sets what keeps versions from readers.
   *
   * @param wanted instead of {@link VersionFilter#NONE}
   * @return this builder
   */
  public DomainBuilder filter(VersionFilter wanted) {
    this.filter = Objects.requireNonNull(wanted, "wanted");
    return this;
  }

  /**
   * Sets who decides what may come into the domain's repositories.
   *
   * @param wanted instead of {@link Admission#OPEN}
   * @return this builder
   */
  public DomainBuilder admission(Admission wanted) {
    this.admission = Objects.requireNonNull(wanted, "wanted");
    return this;
  }

  /**
   * Makes the domain.
   *
   * @return the domain, with the repositories that the catalogue knows
   * @throws dev.penstock.diagnostic.InvalidDefinitionException if name, owner or region is not
   *     allowed
   */
  public Domain build() {
    return new Domain(this);
  }
}
