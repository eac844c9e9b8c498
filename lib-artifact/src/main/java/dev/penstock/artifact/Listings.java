package dev.penstock.artifact;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Pages of packages, versions and assets of one repository. */
final class Listings {
  private static final int CHUNK = 1_001;

  private final VersionRecords records;
  private final ReaderGate readers;

  Listings(VersionRecords records, ReaderGate readers) {
    this.records = records;
    this.readers = readers;
  }

  /** A version that readers may have. */
  VersionRecord served(VersionCoordinates version) throws IOException {
    VersionRecord record = records.require(version);
    readers.require(version, record);
    return record;
  }

  /** Whether a version is there and in the lists that readers get. */
  boolean isListed(VersionCoordinates version) throws IOException {
    Optional<VersionRecord> found = records.find(version).map(VersionRecords.Stored::value);
    return found.isPresent() && readers.isListed(version, found.get());
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
    String token = page.token();
    @Nullable PublishedIndex last = token == null ? null : PublishedIndex.ofToken(token);
    List<PublishedIndex> chunk;
    do {
      chunk = records.newest(coordinates, last, page.maxResults() + 1);
      for (PublishedIndex place : chunk) {
        last = place;
        describe(coordinates.version(place.version()), query, found);
      }
    } while (chunk.size() > page.maxResults() && found.size() <= page.maxResults());
    return page.page(found, Listings::place);
  }

  private static String place(VersionDescription version) {
    return PublishedIndex.of(version.coordinates().version(), version.publishedTime().orElse(null))
        .token();
  }

  /** The version to show for a package. */
  Optional<String> displayVersion(PackageCoordinates coordinates, PackageRecord record)
      throws IOException {
    String latest = record.tags().get("latest");
    if (coordinates.format() == PackageFormat.NPM && latest != null) {
      Optional<VersionRecord> named =
          records.find(coordinates.version(latest)).map(VersionRecords.Stored::value);
      if (named.filter(found -> found.status() == VersionStatus.PUBLISHED).isPresent()
          && readers.isListed(coordinates.version(latest), named.get())) {
        return Optional.of(latest);
      }
    }
    VersionQuery query =
        new VersionQuery(VersionStatus.PUBLISHED, null, VersionQuery.Order.PUBLISHED_TIME);
    return byTime(coordinates, query, PageRequest.first(1)).items().stream()
        .map(version -> version.coordinates().version())
        .findFirst();
  }

  /** The tags of a package that name versions which readers see. */
  SortedMap<String, String> tags(PackageCoordinates coordinates) throws IOException {
    SortedMap<String, String> tags = new TreeMap<>(records.require(coordinates).tags());
    for (String version : new TreeSet<>(tags.values())) {
      if (!isListed(coordinates.version(version))) {
        tags.values().removeIf(version::equals);
      }
    }
    return Collections.unmodifiableSortedMap(tags);
  }

  Page<Dependency> dependencies(VersionCoordinates version, @Nullable String token)
      throws IOException {
    List<Dependency> all = served(version).metadata().dependencies();
    int from = token == null ? 0 : index(token, all.size());
    int to = Math.min(from + CHUNK - 1, all.size());
    return new Page<>(
        all.subList(from, to),
        to == all.size()
            ? Optional.empty()
            : Optional.of(new PageRequest(CHUNK - 1, Integer.toString(to))));
  }

  private static int index(String token, int size) {
    try {
      int index = Integer.parseInt(token);
      if (index > 0 && index <= size) {
        return index;
      }
    } catch (NumberFormatException e) {
      throw PageRequest.foreign(token);
    }
    throw PageRequest.foreign(token);
  }

  /** A version that was deleted meanwhile is left out, and so is one that readers do not see. */
  private void describe(
      VersionCoordinates version, VersionQuery query, List<VersionDescription> found)
      throws IOException {
    Optional<VersionRecord> record = records.find(version).map(VersionRecords.Stored::value);
    if (record.isPresent()) {
      VersionDescription description = record.get().describe(version);
      if (query.matches(description) && readers.isListed(version, record.get())) {
        found.add(description);
      }
    }
  }

  Page<Asset> assets(VersionCoordinates coordinates, PageRequest page) throws IOException {
    SortedMap<String, Asset> assets = served(coordinates).assets();
    String token = page.token();
    List<Asset> rest =
        (token == null ? assets : assets.tailMap(token + "\0"))
            .values().stream().limit(page.maxResults() + 1L).toList();
    return page.page(rest, Asset::name);
  }
}
