package dev.penstock.spec.build;

import dev.penstock.spec.build.ForeignValue.Entries;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Says what later builds find again; part of {@link BuildspecBuilder}.
 *
 * <p>Confined to one thread.
 */
public final class CacheBuilder {

  private final Tree tree = new Tree();
  private final List<String> paths = new ArrayList<>();
  private final List<String> fallbacks = new ArrayList<>();

  CacheBuilder() {}

  /**
   * Adds files.
   *
   * @param pattern a path or a pattern: relative to the sources, absolute, or beginning with a
   *     tilde
   * @return this builder
   */
  public CacheBuilder path(String pattern) {
    paths.add(Objects.requireNonNull(pattern, "pattern"));
    return this;
  }

  /**
   * Names the cache.
   *
   * @param text shell text; unless it is set, a project has one cache
   * @return this builder
   * @throws IllegalStateException if it is set already
   */
  public CacheBuilder key(String text) {
    tree.once("key", text);
    return this;
  }

  /**
   * Adds the beginning of a key to try if there is no cache of the key.
   *
   * @param prefix shell text; at most {@link BuildCache#MAX_FALLBACK_KEYS} of them
   * @return this builder
   */
  public CacheBuilder fallbackKey(String prefix) {
    fallbacks.add(Objects.requireNonNull(prefix, "prefix"));
    return this;
  }

  /**
   * Says what is done with the cache.
   *
   * @param action what is done; {@link BuildCache.Action#BOTH} unless it is set
   * @return this builder
   * @throws IllegalStateException if it is set already
   */
  public CacheBuilder action(BuildCache.Action action) {
    switch (action) {
      case RESTORE -> tree.once("action", "restore");
      case SAVE -> tree.once("action", "save");
      case BOTH -> {
        // which is what it means to say nothing
      }
    }
    return this;
  }

  Entries value() {
    Tree all = new Tree();
    all.fullList("paths", paths);
    tree.value().entries().forEach(all::put);
    all.list("fallback-keys", fallbacks);
    return all.value();
  }
}
