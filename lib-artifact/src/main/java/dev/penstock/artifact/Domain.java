package dev.penstock.artifact;

import dev.penstock.artifact.ArtifactException.Resource;
import dev.penstock.artifact.store.Catalogue;
import dev.penstock.artifact.store.CatalogueKey;
import dev.penstock.artifact.store.ContentStore;
import dev.penstock.artifact.store.GarbageReport;
import dev.penstock.artifact.store.GarbageRequest;
import dev.penstock.artifact.store.MaintainedContentStore;
import dev.penstock.revision.Digest;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * The container of repositories (A-001). Each distinct content is kept once in a domain.
 *
 * <pre>{@code
 * try (FileContentStore content = FileContentStore.open(root.resolve("content"));
 *     FileCatalogue catalogue = FileCatalogue.open(root.resolve("catalogue"))) {
 *   Domain domain = Domain.builder("acme", catalogue, content, clock).build();
 *   Repository releases = domain.createRepository("releases");
 * }
 * }</pre>
 *
 * <p>Closes nothing: the catalogue and the content belong to the host. Use one {@code Domain} for
 * one catalogue and name in a process. Safe for several threads.
 */
public final class Domain {
  private static final Pattern REPOSITORY = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._\\-]{1,99}");
  private static final String REPOSITORY_TEXT =
      "2 to 100 characters of A-Z, a-z, 0-9, ., _ and -, first a letter or digit";

  private final DomainName name;
  private final Catalogue catalogue;
  private final ContentStore content;
  private final InstantSource clock;
  private final RepositoryLimits limits;
  private final Admission admission;
  private final String encryptionKey;
  private final ManifestReader manifests;
  private final EventDelivery delivery;
  private final VersionFilter filter;
  private final DomainRecords records;
  private final DownloadListener downloads;
  private final ConcurrentMap<String, Repository> opened = new ConcurrentHashMap<>();

  Domain(DomainBuilder builder) {
    this.name = new DomainName(builder.name, builder.owner, builder.region);
    this.catalogue = builder.catalogue;
    this.content = builder.content;
    this.clock = builder.clock;
    this.limits = builder.limits;
    this.filter = builder.filter;
    this.admission = builder.admission;
    this.encryptionKey = builder.encryptionKey;
    this.manifests = builder.manifests;
    this.delivery =
        new EventDelivery(
            catalogue,
            name.segment(),
            builder.listener,
            new WithheldEvents(catalogue, name.segment(), filter, clock));
    this.records = new DomainRecords(name, catalogue, clock);
    this.downloads = builder.downloads;
  }

  /**
   * Begins a domain.
   *
   * @param name 2 to 50 characters of a-z, 0-9 and -, first a letter, last no - (A-003)
   * @param catalogue where records are kept
   * @param content where bytes are kept
   * @param clock tells the time of publishing
   * @return a builder
   */
  public static DomainBuilder builder(
      String name, Catalogue catalogue, ContentStore content, InstantSource clock) {
    return new DomainBuilder(name, catalogue, content, clock);
  }

  /**
   * The domain's name.
   *
   * @return the name
   */
  public String name() {
    return name.name();
  }

  /**
   * The account that owns the domain.
   *
   * @return 12 digits
   */
  public String owner() {
    return name.owner();
  }

  /**
   * The domain's resource name (A-020).
   *
   * @return such as {@code arn:aws:codeartifact:local:123456789012:domain/acme}
   */
  public String arn() {
    return name.arn();
  }

  /**
   * The resource name of a package group (A-020).
   *
   * @param pattern the group's pattern, beginning with a slash
   * @return such as {@code arn:aws:codeartifact:local:123456789012:package-group/acme/npm/*}
   */
  public String packageGroupArn(String pattern) {
    return name.groupArn(pattern);
  }

  /**
   * Refuses a call that names another domain. Who names no owner means one's own domain (A-003).
   *
   * @param domain the name in the call
   * @param domainOwner the owner in the call, if there is one
   * @param caller who calls
   * @throws ArtifactException if it is not this domain
   */
  public void requireAddressed(String domain, Optional<String> domainOwner, Caller caller) {
    String owner = domainOwner.or(() -> caller.principal().account()).orElse("");
    if (!domain.equals(name()) || !owner.equals(owner())) {
      throw ArtifactException.notFound(
          Resource.DOMAIN,
          Faults.shown(domain),
          "no domain of owner \"" + Faults.shown(owner) + "\"");
    }
  }

  /**
   * Describes the domain. Looks at the records of all versions to sum up their assets.
   *
   * @return what is known about it
   * @throws IOException if the catalogue cannot be read, or written the first time
   */
  public DomainDescription describe() throws IOException {
    return describe(records.domain().value(), DomainDescription.Status.ACTIVE);
  }

  private DomainDescription describe(DomainRecord record, DomainDescription.Status status)
      throws IOException {
    return new DomainDescription(
        name(),
        owner(),
        arn(),
        status,
        record.createdTime(),
        encryptionKey,
        record.repositories(),
        new DomainContent(catalogue, name).assetBytes());
  }

  /**
   * Deletes the domain, which must have no repositories (A-006). Using it again makes a new one.
   *
   * @return what it was, of status {@link DomainDescription.Status#DELETED}
   * @throws ArtifactException if it has repositories
   * @throws IOException if the catalogue cannot be read or written
   */
  public DomainDescription delete() throws IOException {
    return describe(
        records.removeDomain(CatalogueKey.of(ResourcePolicy.ROOT, name.segment())),
        DomainDescription.Status.DELETED);
  }

  /**
   * Names all content that the domain refers to: what a collection of garbage must keep. {@code
   * domain::references} is a {@link dev.penstock.artifact.store.ContentReferences}. Content that is
   * published or copied meanwhile may be missing. Other domains that share the store refer to more,
   * see {@link #collectGarbage}.
   *
   * @param each told the digest of every asset that is not disposed of, and of every document; of
   *     some several times
   * @throws IOException if the catalogue cannot be read
   */
  public void references(Consumer<Digest> each) throws IOException {
    new DomainContent(catalogue, name).references(each);
  }

  /**
   * Collects the garbage of the domain's content store. What any domain of this catalogue refers to
   * stays, so domains of one catalogue may share a store. Use {@link
   * MaintainedContentStore#collectGarbage} with a request of your own for a store that domains of
   * other catalogues share.
   *
   * <pre>{@code
   * GarbageReport report = domain.collectGarbage(Duration.ofDays(1));
   * }</pre>
   *
   * @param grace for how long content is kept after it was put or refreshed last; 0 to 36,500 days,
   *     and longer than any publisher takes
   * @return what was removed, and what was kept and why
   * @throws IllegalStateException if the content store is no {@link MaintainedContentStore}
   * @throws IllegalArgumentException if the grace period is out of range
   * @throws IOException if the catalogue or the store cannot be read, or content not be removed
   */
  public GarbageReport collectGarbage(Duration grace) throws IOException {
    if (!(content instanceof MaintainedContentStore maintained)) {
      throw new IllegalStateException(
          "the content store of domain "
              + name()
              + " is a "
              + content.getClass().getName()
              + "; allowed: a MaintainedContentStore");
    }
    return maintained.collectGarbage(
        new GarbageRequest(DomainContent.ofAll(catalogue)::references, grace, false));
  }

  /**
   * The tags of the domain (A-022).
   *
   * @return key to value; unmodifiable
   * @throws IOException if the catalogue cannot be read, or written the first time
   */
  public SortedMap<String, String> tags() throws IOException {
    return records.domain().value().tags();
  }

  /**
   * Sets tags of the domain. Others stay.
   *
   * @param tags up to 200 in all; keys of 1 to 128, values of up to 256 characters
   * @throws dev.penstock.diagnostic.InvalidDefinitionException with all faults
   * @throws IOException if the catalogue cannot be read or written
   */
  public void tag(Map<String, String> tags) throws IOException {
    records.updateDomain(record -> record.withTags(ResourceTags.with(record.tags(), tags)));
  }

  /**
   * Takes tags off the domain.
   *
   * @param keys their keys; unknown ones are passed over
   * @throws IOException if the catalogue cannot be read or written
   */
  public void untag(Set<String> keys) throws IOException {
    records.updateDomain(record -> record.withTags(ResourceTags.without(record.tags(), keys)));
  }

  /**
   * The domain's own policy.
   *
   * @return reads and changes it
   */
  public ResourcePolicy policy() {
    return new ResourcePolicy(
        catalogue, CatalogueKey.of(ResourcePolicy.ROOT, name.segment()), Resource.DOMAIN, arn());
  }

  ResourcePolicy policy(String repository) {
    return new ResourcePolicy(
        catalogue,
        CatalogueKey.of(ResourcePolicy.ROOT, name.segment(), repository),
        Resource.REPOSITORY,
        name.arn(repository));
  }

  /**
   * The domain in somebody's hands: what policies do not allow them is refused.
   *
   * <pre>{@code
   * AuthorizedRepository releases = domain.as(Caller.of(ada)).repository("releases");
   * }</pre>
   *
   * @param caller who, as the host has found out
   * @return the domain for this caller
   */
  public AuthorizedDomain as(Caller caller) {
    return new AuthorizedDomain(this, caller);
  }

  /**
   * Finds out who shows a token of this domain.
   *
   * @param issuer made the token
   * @param token what a client shows, see {@link AccessToken#shown}
   * @return the caller, with no policies of their own; the host adds those that they have now
   * @throws ArtifactException of kind {@link ArtifactException.Kind#ACCESS_DENIED} if the issuer
   *     does not know the token, it has ended, or is of another domain
   * @throws IOException if the issuer fails
   */
  public Caller authenticate(TokenIssuer issuer, String token) throws IOException {
    TokenIssuer.Claims claims =
        issuer
            .verify(token)
            .filter(found -> found.domainArn().equals(arn()))
            .orElseThrow(
                () -> AccessCheck.denied(Resource.DOMAIN, name(), "the token is none of its own"));
    if (!clock.instant().isBefore(claims.expiration())) {
      throw AccessCheck.denied(
          Resource.DOMAIN, name(), "the token ended at " + claims.expiration());
    }
    return Caller.of(claims.principal());
  }

  /**
   * Creates a repository.
   *
   * @param repository 2 to 100 characters, unique in the domain (A-007)
   * @return the repository, empty
   * @throws ArtifactException if there is one of that name, or too many
   * @throws dev.penstock.diagnostic.InvalidDefinitionException if the name is not allowed
   * @throws IOException if the catalogue cannot be written
   */
  public Repository createRepository(String repository) throws IOException {
    return createRepository(repository, "", owner());
  }

  /**
   * Creates a repository.
   *
   * @param repository 2 to 100 characters, unique in the domain (A-007)
   * @param description what it is for; up to 1,000 characters, no control characters
   * @param administrator the account that makes it, 12 digits
   * @return the repository, empty
   * @throws ArtifactException if there is one of that name, or too many
   * @throws dev.penstock.diagnostic.InvalidDefinitionException with all faults
   * @throws IOException if the catalogue cannot be written
   */
  public Repository createRepository(String repository, String description, String administrator)
      throws IOException {
    if (!create(repository, description, administrator)) {
      throw ArtifactException.conflict(
          Resource.REPOSITORY, name() + "/" + repository, "it exists already");
    }
    return opened(repository);
  }

  /**
   * Finds a repository, or creates it.
   *
   * @param repository 2 to 100 characters (A-007)
   * @return the repository
   * @throws ArtifactException if it is new, and there are too many
   * @throws dev.penstock.diagnostic.InvalidDefinitionException if the name is not allowed
   * @throws IOException if the catalogue cannot be read or written
   */
  public Repository repositoryOrNew(String repository) throws IOException {
    create(repository, "", owner());
    return opened(repository);
  }

  private boolean create(String repository, String description, String administrator)
      throws IOException {
    Faults faults = new Faults();
    faults.text("repository", repository, REPOSITORY, 100, REPOSITORY_TEXT);
    faults.description(description);
    faults.text("administrator", administrator, DomainName.ACCOUNT, 12, "12 digits");
    faults.throwIfAny("repository");
    if (records.isLeaving(repository)) {
      clear(repository);
    }
    return records.create(repository, administrator, description, limits.repositories());
  }

  /**
   * Finds a repository.
   *
   * @param repository its name, in the case it was created with
   * @return the repository
   * @throws ArtifactException if there is none
   * @throws IOException if the catalogue cannot be read
   */
  public Repository repository(String repository) throws IOException {
    requireName(repository);
    if (records.find(repository).isEmpty()) {
      throw ArtifactException.notFound(
          Resource.REPOSITORY,
          name() + "/" + repository,
          "not in this domain; it has " + repositoryNames());
    }
    return opened(repository);
  }

  /**
   * Deletes a repository with all its packages. What other repositories have of them stays there
   * (A-011). From the first moment on nobody finds it; a new one of its name starts empty.
   *
   * @param repository its name
   * @return what it was
   * @throws ArtifactException if there is none
   * @throws IOException if the catalogue cannot be read or written; creating one of that name goes
   *     on with what is left
   */
  public RepositoryDescription deleteRepository(String repository) throws IOException {
    RepositoryDescription described = repository(repository).describe();
    records.update(repository, DomainRecord::leaving);
    clear(repository);
    return described;
  }

  private void clear(String repository) throws IOException {
    opened(repository).clear();
    admission.afterRepositoryDeletion(repository);
    records.remove(repository, CatalogueKey.of(ResourcePolicy.ROOT, name.segment(), repository));
  }

  /**
   * The names of all repositories.
   *
   * @return the names, sorted
   * @throws IOException if the catalogue cannot be read
   */
  public List<String> repositoryNames() throws IOException {
    return records.names(false);
  }

  /**
   * Lists repositories.
   *
   * @param prefix only names that start with it; empty for all
   * @param page which stretch
   * @return the page
   * @throws IOException if the catalogue cannot be read
   */
  public Page<RepositoryDescription> repositories(String prefix, PageRequest page)
      throws IOException {
    List<RepositoryDescription> found = new ArrayList<>();
    String token = page.token();
    for (String each : repositoryNames()) {
      if (each.startsWith(prefix)
          && (token == null || each.compareTo(token) > 0)
          && found.size() <= page.maxResults()) {
        found.add(opened(each).describe());
      }
    }
    return page.page(found, RepositoryDescription::name);
  }

  /**
   * Tells the listener of all events that it has not acknowledged: after a restart, and when it has
   * failed. A package whose event fails again keeps that event and its later ones.
   *
   * @return how many it has acknowledged
   * @throws IOException if the catalogue cannot be read or written
   */
  public int deliverEvents() throws IOException {
    return delivery.deliverAll();
  }

  /**
   * How many events the listener has not acknowledged yet.
   *
   * @return 0 or more
   * @throws IOException if the catalogue cannot be read
   */
  public int undeliveredEvents() throws IOException {
    return delivery.waiting();
  }

  /**
   * Why the delivery of an event failed last, since {@link #deliverEvents()} was called.
   *
   * @return what the listener or the catalogue threw; empty if nothing failed
   */
  public Optional<Exception> deliveryFailure() {
    return delivery.failure();
  }

  /** What cannot be a name is none of a repository, and no key of the catalogue either. */
  private void requireName(String repository) {
    if (!REPOSITORY.matcher(repository).matches()) {
      throw ArtifactException.notFound(
          Resource.REPOSITORY,
          name() + "/" + Faults.shown(repository),
          "not in this domain; a name has " + REPOSITORY_TEXT);
    }
  }

  /** A repository that is there or not; one that is not is not remembered. */
  Repository perhaps(String repository) throws IOException {
    requireName(repository);
    return records.find(repository).isPresent()
        ? opened(repository)
        : new Repository(this, repository, filter);
  }

  private Repository opened(String repository) {
    return opened.computeIfAbsent(repository, wanted -> new Repository(this, wanted, filter));
  }

  DomainName fullName() {
    return name;
  }

  DomainRecords records() {
    return records;
  }

  Catalogue catalogue() {
    return catalogue;
  }

  ContentStore content() {
    return content;
  }

  InstantSource clock() {
    return clock;
  }

  ManifestReader manifests() {
    return manifests;
  }

  RepositoryLimits limits() {
    return limits;
  }

  Admission admission() {
    return admission;
  }

  EventDelivery delivery() {
    return delivery;
  }

  VersionFilter filter() {
    return filter;
  }

  /**
   * Who hears of downloads.
   *
   * @return what the domain was built with; {@link DownloadListener#NONE} if nobody does
   */
  public DownloadListener downloads() {
    return downloads;
  }

  /**
   * What builds have published and fetched.
   *
   * @return found by the build
   */
  public Builds builds() {
    return new Builds(catalogue, name.segment(), clock);
  }
}
