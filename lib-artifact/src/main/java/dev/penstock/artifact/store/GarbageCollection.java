package dev.penstock.artifact.store;

import java.io.IOException;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/**
 * One garbage collection. First it looks at what is there and how old it is, then it asks what is
 * referred to, and at last it removes what is not, looking at its age once more. So content that is
 * put or refreshed at any moment stays: it was not there, or it is not old any more.
 */
final class GarbageCollection {
  private final ContentFiles files;
  private final GarbageRequest request;
  private final Map<ContentId, Marked> found = new HashMap<>();

  /** Files whose content is in a pack too. */
  private final List<ContentId> superseded = new ArrayList<>();

  GarbageCollection(ContentFiles files, GarbageRequest request) {
    this.files = files;
    this.request = request;
  }

  GarbageReport run() throws IOException {
    FileTime newest = FileTime.from(files.now().toInstant().minus(request.grace()));
    find(newest);
    GarbageCount count = new GarbageCount(found);
    request
        .references()
        .forEach(digest -> count.mark(digest, each -> files.contains(ContentId.of(each))));
    List<ContentId> garbage = count.garbage();
    return count.report(request.isDryRun(), request.isDryRun() ? garbage : sweep(garbage, newest));
  }

  private void find(FileTime newest) throws IOException {
    for (int prefix = 0; prefix < LooseFiles.PREFIXES; prefix++) {
      for (LooseFiles.Found file : files.loose().list(prefix)) {
        if (files.packs().file(file.id()) == null) {
          found.put(file.id(), new Marked(file.size(), isOld(file.lastUse(), newest)));
        } else {
          superseded.add(file.id());
        }
      }
    }
    long newestNanos = Packs.nanos(newest);
    files
        .packs()
        .places()
        .forEach(
            (id, place) ->
                found.put(id, new Marked(place.length(), place.lastUse() <= newestNanos)));
  }

  private static boolean isOld(FileTime lastUse, FileTime newest) {
    return lastUse.compareTo(newest) <= 0;
  }

  private List<ContentId> sweep(List<ContentId> garbage, FileTime newest) throws IOException {
    List<ContentId> removed = new ArrayList<>();
    for (ContentId id : garbage) {
      if (files.packs().file(id) == null && files.remove(id, newest)) {
        removed.add(id);
      }
    }
    for (ContentId id : superseded) {
      files.remove(id, newest);
    }
    removed.addAll(files.sweepPacks(new HashSet<>(garbage), newest));
    return removed;
  }
}
