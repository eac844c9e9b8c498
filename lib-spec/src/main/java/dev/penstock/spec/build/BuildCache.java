package dev.penstock.spec.build;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Which files later builds find again: what {@code cache} says.
 *
 * @param paths paths or patterns, relative to the source directory, absolute, or beginning with
 *     {@code ~} (B-180)
 * @param key the name of this cache, which is shell text (B-181); empty for the project's only one
 * @param fallbackKeys beginnings of names that are tried in turn if there is no cache of that name
 *     (B-182); of no effect without a key
 * @param action what is done with it
 */
public record BuildCache(
    List<String> paths, Optional<String> key, List<String> fallbackKeys, Action action) {

  /** How many fallback keys there may be: 5. */
  public static final int MAX_FALLBACK_KEYS = 5;

  /** Copies the lists, and refuses too many fallback keys. */
  public BuildCache {
    paths = List.copyOf(paths);
    Objects.requireNonNull(key, "key");
    fallbackKeys = List.copyOf(fallbackKeys);
    Objects.requireNonNull(action, "action");
    if (fallbackKeys.size() > MAX_FALLBACK_KEYS) {
      throw new IllegalArgumentException(
          "fallbackKeys: "
              + fallbackKeys.size()
              + " are too many; allowed: at most "
              + MAX_FALLBACK_KEYS);
    }
  }

  /** What is done with a cache (B-183). */
  public enum Action {
    /** It is restored before the build and saved after it. */
    BOTH,
    /** It is restored and never saved. */
    RESTORE,
    /** It is saved and never restored. */
    SAVE;

    /**
     * Whether the cache is fetched before the build.
     *
     * @return false for {@link #SAVE}
     */
    public boolean restores() {
      return this != SAVE;
    }

    /**
     * Whether the cache is kept after the build.
     *
     * @return false for {@link #RESTORE}
     */
    public boolean saves() {
      return this != RESTORE;
    }
  }
}
