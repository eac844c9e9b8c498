package dev.penstock.artifact.store;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Small documents by key, each changed in one step: an SPI that a table of two columns can
 * implement.
 *
 * <p>All changes of one key are linearizable: each sees what the one before left. Called on any
 * thread of the host's, concurrently; may block. {@link CatalogueContract} checks an
 * implementation.
 */
public interface Catalogue {

  /**
   * Reads a document.
   *
   * @param key its key
   * @return its text, or empty if there is none
   * @throws IOException if it cannot be read
   */
  Optional<String> read(CatalogueKey key) throws IOException;

  /**
   * Changes a document if it is still as the caller knows it. Once this returns true, the change is
   * as durable as the catalogue is.
   *
   * @param key its key
   * @param expected its text as the caller knows it; null if there should be none
   * @param next its new text, one line or more; null to remove it
   * @return false if it was not as expected; nothing is changed then
   * @throws IOException if it could not be written: the document is then the old or the new one,
   *     and {@link #read} tells which
   */
  boolean replace(CatalogueKey key, @Nullable String expected, @Nullable String next)
      throws IOException;

  /**
   * Lists keys in their order.
   *
   * @param prefix only keys that start with it
   * @param after only keys greater than this one; null for all
   * @param limit at most so many; at least 1
   * @return the keys
   * @throws IOException if they cannot be read
   */
  List<CatalogueKey> keys(CatalogueKey prefix, @Nullable CatalogueKey after, int limit)
      throws IOException;
}
