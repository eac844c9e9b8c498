package dev.penstock.artifact;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** Pages of packages, versions and assets of one repository. */
final class Listings {
  private static final int CHUNK = 1_001;

  private final VersionRecords records;

  Listings(VersionRecords records) {
    this.records = records;
  }

  Page<PackageCoordinates> packages(PackageQuery query, PageRequest page) throws IOException {
    List<PackageCoordinates> found = new ArrayList<>();
    PackageCoordinates last = page.token() == null ? null : packageOf(page.token());
    List<PackageCoordinates> chunk;
    do {
      chunk = records.packages(query.format(), last, CHUNK);
      for (PackageCoordinates coordinates : chunk) {
        last = coordinates;
        if (query.matches(coordinates)) {
          found.add(coordinates);
        }
      }
    } while (chunk.size() == CHUNK && found.size() <= page.maxResults());
    return page.page(found, PackageCoordinates::toString);
  }

  private static PackageCoordinates packageOf(String token) {
    String[] parts = token.split("/", -1);
    try {
      return new PackageCoordinates(PackageFormat.of(parts[0]), parts[1], parts[2]);
    } catch (RuntimeException e) {
      throw PageRequest.foreign(token);
    }
  }

  Page<VersionDescription> versions(
      PackageCoordinates coordinates, VersionQuery query, PageRequest page) throws IOException {
    return query.order() == VersionQuery.Order.VERSION
        ? byVersion(coordinates, query, page)
        : byTime(coordinates, query, page);
  }

  private Page<VersionDescription> byVersion(
      PackageCoordinates coordinates, VersionQuery query, PageRequest page) throws IOException {
    List<VersionDescription> found = new ArrayList<>();
    @Nullable String last = page.token();
    List<VersionCoordinates> chunk;
    do {
      chunk = records.versions(coordinates, last, page.maxResults() + 1);
      for (VersionCoordinates version : chunk) {
        last = version.version();
        describe(version, query, found);
      }
    } while (chunk.size() > page.maxResults() && found.size() <= page.maxResults());
    return page.page(found, version -> version.coordinates().version());
  }

  private Page<VersionDescription> byTime(
      PackageCoordinates coordinates, VersionQuery query, PageRequest page) throws IOException {
    List<VersionDescription> found = new ArrayList<>();
    for (VersionCoordinates version : records.versions(coordinates, null, Integer.MAX_VALUE)) {
      describe(version, query, found);
    }
    found.sort(Comparator.comparing(Position::of));
    String token = page.token();
    if (token != null) {
      Position seen = Position.of(token);
      found.removeIf(version -> Position.of(version).compareTo(seen) <= 0);
    }
    return page.page(found, version -> Position.of(version).toString());
  }

  /** A place in the order newest first, the unpublished last; a token can carry it. */
  private record Position(Instant time, String version) implements Comparable<Position> {

    static Position of(VersionDescription version) {
      return new Position(
          version.publishedTime().orElse(Instant.MIN), version.coordinates().version());
    }

    static Position of(String token) {
      int slash = token.indexOf('/');
      try {
        return new Position(Instant.parse(token.substring(0, slash)), token.substring(slash + 1));
      } catch (RuntimeException e) {
        throw PageRequest.foreign(token);
      }
    }

    @Override
    public int compareTo(Position other) {
      int newest = other.time.compareTo(time);
      return newest == 0 ? version.compareTo(other.version) : newest;
    }

    @Override
    public String toString() {
      return time + "/" + version;
    }
  }

  /** A version that was deleted meanwhile is left out. */
  private void describe(
      VersionCoordinates version, VersionQuery query, List<VersionDescription> found)
      throws IOException {
    records
        .find(version)
        .map(stored -> stored.value().describe(version))
        .filter(query::matches)
        .ifPresent(found::add);
  }

  Page<Asset> assets(VersionCoordinates coordinates, PageRequest page) throws IOException {
    SortedMap<String, Asset> assets = records.require(coordinates).assets();
    String token = page.token();
    List<Asset> rest =
        (token == null ? assets : assets.tailMap(token + "\0"))
            .values().stream().limit(page.maxResults() + 1L).toList();
    return page.page(rest, Asset::name);
  }
}
