package dev.penstock.artifact.store;

import java.util.List;
import java.util.NavigableSet;
import org.jspecify.annotations.Nullable;

/** A stretch of sorted keys. */
final class KeyRange {

  private KeyRange() {}

  static List<CatalogueKey> of(
      NavigableSet<CatalogueKey> keys,
      CatalogueKey prefix,
      @Nullable CatalogueKey after,
      int limit) {
    if (limit < 1) {
      throw new IllegalArgumentException("limit " + limit + "; allowed: 1 or more");
    }
    NavigableSet<CatalogueKey> rest =
        after == null || after.compareTo(prefix) < 0
            ? keys.tailSet(prefix, true)
            : keys.tailSet(after, false);
    return rest.stream().takeWhile(key -> key.startsWith(prefix)).limit(limit).toList();
  }
}
