package dev.penstock.artifact.store;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/** Keeps documents on the heap, for tests and small tools. Gone with the object. */
public final class InMemoryCatalogue implements Catalogue {
  private final ConcurrentSkipListMap<CatalogueKey, String> documents =
      new ConcurrentSkipListMap<>();

  /** An empty catalogue. */
  public InMemoryCatalogue() {}

  @Override
  public Optional<String> read(CatalogueKey key) {
    return Optional.ofNullable(documents.get(key));
  }

  @Override
  public synchronized boolean replace(
      CatalogueKey key, @Nullable String expected, @Nullable String next) {
    if (!Objects.equals(documents.get(key), expected)) {
      return false;
    }
    if (next == null) {
      documents.remove(key);
    } else {
      documents.put(key, next);
    }
    return true;
  }

  @Override
  public List<CatalogueKey> keys(CatalogueKey prefix, @Nullable CatalogueKey after, int limit) {
    return KeyRange.of(documents.navigableKeySet(), prefix, after, limit);
  }
}
