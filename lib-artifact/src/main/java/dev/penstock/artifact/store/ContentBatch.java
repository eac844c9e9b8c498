package dev.penstock.artifact.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Contents that are taken in together: small ones in one pack, others in files of their own. With
 * an executor, small ones are hashed while the next are taken in; the caller takes part.
 */
final class ContentBatch implements AutoCloseable {
  static final int MOST = 100_000;

  /** How many groups may be on their way, so that memory stays a few blocks. */
  private static final int AHEAD = 4;

  private final DurableDirectory directory;
  private final ContentFiles files;
  private final @Nullable Executor hashing;
  private final ContentCheck check;
  private final List<StoredContent> stored = new ArrayList<>();
  private final Deque<ContentGroup> ahead = new ArrayDeque<>();
  private ContentGroup group;
  private @Nullable PackWriter pack;

  ContentBatch(
      DurableDirectory directory,
      ContentFiles files,
      @Nullable Executor hashing,
      ContentCheck check) {
    this.directory = directory;
    this.files = files;
    this.hashing = hashing;
    this.check = check;
    this.group = new ContentGroup(files);
  }

  void add(ContentWriter content) throws IOException {
    try (IncomingContent incoming = new IncomingContent(directory, files.starts(), hashing)) {
      ByteBuffer small = incoming.receive(content);
      if (small == null) {
        keepGroups();
        StoredContent taken = incoming.finish(check);
        files.keep(taken, incoming);
        stored.add(taken);
      } else {
        group.add(small);
        if (group.isFull()) {
          handOn();
        }
      }
    }
  }

  /** Lets the group be hashed, and goes on with an empty one. */
  private void handOn() throws IOException {
    ContentGroup full = group;
    group = new ContentGroup(files);
    ahead.add(full);
    if (hashing != null) {
      try {
        hashing.execute(full.task());
      } catch (RejectedExecutionException e) {
        full.task().run(); // the caller does it all
      }
    }
    while (ahead.size() > (hashing == null ? 0 : AHEAD)) {
      keepFirst();
    }
  }

  private void keepGroups() throws IOException {
    if (!group.isEmpty()) {
      handOn();
    }
    while (!ahead.isEmpty()) {
      keepFirst();
    }
  }

  private void keepFirst() throws IOException {
    ContentGroup first = ahead.remove();
    for (ContentGroup next : ahead) {
      if (!first.isDone()) { // somebody is at it
        next.task().run();
      }
    }
    for (ContentGroup.Hashed content : first.join()) {
      check.check(content.stored());
      keep(content);
      stored.add(content.stored());
    }
  }

  private void keep(ContentGroup.Hashed content) throws IOException {
    ContentId id = content.id();
    boolean isKept =
        (pack != null && pack.has(id))
            || (content.wasThere() && files.refreshSound(id, content.stored().size()));
    if (!isKept) {
      writer().add(id, content.bytes());
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
    keepGroups();
    if (pack != null) {
      files.publish(pack);
    }
    return List.copyOf(stored);
  }

  @Override
  public void close() throws IOException {
    ahead.forEach(ContentGroup::cancel);
    if (pack != null) {
      pack.close();
    }
  }
}
