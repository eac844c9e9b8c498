package dev.penstock.spec.cache;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Keeps the caches of builds, as archives that it need not understand: an SPI that a host
 * implements.
 *
 * <p>Called on the threads that run builds, several at a time; may block. What it throws is said in
 * the build's log, and the build goes on without a cache.
 */
public interface CacheStore {

  /**
   * Brings a cache.
   *
   * @param scope where to look
   * @param key its exact key
   * @param archive a file that does not exist; receives the cache
   * @return whether there is one
   * @throws IOException if it cannot be read
   */
  boolean load(CacheScope scope, String key, Path archive) throws IOException;

  /**
   * Finds the cache that was saved last among those whose key begins with a text.
   *
   * @param scope where to look
   * @param prefix how the key begins
   * @return its key; empty if there is none
   * @throws IOException if the store cannot be read
   */
  Optional<String> newest(CacheScope scope, String prefix) throws IOException;

  /**
   * Keeps a cache, complete or not at all.
   *
   * @param scope where to keep it
   * @param key its key
   * @param archive the cache; still the caller's
   * @param replaces whether it takes the place of one that is there; otherwise that one stays
   * @return whether it was kept
   * @throws IOException if it cannot be written
   */
  boolean save(CacheScope scope, String key, Path archive, boolean replaces) throws IOException;
}
