package dev.penstock.artifact;

import dev.penstock.artifact.store.ContentStore;
import dev.penstock.artifact.store.StoredContent;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;

/**
 * Bytes that are stored and belong to no version yet. Immutable; holds nothing open.
 *
 * @see Repository#stage
 */
public final class StagedAsset {
  private final StoredContent stored;
  private final ContentStore store;

  StagedAsset(StoredContent stored, ContentStore store) {
    this.stored = stored;
    this.store = store;
  }

  /**
   * Size and digests.
   *
   * @return what the store computed while the bytes came in
   */
  public StoredContent content() {
    return stored;
  }

  /**
   * Verifies the bytes, and gives them out then.
   *
   * @return the bytes, at position 0; to be closed by the caller
   * @throws IOException if they cannot be read, or were altered
   */
  public SeekableByteChannel openVerified() throws IOException {
    return store.openVerified(stored.digest());
  }

  boolean isIn(ContentStore other) {
    return store == other;
  }
}
