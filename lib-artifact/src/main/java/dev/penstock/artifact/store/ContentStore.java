package dev.penstock.artifact.store;

import dev.penstock.revision.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.SeekableByteChannel;
import java.util.ArrayList;
import java.util.List;

/**
 * Content by its SHA-256 digest: an SPI. Identical content is kept once. Content is there whole or
 * not at all, and only after its digests are known.
 *
 * <p>Called on any thread of the host's, concurrently; may block. {@link ContentStoreContract}
 * checks an implementation.
 */
public interface ContentStore {

  /**
   * Takes content in. Storing known content again is harmless. Once this returns, the content is as
   * durable as the store is.
   *
   * @param content writes the bytes; called once
   * @param check called once with the outcome before the content is kept
   * @return size and digests
   * @throws IOException if the content cannot be kept; nothing is stored then
   */
  StoredContent put(ContentWriter content, ContentCheck check) throws IOException;

  /**
   * Takes the bytes of a stream in.
   *
   * @param content read to its end; not closed
   * @return size and digests
   * @throws IOException if the stream cannot be read or the content cannot be kept; nothing is
   *     stored then
   */
  default StoredContent put(InputStream content) throws IOException {
    return put(ContentWriter.from(content), ContentCheck.NONE);
  }

  /**
   * Takes several contents in, each as {@link #put(ContentWriter, ContentCheck)} does. Where they
   * are many and small, a store may do that much faster than one by one.
   *
   * @param contents what to store; each writer is called once, in this order
   * @param check called once for each
   * @return size and digests of each, in this order; all are durable
   * @throws IOException if one of them cannot be kept; some of the others may be stored then
   */
  default List<StoredContent> putAll(List<ContentWriter> contents, ContentCheck check)
      throws IOException {
    List<StoredContent> stored = new ArrayList<>();
    for (ContentWriter content : contents) {
      stored.add(put(content, check));
    }
    return List.copyOf(stored);
  }

  /**
   * Tells that content will be referred to once more, so that garbage collection leaves it alone
   * for its grace period. To be called before a reference to content is recorded that was not just
   * put; putting does the same.
   *
   * @param digest its digest
   * @return false if it is not there; it must be put then
   * @throws IOException if that cannot be noted; the content may be collected then
   */
  boolean refresh(Digest digest) throws IOException;

  /**
   * Whether content is there.
   *
   * @param digest its digest
   * @return true if {@link #open} would find it
   * @throws IOException if that cannot be found out
   */
  boolean contains(Digest digest) throws IOException;

  /**
   * Reads content, verifying as it goes. Its bytes are proven only once the end has been reached:
   * the read that would report the end throws {@link AlteredContentException} instead if they were
   * altered.
   *
   * @param digest the content's digest
   * @return the bytes; to be closed by the caller
   * @throws MissingContentException if it is not there
   * @throws IOException if it cannot be read
   */
  InputStream open(Digest digest) throws IOException;

  /**
   * Verifies content first and gives it out then.
   *
   * @param digest the content's digest
   * @return the bytes, at position 0, for reading only; to be closed by the caller
   * @throws MissingContentException if it is not there
   * @throws AlteredContentException if its bytes were altered
   * @throws IOException if it cannot be read
   */
  SeekableByteChannel openVerified(Digest digest) throws IOException;
}
