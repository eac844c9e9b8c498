package dev.penstock.artifact.upstream;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import dev.penstock.artifact.License;
import dev.penstock.artifact.PackageCoordinates;
import dev.penstock.artifact.PackageFormat;
import dev.penstock.artifact.VersionCoordinates;
import dev.penstock.artifact.VersionMetadata;
import dev.penstock.artifact.upstream.ListingCache.Current;
import dev.penstock.artifact.version.VersionScheme;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One external connection: asks its source as seldom as can be, and remembers what it said. */
final class ExternalConnection {
  private static final long MOST_DESCRIBED_BYTES = 64L << 20;
  private static final int DESCRIBED_BYTES = 1_000;
  private static final int DEPENDENCY_BYTES = 200;

  private final String name;
  private final PackageFormat format;
  private final ExternalSource source;
  private final CachePolicy policy;
  private final InstantSource clock;
  private final NegativeCache negative = new NegativeCache();
  private final ListingCache listings;
  private final Flights<VersionCoordinates, Optional<SourceVersion>> flights = new Flights<>();
  private final Flights<VersionCoordinates, SourceVersion> completions = new Flights<>();
  private final Cache<VersionCoordinates, Described> described =
      CacheBuilder.newBuilder()
          .maximumWeight(MOST_DESCRIBED_BYTES)
          .weigher((VersionCoordinates version, Described told) -> told.weight())
          .build();

  /** What is known of a version; whether that is also what it says about itself. */
  private record Described(SourceVersion value, Instant at, boolean isWhole) {

    /** Roughly how many bytes it takes. */
    int weight() {
      int licenses = 0;
      for (License license : value.metadata().licenses()) {
        licenses += license.name().length() + license.url().length();
      }
      return DESCRIBED_BYTES
          + licenses
          + DEPENDENCY_BYTES * value.metadata().dependencies().size()
          + value.documents().values().stream().mapToInt(bytes -> bytes.length).sum();
    }
  }

  ExternalConnection(
      String name,
      PackageFormat format,
      ExternalSource source,
      CachePolicy policy,
      ListingCache.Host host) {
    this.name = name;
    this.format = format;
    this.source = source;
    this.policy = policy;
    this.clock = host.clock();
    this.listings =
        new ListingCache(
            name,
            (coordinates, validator) -> ask(() -> source.versions(coordinates, validator)),
            policy,
            host,
            negative);
  }

  String name() {
    return name;
  }

  PackageFormat format() {
    return format;
  }

  /** Whether a version never comes from outside: Maven's snapshots (A-098, W-024). */
  static boolean isSnapshot(VersionCoordinates version) {
    return version.of().format() == PackageFormat.MAVEN
        && VersionScheme.MAVEN.parse(version.version()).isSnapshot();
  }

  Optional<Current> listing(PackageCoordinates coordinates) throws IOException {
    return listings.get(coordinates);
  }

  /**
   * Describes a version. A fresh listing without it is asked for again first, at most every {@link
   * CachePolicy#missInterval()}: the version may be new.
   */
  Optional<SourceVersion> version(VersionCoordinates version) throws IOException {
    PackageCoordinates coordinates = version.of();
    Instant now = clock.instant();
    @Nullable Described last = described.getIfPresent(version);
    if (last != null && now.isBefore(last.at().plus(policy.freshFor()))) {
      return Optional.of(last.value());
    }
    if (negative.has(coordinates, "", now) || negative.has(coordinates, version.version(), now)) {
      return Optional.empty();
    }
    try {
      return flights.share(version, () -> describe(version));
    } catch (SourceUnavailableException e) {
      throw new UpstreamUnavailableException(name, version.toString(), e);
    }
  }

  /** Describes a version that is to be judged: with what it says about itself. */
  Optional<SourceVersion> whole(VersionCoordinates version) throws IOException {
    Optional<SourceVersion> found = version(version);
    if (found.isEmpty()) {
      return found;
    }
    try {
      return Optional.of(completions.share(version, () -> complete(version, found.get())));
    } catch (SourceUnavailableException e) {
      throw new UpstreamUnavailableException(name, version.toString(), e);
    }
  }

