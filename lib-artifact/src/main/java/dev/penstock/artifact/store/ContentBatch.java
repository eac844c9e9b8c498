package dev.penstock.artifact.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Contents that are taken in together: small ones in one pack, others in files of their own. */
final class ContentBatch implements AutoCloseable {
  static final int MOST = 100_000;

  private final DurableDirectory directory;
  private final ContentFiles files;
  private final @Nullable Executor hashing;
  private final List<StoredContent> stored = new ArrayList<>();
  private @Nullable PackWriter pack;

  ContentBatch(DurableDirectory directory, ContentFiles files, @Nullable Executor hashing) {
    this.directory = directory;
    this.files = files;
    this.hashing = hashing;
  }

  void add(ContentWriter content, ContentCheck check) throws IOException {
    try (IncomingContent incoming = new IncomingContent(directory, hashing)) {
      StoredContent taken = incoming.take(content, check);
      ContentId id = ContentId.of(taken.digest());
      ByteBuffer small = incoming.small();
      if (small == null) {
        files.keep(taken, incoming);
      } else if ((pack == null || !pack.has(id)) && !files.refreshSound(id, taken.size())) {
        writer().add(id, small);
      }
      stored.add(taken);
    }
  }

  private PackWriter writer() throws IOException {
    PackWriter current = pack;
    if (current == null) {
      current = new PackWriter(directory.newPart());
      pack = current;
    }
    return current;
  }

  List<StoredContent> finish() throws IOException {
    if (pack != null) {
      files.publish(pack);
    }
    return List.copyOf(stored);
  }

  @Override
  public void close() throws IOException {
    if (pack != null) {
      pack.close();
    }
  }
}
