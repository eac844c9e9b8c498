package dev.penstock.artifact.store;

import dev.penstock.revision.Digest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One stretch of a scrub: reads content by content in the order of their digests. */
final class Scrub {
  private static final int MOST_DAMAGED = 1_000;

  private final ContentFiles files;
  private final ScrubRequest request;
  private final Verification verification;
  private final List<ScrubReport.Damage> damaged = new ArrayList<>();
  private long contents;
  private long bytes;

  /** Reads a content to its end. */
  interface Verification {
    void verify(Digest digest) throws IOException;
  }

  Scrub(ContentFiles files, ScrubRequest request, Verification verification) {
    this.files = files;
    this.request = request;
    this.verification = verification;
  }

  ScrubReport run() throws IOException {
    @Nullable Digest after = request.after();
    ContentId start = after == null ? null : ContentId.of(after);
    for (int prefix = start == null ? 0 : start.firstByte();
        prefix < LooseFiles.PREFIXES;
        prefix++) {
      NavigableMap<ContentId, Long> sizes = sizes(prefix);
      Map<ContentId, Long> rest = start == null ? sizes : sizes.tailMap(start, false);
      for (Map.Entry<ContentId, Long> content : rest.entrySet()) {
        verify(content.getKey(), content.getValue());
        if (bytes >= request.bytes() || damaged.size() == MOST_DAMAGED) {
          return new ScrubReport(contents, bytes, damaged, content.getKey().digest());
        }
      }
    }
    damaged.addAll(files.packs().damaged());
    return new ScrubReport(contents, bytes, damaged, null);
  }

  private NavigableMap<ContentId, Long> sizes(int prefix) throws IOException {
    NavigableMap<ContentId, Long> sizes = new TreeMap<>();
    for (LooseFiles.Found file : files.loose().list(prefix)) {
      sizes.put(file.id(), file.size());
    }
    files.packs().places().of(prefix).forEach((id, place) -> sizes.put(id, (long) place.length()));
    return sizes;
  }

  private void verify(ContentId id, long size) {
    Path pack = files.packs().file(id);
    Path file = pack == null ? files.loose().path(id) : pack;
    try {
      verification.verify(id.digest());
      contents++;
      bytes += size;
    } catch (MissingContentException e) {
      return; // removed meanwhile
    } catch (IOException e) {
      contents++;
      bytes += size;
      files.suspect(id);
      damaged.add(
          new ScrubReport.Damage(id.digest(), file.toString(), String.valueOf(e.getMessage())));
    }
  }
}
