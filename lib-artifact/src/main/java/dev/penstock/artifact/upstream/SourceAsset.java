package dev.penstock.artifact.upstream;

import dev.penstock.artifact.store.StoredContent;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * An asset, as a source describes it.
 *
 * @param name its name
 * @param size how many bytes it has, if that is known
 * @param digests its digests by algorithm, {@code MD5}, {@code SHA-1}, {@code SHA-256} or {@code
 *     SHA-512}, as lower-case hexadecimal digits; at least one, because what cannot be verified is
 *     never kept
 */
public record SourceAsset(String name, OptionalLong size, Map<String, String> digests) {
  private static final Map<String, Integer> DIGITS =
      new TreeMap<>(Map.of("MD5", 32, "SHA-1", 40, "SHA-256", 64, "SHA-512", 128));
  private static final Pattern HEX = Pattern.compile("[0-9a-f]+");

  /** Refuses unknown algorithms, and digests that are none. */
  public SourceAsset {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(size, "size");
    digests = Collections.unmodifiableMap(new TreeMap<>(digests));
    if (digests.isEmpty()) {
      throw new IllegalArgumentException(
          name + " has no digest; allowed: one or more of " + DIGITS.keySet());
    }
    digests.forEach(
        (algorithm, digest) -> {
          Integer digits = DIGITS.get(algorithm);
          if (digits == null || digest.length() != digits || !HEX.matcher(digest).matches()) {
            throw new IllegalArgumentException(
                name
                    + " has "
                    + algorithm
                    + " \""
                    + digest
                    + "\"; allowed algorithms and their digits of 0-9, a-f: "
                    + DIGITS);
          }
        });
  }

  /**
   * An asset with one digest.
   *
   * @param name its name
   * @param sha256 its SHA-256, 64 digits
   * @return the asset, its size unknown
   */
  public static SourceAsset of(String name, String sha256) {
    return new SourceAsset(name, OptionalLong.empty(), Map.of("SHA-256", sha256));
  }

  /** Refuses content of another size or digest. */
  void verify(String id, StoredContent content) {
    if (size.isPresent() && size.getAsLong() != content.size()) {
      throw new SourceMismatchException(
          id + " has " + content.size() + " bytes; the source promised " + size.getAsLong());
    }
    Map<String, String> found = content.checksums().byAlgorithm();
    digests.forEach(
        (algorithm, digest) -> {
          if (!digest.equals(found.get(algorithm))) {
            throw new SourceMismatchException(
                id
                    + " has "
                    + algorithm
                    + " "
                    + found.get(algorithm)
                    + "; the source promised "
                    + digest);
          }
        });
  }
}
