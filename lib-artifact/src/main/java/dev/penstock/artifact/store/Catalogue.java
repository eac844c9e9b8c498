package dev.penstock.artifact.store;

import com.google.common.base.Utf8;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Small documents by key, several of which change in one step: an SPI that a table of two columns
 * can implement.
 *
 * <pre>{@code
 * boolean isDone = catalogue.commit(List.of(
 *     new Catalogue.Change(version, null, record),
 *     new Catalogue.Change(counter, "6", "7")));
 * }</pre>
 *
 * <p>All calls are linearizable: a commit takes effect at one moment between its call and its
 * return, for all of its keys, and each read and listing sees all of it or nothing. Called on any
 * thread of the host's, concurrently; may block. {@link CatalogueContract} checks an
 * implementation.
 */
public interface Catalogue {
  /** How many changes a commit may have. */
  int MOST_CHANGES = 1_000;

  /** How long one document may be, in bytes of UTF-8: 4 MB. */
  int MOST_DOCUMENT_BYTES = 4 << 20;

  /** How long the keys and the new documents of a commit may be together, in bytes: 16 MB. */
  int MOST_COMMIT_BYTES = 16 << 20;

  /**
   * What becomes of one document. Where both texts are equal nothing is written: the commit only
   * depends on the document being like that.
   *
   * @param key the document's key
   * @param expected its text as the caller knows it; null if there should be none
   * @param next its new text, at most {@link #MOST_DOCUMENT_BYTES}; null to remove it
   */
  record Change(CatalogueKey key, @Nullable String expected, @Nullable String next) {

    /** Refuses a new text that is too long or no Unicode. */
    public Change {
      Objects.requireNonNull(key, "key");
      int bytes = next == null ? 0 : bytes(key, next);
      if (bytes > MOST_DOCUMENT_BYTES) {
        throw new IllegalArgumentException(
            "document " + key + " of " + bytes + " bytes; allowed: at most " + MOST_DOCUMENT_BYTES);
      }
    }

    private static int bytes(CatalogueKey key, String text) {
      try {
        return Utf8.encodedLength(text);
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(
            "half a surrogate pair in document " + key + "; allowed: Unicode text", e);
      }
    }

    /**
     * Depends on a document without changing it.
     *
     * @param key its key
     * @param expected its text; null if there should be none
     * @return a change that changes nothing
     */
    public static Change none(CatalogueKey key, @Nullable String expected) {
      return new Change(key, expected, expected);
    }

    boolean isNone() {
      return Objects.equals(expected, next);
    }
  }

  /**
   * Reads a document.
   *
   * @param key its key
   * @return its text, or empty if there is none
   * @throws IOException if it cannot be read
   */
  Optional<String> read(CatalogueKey key) throws IOException;

  /**
   * Changes all of the documents if each is still as the caller knows it, else none. Once this
   * returns true, the changes are as durable as the catalogue is.
   *
   * @param changes at most {@link #MOST_CHANGES}, each of another key, at most {@link
   *     #MOST_COMMIT_BYTES} together; none is as if all were as expected
   * @return false if any document was not as expected; nothing is changed then
   * @throws IllegalArgumentException if there are too many, or two of one key
   * @throws IOException if they could not be written: then all are old or all are new, and {@link
   *     #read} tells which
   */
  boolean commit(List<Change> changes) throws IOException;

  /**
   * Changes one document: a commit of one change.
   *
   * @param key its key
   * @param expected its text as the caller knows it; null if there should be none
   * @param next its new text, one line or more; null to remove it
   * @return false if it was not as expected; nothing is changed then
   * @throws IOException if it could not be written: the document is then the old or the new one,
   *     and {@link #read} tells which
   */
  default boolean replace(CatalogueKey key, @Nullable String expected, @Nullable String next)
      throws IOException {
    return commit(List.of(new Change(key, expected, next)));
  }

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

  /**
   * Refuses what no catalogue takes, for implementations to call first.
   *
   * @param changes of one commit
   * @return an unmodifiable copy of them
   * @throws IllegalArgumentException if there are too many, they are too long, or two have one key
   */
  static List<Change> requireAllowed(List<Change> changes) {
    List<Change> all = List.copyOf(changes);
    if (all.size() > MOST_CHANGES) {
      throw new IllegalArgumentException(
          all.size() + " changes in a commit; allowed: at most " + MOST_CHANGES);
    }
    Set<CatalogueKey> keys = new HashSet<>();
    long bytes = 0;
    for (Change change : all) {
      if (!keys.add(change.key())) {
        throw new IllegalArgumentException(
            "two changes of " + change.key() + " in a commit; allowed: one of each key");
      }
      bytes += change.key().segments().stream().mapToInt(Utf8::encodedLength).sum();
      bytes += change.next() == null ? 0 : Utf8.encodedLength(change.next());
    }
    if (bytes > MOST_COMMIT_BYTES) {
      throw new IllegalArgumentException(
          bytes + " bytes in a commit; allowed: at most " + MOST_COMMIT_BYTES);
    }
    return all;
  }
}
