package dev.penstock.artifact.store;

import dev.penstock.revision.Digest;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** The first phase of a garbage collection: what is there, and what of it is referred to. */
final class GarbageCount {
  private static final int MOST_MISSING = 1_000;

  private final Map<ContentId, Marked> found;
  private final Set<Digest> missing = new LinkedHashSet<>();

  GarbageCount(Map<ContentId, Marked> found) {
    this.found = found;
  }

  /** Counts a reference; what was not found may have been put meanwhile. */
  void mark(Digest digest, Predicate<Digest> isThereNow) {
    Marked marked = found.get(ContentId.of(digest));
    if (marked != null) {
      marked.references++;
    } else if (missing.size() < MOST_MISSING && !isThereNow.test(digest)) {
      missing.add(digest);
    }
  }

  /** What nobody refers to and was not used for long. */
  List<ContentId> garbage() {
    return found.entrySet().stream()
        .filter(entry -> entry.getValue().references == 0 && entry.getValue().isOld)
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }

  GarbageReport report(boolean isDryRun, Collection<ContentId> removed) {
    Set<ContentId> gone = new HashSet<>(removed);
    ContentUsage freed = ContentUsage.NONE;
    ContentUsage referenced = ContentUsage.NONE;
    ContentUsage recent = ContentUsage.NONE;
    long shared = 0;
    for (Map.Entry<ContentId, Marked> entry : found.entrySet()) {
      Marked marked = entry.getValue();
      if (gone.contains(entry.getKey())) {
        freed = freed.plus(marked.size);
      } else if (marked.references > 0) {
        referenced = referenced.plus(marked.size);
        shared += (marked.references - 1) * marked.size;
      } else {
        recent = recent.plus(marked.size);
      }
    }
    return new GarbageReport(isDryRun, freed, referenced, recent, shared, List.copyOf(missing));
  }
}