  private SourceVersion complete(VersionCoordinates version, SourceVersion found)
      throws IOException {
    @Nullable Described last = described.getIfPresent(version);
    if (last != null && last.isWhole()) {
      return last.value();
    }
    VersionMetadata said =
        ask(() -> Answer.found(source.metadata(version, found)))
            .asOptional()
            .orElse(VersionMetadata.EMPTY);
    SourceVersion whole = found.saying(said, found.marks(), found.documents());
    described.put(version, new Described(whole, last == null ? clock.instant() : last.at(), true));
    return whole;
  }

  /** Describes a version that is known to be in the listing. */
  Optional<SourceVersion> listed(VersionCoordinates version) throws IOException {
    Instant now = clock.instant();
    @Nullable Described last = described.getIfPresent(version);
    if (last != null && now.isBefore(last.at().plus(policy.freshFor()))) {
      return Optional.of(last.value());
    }
    try {
      return flights.share(version, () -> ask(version, now));
    } catch (SourceUnavailableException e) {
      throw new UpstreamUnavailableException(name, version.toString(), e);
    }
  }

  private Optional<SourceVersion> describe(VersionCoordinates version) throws IOException {
    @Nullable Described last = described.getIfPresent(version);
    Instant now = clock.instant();
    if (last != null && now.isBefore(last.at().plus(policy.freshFor()))) {
      return Optional.of(last.value());
    }
    if (negative.has(version.of(), version.version(), now)) {
      return Optional.empty();
    }
    return isMissing(version, now) ? absent(version, version.version()) : ask(version, now);
  }

  private Optional<SourceVersion> ask(VersionCoordinates version, Instant now) throws IOException {
    Optional<SourceVersion> found = ask(() -> source.describe(version)).asOptional();
    if (found.isEmpty()) {
      return absent(version, version.version());
    }
    described.put(version, new Described(found.get(), now, false));
    return found;
  }

  private boolean isMissing(VersionCoordinates version, Instant now) throws IOException {
    @Nullable Listing listing = listings.known(version.of()).orElse(null);
    if (listing == null || !listings.isFresh(listing) || listing.has(version.version())) {
      return false;
    }
    if (now.isBefore(listing.checkedAt().plus(policy.missInterval()))) {
      return true;
    }
    return listings
        .refreshed(version.of(), now)
        .map(next -> !next.has(version.version()))
        .orElse(true);
  }

  private <T> Optional<T> absent(VersionCoordinates version, String path) {
    negative.put(version.of(), path, clock.instant().plus(policy.negativeFor()));
    return Optional.empty();
  }

  /** What is known about an asset of a version that was described. */
  Optional<SourceAsset> asset(VersionCoordinates version, SourceVersion known, String asset)
      throws IOException {
    Optional<SourceAsset> listed = known.asset(asset);
    String path = version.version() + "/" + asset;
    if (listed.isPresent()
        || known.isExhaustive()
        || negative.has(version.of(), path, clock.instant())) {
      return listed;
    }
    try {
      Optional<SourceAsset> found = ask(() -> source.asset(version, asset)).asOptional();
      return found.isPresent() ? found : absent(version, path);
    } catch (SourceUnavailableException e) {
      throw new UpstreamUnavailableException(name, version + "/" + asset, e);
    }
  }

  /** Opens an asset; what fails is told as a source that is not available. */
  Optional<InputStream> open(VersionCoordinates version, SourceAsset asset) throws IOException {
    return ask(() -> source.open(version, asset)).asOptional();
  }

  /** Somebody published a version of a package here: what was not there may be now (AP-029). */
  void published(PackageCoordinates coordinates) {
    negative.forget(coordinates);
  }

  private static <T> Answer<T> ask(Flights.Call<Answer<T>> call) throws SourceUnavailableException {
    try {
      return call.call();
    } catch (SourceUnavailableException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw new SourceUnavailableException(String.valueOf(e), Optional.empty(), e);
    }
  }
}
