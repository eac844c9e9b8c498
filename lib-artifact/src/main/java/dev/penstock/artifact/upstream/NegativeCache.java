package dev.penstock.artifact.upstream;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import dev.penstock.artifact.PackageCoordinates;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What a source said is not there, by path below a package, each until some instant. */
final class NegativeCache {
  private static final int MOST_PACKAGES = 10_000;
  private static final int MOST_PATHS = 1_000;

  private final Cache<PackageCoordinates, Map<String, Instant>> known =
      CacheBuilder.newBuilder().maximumSize(MOST_PACKAGES).build();

  boolean has(PackageCoordinates coordinates, String path, Instant now) {
    Map<String, Instant> paths = known.getIfPresent(coordinates);
    Instant until = paths == null ? null : paths.get(path);
    return until != null && now.isBefore(until);
  }

  void put(PackageCoordinates coordinates, String path, Instant until) {
    Map<String, Instant> paths =
        known.asMap().computeIfAbsent(coordinates, fresh -> new ConcurrentHashMap<>());
    if (paths.size() >= MOST_PATHS) {
      paths.clear();
    }
    paths.put(path, until);
  }

  void forget(PackageCoordinates coordinates) {
    known.invalidate(coordinates);
  }
}
