package dev.penstock.spec.cache;

import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/**
 * Which caches a build can find: those of its namespace that hold the same paths (B-184).
 *
 * @param namespace who shares caches: a project, or several that say the same
 * @param version stands for the paths; caches of other paths have another one
 */
public record CacheScope(String namespace, String version) {

  private static final int DIGITS = 32;

  /** Both parts are required. */
  public CacheScope {
    Objects.requireNonNull(namespace, "namespace");
    Objects.requireNonNull(version, "version");
  }

  /**
   * The scope of a build.
   *
   * @param namespace who shares caches
   * @param paths the paths as the buildspec lists them
   * @return the scope, another one for any other list
   */
  public static CacheScope of(String namespace, List<String> paths) {
    Hasher hasher = Hashing.sha256().newHasher();
    for (String path : paths) {
      hasher.putInt(path.length()).putString(path, StandardCharsets.UTF_8);
    }
    return new CacheScope(namespace, hasher.hash().toString().substring(0, DIGITS));
  }
}
