package dev.penstock.artifact.upstream;

import com.google.common.base.Utf8;
import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import dev.penstock.artifact.PackageCoordinates;
import dev.penstock.artifact.store.Catalogue;
import dev.penstock.artifact.store.CatalogueKey;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * The listings of one external connection: kept in the catalogue, and asked for when they are old.
 */
final class ListingCache {
  private static final int MOST_PARSED = 1_000;
  private static final int MOST_REFRESHED = 10_000;

  private final String connection;
  private final Asking source;
  private final CachePolicy policy;
  private final Catalogue catalogue;
  private final CatalogueKey prefix;
  private final InstantSource clock;
  private final Executor refresher;
  private final NegativeCache negative;
  private final Flights<PackageCoordinates, Optional<Listing>> flights = new Flights<>();
  private final Cache<PackageCoordinates, Kept> parsed =
      CacheBuilder.newBuilder().maximumSize(MOST_PARSED).build();

  /**
   * Packages whose old listing was given out while a new one was asked for, without success yet.
   */
  private final Cache<PackageCoordinates, Boolean> behind =
      CacheBuilder.newBuilder().maximumSize(MOST_REFRESHED).build();

  ListingCache(
      String connection, Asking source, CachePolicy policy, Host host, NegativeCache negative) {
    this.connection = connection;
    this.source = source;
    this.policy = policy;
    this.catalogue = host.catalogue();
    this.prefix = CatalogueKey.of("upstream-listings", host.domain(), connection);
    this.clock = host.clock();
    this.refresher = host.refresher();
    this.negative = negative;
  }

  /** What the host gave. */
  record Host(String domain, Catalogue catalogue, InstantSource clock, Executor refresher) {}

  /** How a source is asked for the versions of a package. */
  interface Asking {
    Answer<SourceListing> versions(PackageCoordinates coordinates, @Nullable String validator)
        throws IOException;
  }

  /** A listing that may be out of date, which the warning says then. */
  record Current(Listing listing, Optional<StaleWarning> warning) {}

  /** The document in the catalogue, and what it says. */
  private record Kept(String text, Listing listing) {}

  /** Fresh, or as fresh as can be had; empty if the source has no such package. */
  Optional<Current> get(PackageCoordinates coordinates) throws IOException {
    @Nullable Kept kept = read(coordinates);
    if (kept == null) {
      return negative.has(coordinates, "", clock.instant())
          ? Optional.empty()
          : refreshed(coordinates, clock.instant())
              .map(listing -> new Current(listing, Optional.empty()));
    }
    Listing old = kept.listing();
    Instant now = clock.instant();
    Instant staleAt = old.checkedAt().plus(policy.freshFor());
    if (now.isBefore(staleAt)) {
      return Optional.of(new Current(old, Optional.empty()));
    }
    if (policy.isRefreshedBehind() && behind.asMap().putIfAbsent(coordinates, true) == null) {
      if (refreshBehind(coordinates)) {
        return Optional.of(new Current(old, Optional.empty()));
      }
    }
    try {
      return refreshed(coordinates, now).map(listing -> new Current(listing, Optional.empty()));
    } catch (UpstreamUnavailableException e) {
      if (now.isAfter(staleAt.plus(policy.staleFor()))) {
        throw e;
      }
      return Optional.of(
          new Current(
              old,
              Optional.of(
                  new StaleWarning(
                      connection, Optional.of(old.checkedAt()), String.valueOf(e.getMessage())))));
    }
  }

  /** Hands the work over; what fails there is tried again, and told, by the next reader. */
  private boolean refreshBehind(PackageCoordinates coordinates) {
    Instant asked = clock.instant();
    try {
      refresher.execute(
          () -> {
            try {
              var unused = refreshed(coordinates, asked);
            } catch (IOException | UpstreamUnavailableException e) {
              behind.put(coordinates, true);
            }
          });
      return true;
    } catch (RejectedExecutionException e) {
      return false;
    }
  }

  /** The listing if there is one, however old. */
  Optional<Listing> known(PackageCoordinates coordinates) throws IOException {
    @Nullable Kept kept = read(coordinates);
    return kept == null ? Optional.empty() : Optional.of(kept.listing());
  }

  boolean isFresh(Listing listing) {
    return clock.instant().isBefore(listing.checkedAt().plus(policy.freshFor()));
  }

  /**
   * Asks the source, unless somebody else did since.
   *
   * @param since a listing that was checked after this instant will do
   */
  Optional<Listing> refreshed(PackageCoordinates coordinates, Instant since) throws IOException {
    try {
      return flights.share(coordinates, () -> ask(coordinates, since));
    } catch (SourceUnavailableException e) {
      throw new UpstreamUnavailableException(connection, coordinates.toString(), e);
    }
  }

  private Optional<Listing> ask(PackageCoordinates coordinates, Instant since) throws IOException {
    @Nullable Kept kept = read(coordinates);
    if (kept != null && !kept.listing().checkedAt().isBefore(since)) {
      return Optional.of(kept.listing());
    }
    if (kept == null && negative.has(coordinates, "", since)) {
      return Optional.empty();
    }
    @Nullable String validator = kept == null ? null : kept.listing().value().validator();
    Answer<SourceListing> answer = source.versions(coordinates, validator);
    Instant now = clock.instant();
    if (answer instanceof Answer.Absent) {
      negative.put(coordinates, "", now.plus(policy.negativeFor()));
      write(coordinates, kept, null);
      behind.invalidate(coordinates);
      return Optional.empty();
    }
    SourceListing value =
        answer
            .asOptional()
            .or(() -> kept == null ? Optional.empty() : Optional.of(kept.listing().value()))
            .orElseThrow(
                () ->
                    new SourceUnavailableException(
                        "the source says \"not modified\" without having been asked so",
                        Optional.empty(),
                        null));
    Listing listing = new Listing(value, now);
    write(coordinates, kept, listing);
    behind.invalidate(coordinates);
    return Optional.of(listing);
  }

  private @Nullable Kept read(PackageCoordinates coordinates) throws IOException {
    @Nullable String text = catalogue.read(key(coordinates)).orElse(null);
    if (text == null) {
      return null;
    }
    @Nullable Kept last = parsed.getIfPresent(coordinates);
    if (last == null || !last.text().equals(text)) {
      last = new Kept(text, Listing.read(text));
      parsed.put(coordinates, last);
    }
    return last;
  }

  /** If another process wrote meanwhile, what it wrote is as good. */
  private void write(
      PackageCoordinates coordinates, @Nullable Kept before, @Nullable Listing listing)
      throws IOException {
    @Nullable String text = listing == null ? null : listing.write();
    if (text != null && Utf8.encodedLength(text) > Catalogue.MOST_DOCUMENT_BYTES) {
      throw new IOException(
          connection
              + " lists "
              + coordinates
              + " in "
              + text.length()
              + " characters; allowed: at most "
              + Catalogue.MOST_DOCUMENT_BYTES
              + " bytes");
    }
    var unused = catalogue.replace(key(coordinates), before == null ? null : before.text(), text);
  }

  private CatalogueKey key(PackageCoordinates coordinates) {
    return prefix.child(coordinates.format().id(), coordinates.namespace(), coordinates.name());
  }
}
