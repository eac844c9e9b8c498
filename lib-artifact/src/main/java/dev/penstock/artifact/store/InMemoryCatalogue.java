package dev.penstock.artifact.store;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Keeps documents on the heap, for tests and small tools. Gone with the object. */
public final class InMemoryCatalogue implements Catalogue {
  private final TreeMap<CatalogueKey, String> documents = new TreeMap<>();

  /** An empty catalogue. */
  public InMemoryCatalogue() {}

  @Override
  public synchronized Optional<String> read(CatalogueKey key) {
    return Optional.ofNullable(documents.get(key));
  }

  @Override
  public synchronized boolean commit(List<Change> changes) {
    List<Change> all = Catalogue.requireAllowed(changes);
    for (Change change : all) {
      if (!Objects.equals(documents.get(change.key()), change.expected())) {
        return false;
      }
    }
    for (Change change : all) {
      if (change.next() == null) {
        documents.remove(change.key());
      } else {
        documents.put(change.key(), change.next());
      }
    }
    return true;
  }

  @Override
  public synchronized List<CatalogueKey> keys(
      CatalogueKey prefix, @Nullable CatalogueKey after, int limit) {
    return KeyRange.of(documents.navigableKeySet(), prefix, after, limit);
  }
}
