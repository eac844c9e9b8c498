package dev.penstock.artifact.store;

import com.google.common.util.concurrent.Futures;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.FutureTask;

/**
 * Some small contents of a batch, hashed one after the other by whoever comes first: a thread of
 * the host's, or the one that needs the outcome.
 */
final class ContentGroup {
  private static final int MOST_CONTENTS = 32;
  private static final int MOST_BYTES = 4 * HashingOutput.BUFFER;

  private final ContentFiles files;
  private final List<ByteBuffer> contents = new ArrayList<>(MOST_CONTENTS);
  private final FutureTask<List<Hashed>> hashed = new FutureTask<>(this::hash);
  private int bytes;

  /**
   * A content and what is known of it.
   *
   * @param bytes all of it
   * @param stored its size and digests
   * @param id its name
   * @param wasThere whether the store had it a moment ago, in whatever state
   */
  record Hashed(ByteBuffer bytes, StoredContent stored, ContentId id, boolean wasThere) {}

  ContentGroup(ContentFiles files) {
    this.files = files;
  }

  /** Not after {@link #task} was handed on. */
  void add(ByteBuffer content) {
    contents.add(content);
    bytes += content.capacity();
  }

  boolean isEmpty() {
    return contents.isEmpty();
  }

  boolean isFull() {
    return contents.size() == MOST_CONTENTS || bytes >= MOST_BYTES;
  }

  /** Does the work, unless somebody does it already or has done it. */
  Runnable task() {
    return hashed;
  }

  /** Nobody needs the outcome any more. */
  void cancel() {
    hashed.cancel(false);
  }

  boolean isDone() {
    return hashed.isDone();
  }

  /** The outcome, in the order of the contents; waits for whoever has begun. */
  List<Hashed> join() {
    hashed.run();
    return Objects.requireNonNull(Futures.getUnchecked(hashed));
  }

  private List<Hashed> hash() {
    ContentDigests digests = new ContentDigests();
    List<Hashed> outcome = new ArrayList<>(contents.size());
    for (ByteBuffer content : contents) {
      digests.update(content);
      byte[] name = digests.sha256.digest();
      StoredContent stored = digests.finish(content.remaining(), name);
      ContentId id = ContentId.of(name);
      outcome.add(new Hashed(content, stored, id, files.contains(id)));
    }
    return outcome;
  }
}
