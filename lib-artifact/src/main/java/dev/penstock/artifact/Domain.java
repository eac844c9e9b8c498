package dev.penstock.artifact;

import dev.penstock.artifact.ArtifactException.Resource;
import dev.penstock.artifact.store.Catalogue;
import dev.penstock.artifact.store.Catalogue.Change;
import dev.penstock.artifact.store.CatalogueKey;
import dev.penstock.artifact.store.ContentStore;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.regex.Pattern;

/**
 * The container of repositories. Each distinct content is kept once in a domain.
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
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9\\-]{0,48}[a-z0-9]");
  private static final String NAME_TEXT =
      "2 to 50 characters of a-z, 0-9 and -, first a letter, last no -";
  private static final Pattern REPOSITORY = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._\\-]{1,99}");
  private static final String REPOSITORY_TEXT =
      "2 to 100 characters of A-Z, a-z, 0-9, ., _ and -, first a letter or digit";

  private final String name;
  private final Catalogue catalogue;
  private final ContentStore content;
  private final InstantSource clock;
  private final RepositoryLimits limits;
  private final VersionListener listener;
  private final Admission admission;
  private final ConcurrentMap<String, Repository> opened = new ConcurrentHashMap<>();

  private Domain(Builder builder) {
    this.name = builder.name;
    this.catalogue = builder.catalogue;
    this.content = builder.content;
    this.clock = builder.clock;
    this.limits = builder.limits;
    this.listener = builder.listener;
    this.admission = builder.admission;
  }

  /**
   * Begins a domain.
   *
   * @param name 2 to 50 characters
   * @param catalogue where records are kept
   * @param content where bytes are kept
   * @param clock tells the time of publishing
   * @return a builder
   */
  public static Builder builder(
      String name, Catalogue catalogue, ContentStore content, InstantSource clock) {
    return new Builder(name, catalogue, content, clock);
  }

  /** Gathers a domain's options. For one thread. */
  public static final class Builder {
    private final String name;
    private final Catalogue catalogue;
    private final ContentStore content;
    private final InstantSource clock;
    private RepositoryLimits limits = RepositoryLimits.STANDARD;
    private VersionListener listener = VersionListener.NONE;
    private Admission admission = Admission.OPEN;

    private Builder(String name, Catalogue catalogue, ContentStore content, InstantSource clock) {
      this.name = Objects.requireNonNull(name, "name");
      this.catalogue = Objects.requireNonNull(catalogue, "catalogue");
      this.content = Objects.requireNonNull(content, "content");
      this.clock = Objects.requireNonNull(clock, "clock");
    }

    /**
     * Sets how much it takes.
     *
     * @param wanted instead of {@link RepositoryLimits#STANDARD}
     * @return this builder
     */
    public Builder limits(RepositoryLimits wanted) {
      this.limits = Objects.requireNonNull(wanted, "wanted");
      return this;
    }

    /**
     * Sets who hears of changes.
     *
     * @param wanted instead of {@link VersionListener#NONE}
     * @return this builder
     */
    public Builder listener(VersionListener wanted) {
      this.listener = Objects.requireNonNull(wanted, "wanted");
      return this;
    }

    /**
     * Sets who decides what may come into the domain's repositories.
     *
     * @param wanted instead of {@link Admission#OPEN}
     * @return this builder
     */
    public Builder admission(Admission wanted) {
      this.admission = Objects.requireNonNull(wanted, "wanted");
      return this;
    }

    /**
     * Makes the domain.
     *
     * @return the domain, with the repositories that the catalogue knows
     * @throws dev.penstock.diagnostic.InvalidDefinitionException if the name is not allowed
     */
    public Domain build() {
      Faults faults = new Faults();
      faults.text("domain", name, NAME, 50, NAME_TEXT);
      faults.throwIfAny("domain");
      return new Domain(this);
    }
  }

  /**
   * The domain's name.
   *
   * @return the name
   */
  public String name() {
    return name;
  }

  /**
   * Creates a repository.
   *
   * @param repository 2 to 100 characters, unique in the domain
   * @return the repository, empty
   * @throws ArtifactException if there is one of that name
   * @throws dev.penstock.diagnostic.InvalidDefinitionException if the name is not allowed
   * @throws IOException if the catalogue cannot be written
   */
  public Repository createRepository(String repository) throws IOException {
    if (!create(repository)) {
      throw ArtifactException.conflict(
          Resource.REPOSITORY, name + "/" + repository, "it exists already");
    }
    return opened(repository);
  }

  /**
   * Finds a repository, or creates it.
   *
   * @param repository 2 to 100 characters
   * @return the repository
   * @throws dev.penstock.diagnostic.InvalidDefinitionException if the name is not allowed
   * @throws IOException if the catalogue cannot be read or written
   */
  public Repository repositoryOrNew(String repository) throws IOException {
    create(repository);
    return opened(repository);
  }

  private boolean create(String repository) throws IOException {
    Faults faults = new Faults();
    faults.text("repository", repository, REPOSITORY, 100, REPOSITORY_TEXT);
    faults.throwIfAny("repository");
    return catalogue.replace(
        repositories().child(repository),
        null,
        "{\"format\" : 1, \"createdTime\" : \"" + clock.instant() + "\"}\n");
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
    if (!repositoryNames().contains(repository)) {
      throw ArtifactException.notFound(
          Resource.REPOSITORY,
          name + "/" + repository,
          "not in this domain; it has " + repositoryNames());
    }
    return opened(repository);
  }

  /**
   * The names of all repositories.
   *
   * @return the names, sorted
   * @throws IOException if the catalogue cannot be read
   */
  public List<String> repositoryNames() throws IOException {
    return catalogue.keys(repositories(), null, Integer.MAX_VALUE).stream()
        .map(key -> key.segments().get(2))
        .toList();
  }

  private CatalogueKey repositories() {
    return CatalogueKey.of("repositories", name);
  }

  private Repository opened(String repository) {
    return opened.computeIfAbsent(repository, wanted -> new Repository(this, wanted));
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

  RepositoryLimits limits() {
    return limits;
  }

  VersionListener listener() {
    return listener;
  }

  Admission admission() {
    return admission;
  }

  /** What is committed along with a version's record. */
  List<Change> along(
      String repository,
      VersionCoordinates version,
      Arrival arrival,
      VersionRecords records,
      List<Change> more)
      throws IOException {
    List<Change> all =
        new ArrayList<>(
            admission.alongWith(repository, version, arrival, records.has(version.of())));
    all.addAll(more);
    return all;
  }
}
