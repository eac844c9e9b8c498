package dev.penstock.artifact;

import dev.penstock.artifact.ArtifactException.Resource;
import java.util.Collection;
import java.util.SortedMap;
import java.util.TreeMap;

/** The tags of a package, such as npm's dist-tags: each names one version. */
final class PackageTags {
  private static final int MOST_TAGS = 1_000;

  private PackageTags() {}

  static void set(PackageDraft draft, Collection<String> names, String version) {
    SortedMap<String, String> tags = new TreeMap<>(draft.record().tags());
    names.forEach(name -> tags.put(name, version));
    if (tags.size() > MOST_TAGS) {
      throw ArtifactException.quota(
          Resource.PACKAGE,
          draft.coordinates().toString(),
          tags.size() + " tags; allowed: at most " + MOST_TAGS);
    }
    draft.record(draft.record().withTags(tags));
  }

  static boolean remove(PackageDraft draft, String name) {
    if (!draft.exists()) {
      throw VersionRecords.missing(draft.coordinates());
    }
    SortedMap<String, String> tags = new TreeMap<>(draft.record().tags());
    boolean isThere = tags.remove(name) != null;
    draft.record(draft.record().withTags(tags));
    return isThere;
  }
}
