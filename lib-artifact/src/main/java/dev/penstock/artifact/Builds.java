package dev.penstock.artifact;

import dev.penstock.artifact.VersionRecords.Stored;
import dev.penstock.artifact.store.Catalogue;
import dev.penstock.artifact.store.Catalogue.Change;
import dev.penstock.artifact.store.CatalogueKey;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What builds have published and fetched, found by the build.
 *
 * <p>What a build has published is found as long as a version has it, in every repository that it
 * was copied to. What it has fetched is remembered until {@link #forget}. Safe for several threads.
 */
public final class Builds {
  static final String LINK = "{\"format\" : 1}\n";

  private static final int CHUNK = 1_000;
  private static final int MOST = 100_000;

  private final Catalogue catalogue;
  private final String domain;
  private final InstantSource clock;

  Builds(Catalogue catalogue, String domain, InstantSource clock) {
    this.catalogue = catalogue;
    this.domain = domain;
    this.clock = clock;
  }

  static CatalogueKey published(String domain, BuildId build) {
    return CatalogueKey.of("builds", domain, build.pipeline(), build.execution());
  }

  /** A version of a repository as the end of a key. */
  static String[] place(String repository, VersionCoordinates version) {
    return new String[] {
      repository,
      version.of().format().id(),
      version.of().namespace(),
      version.of().name(),
      version.version()
    };
  }

  /**
   * An asset that a build has published.
   *
   * @param repository where it is
   * @param version the version that has it
   * @param publication how it was published, and the revision that this made
   */
  public record Published(String repository, VersionCoordinates version, Publication publication) {

    /** All parts are required. */
    public Published {
      Objects.requireNonNull(repository, "repository");
      Objects.requireNonNull(version, "version");
      Objects.requireNonNull(publication, "publication");
    }
  }

  /**
   * Finds what a build has published and what is still there, with the exact revisions.
   *
   * @param build which build
   * @return by repository, version and asset
   * @throws IOException if the catalogue cannot be read
   */
  public List<Published> published(BuildId build) throws IOException {
    List<Published> found = new ArrayList<>();
    for (CatalogueKey key : keys(published(domain, build))) {
      List<String> place = key.segments().subList(4, key.segments().size());
      VersionCoordinates version = version(place);
      Optional<Stored> stored = new VersionRecords(catalogue, domain, place.get(0)).find(version);
      if (stored.isPresent()) {
        for (Publication one : stored.get().value().trail().publications().values()) {
          if (one.publisher().build().filter(build::equals).isPresent()) {
            found.add(new Published(place.get(0), version, one));
          }
        }
      }
    }
    return found;
  }

  /**
   * Remembers that a build has fetched an asset. Fetching it again changes nothing.
   *
   * @param build which build
   * @param repository the repository that it asked
   * @param asset what it was given
   * @throws IOException if the catalogue cannot be read or written
   */
  public void recordFetch(BuildId build, String repository, AssetContent asset) throws IOException {
    VersionCoordinates version = asset.version().coordinates();
    CatalogueKey key = fetchedKey(build).child(place(repository, version));
    while (true) {
      String text = catalogue.read(key).orElse(null);
      Fetch before = text == null ? null : FetchJson.read(repository, version, text);
      Fetch after = Fetch.of(before, repository, asset, clock.instant());
      if (after.equals(before)
          || catalogue.commit(List.of(new Change(key, text, FetchJson.write(after))))) {
        return;
      }
    }
  }

  /**
   * Lists what a build has fetched from the repositories of the domain.
   *
   * @param build which build
   * @return by repository, package and version
   * @throws IOException if the catalogue cannot be read, or there are more than 100,000
   */
  public List<Fetch> fetched(BuildId build) throws IOException {
    List<Fetch> found = new ArrayList<>();
    for (CatalogueKey key : keys(fetchedKey(build))) {
      List<String> place = key.segments().subList(4, key.segments().size());
      Optional<String> text = catalogue.read(key);
      if (text.isPresent()) {
        found.add(FetchJson.read(place.get(0), version(place), text.get()));
      }
    }
    return found;
  }

  /**
   * Forgets what a build has fetched.
   *
   * @param build which build
   * @throws IOException if the catalogue cannot be read or written
   */
  public void forget(BuildId build) throws IOException {
    for (CatalogueKey key : keys(fetchedKey(build))) {
      Optional<String> text = catalogue.read(key);
      if (text.isPresent()) {
        catalogue.commit(List.of(new Change(key, text.get(), null)));
      }
    }
  }

  private CatalogueKey fetchedKey(BuildId build) {
    return CatalogueKey.of("fetches", domain, build.pipeline(), build.execution());
  }

  private List<CatalogueKey> keys(CatalogueKey prefix) throws IOException {
    List<CatalogueKey> all = new ArrayList<>();
    List<CatalogueKey> chunk;
    do {
      @Nullable CatalogueKey last = all.isEmpty() ? null : all.get(all.size() - 1);
      chunk = catalogue.keys(prefix, last, CHUNK);
      all.addAll(chunk);
      if (all.size() > MOST) {
        throw new IOException(prefix + " has more than " + MOST + " versions; allowed: " + MOST);
      }
    } while (chunk.size() == CHUNK);
    return all;
  }

  private static VersionCoordinates version(List<String> place) {
    return new PackageCoordinates(PackageFormat.of(place.get(1)), place.get(2), place.get(3))
        .version(place.get(4));
  }
}
