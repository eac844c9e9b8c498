package dev.penstock.artifact.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Where each packed content is: a table for each first byte of a name, so that one is found without
 * comparing many, and who needs them in order has to sort few at a time.
 *
 * <p>For several threads. Whoever goes through a table meets what was there all the time, and
 * perhaps what is added or removed meanwhile.
 */
final class Places {
  private final List<Map<ContentId, Packs.Place>> tables = new ArrayList<>();

  Places() {
    for (int prefix = 0; prefix < LooseFiles.PREFIXES; prefix++) {
      tables.add(new ConcurrentHashMap<>());
    }
  }

  private Map<ContentId, Packs.Place> table(ContentId id) {
    return tables.get(id.firstByte());
  }

  boolean has(ContentId id) {
    return table(id).containsKey(id);
  }

  /** Null if it is in no pack. */
  Packs.@Nullable Place get(ContentId id) {
    return table(id).get(id);
  }

  /** Returns where it was before; null if it was in no pack. */
  Packs.@Nullable Place put(ContentId id, Packs.Place place) {
    return table(id).put(id, place);
  }

  /** Changes where a content is; null if it is in no pack. */
  Packs.@Nullable Place change(ContentId id, UnaryOperator<Packs.Place> change) {
    return table(id).computeIfPresent(id, (same, found) -> change.apply(found));
  }

  /** Returns where it was; null if it was in no pack. */
  Packs.@Nullable Place remove(ContentId id) {
    return table(id).remove(id);
  }

  /** False if the content is in another place. */
  boolean remove(ContentId id, Packs.Place place) {
    return table(id).remove(id, place);
  }

  /** Those whose first byte is this, in no order. */
  Map<ContentId, Packs.Place> of(int prefix) {
    return tables.get(prefix);
  }

  /** Table by table, in the order of the first bytes. */
  void forEach(BiConsumer<ContentId, Packs.Place> action) {
    tables.forEach(table -> table.forEach(action));
  }
}
