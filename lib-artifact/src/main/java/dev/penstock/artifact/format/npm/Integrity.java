package dev.penstock.artifact.format.npm;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.base.CharMatcher;
import com.google.common.base.Splitter;
import dev.penstock.artifact.format.ProtocolException;
import dev.penstock.artifact.store.Checksums;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Digests as npm writes them (W-056). */
final class Integrity {
  /** What a digest may be named there, and what it is called here. */
  private static final Map<String, String> ALGORITHMS =
      Map.of("sha512", "SHA-512", "sha256", "SHA-256", "sha1", "SHA-1", "md5", "MD5");

  private static final Map<String, Integer> BYTES =
      Map.of("SHA-512", 64, "SHA-256", 32, "SHA-1", 20, "MD5", 16);
  private static final Pattern SHA1 = Pattern.compile("[0-9a-f]{40}");
  private static final Splitter WORDS = Splitter.on(CharMatcher.whitespace()).omitEmptyStrings();

  private Integrity() {}

  /** Refuses a {@code dist} that names other digests than were found, or none. */
  static void require(JsonNode dist, Checksums found) {
    boolean isChecked = false;
    @Nullable String shasum = dist.path("shasum").textValue();
    if (shasum != null) {
      if (!shasum.toLowerCase(Locale.ROOT).equals(found.sha1())) {
        throw refused("shasum " + shown(shasum), found.sha1());
      }
      isChecked = true;
    }
    @Nullable String integrity = dist.path("integrity").textValue();
    for (String one : WORDS.split(integrity == null ? "" : integrity)) {
      int dash = one.indexOf('-');
      @Nullable String algorithm = dash < 0 ? null : ALGORITHMS.get(one.substring(0, dash));
      if (algorithm != null) {
        String hex = found.byAlgorithm().getOrDefault(algorithm, "");
        String wanted = of(one.substring(0, dash), hex);
        int options = one.indexOf('?');
        if (!(options < 0 ? one : one.substring(0, options)).equals(wanted)) {
          throw refused("integrity " + shown(one), wanted);
        }
        isChecked = true;
      }
    }
    if (!isChecked) {
      throw refused("neither shasum nor integrity", "one of them, or both");
    }
  }

  /**
   * The digests that a {@code dist} names, by the algorithms' names here; odd ones are left out.
   */
  static Map<String, String> digests(JsonNode dist) {
    Map<String, String> digests = new HashMap<>();
    @Nullable String shasum = dist.path("shasum").textValue();
    if (shasum != null && SHA1.matcher(shasum.toLowerCase(Locale.ROOT)).matches()) {
      digests.put("SHA-1", shasum.toLowerCase(Locale.ROOT));
    }
    for (String one : WORDS.split(dist.path("integrity").asText())) {
      int dash = one.indexOf('-');
      @Nullable String algorithm = dash < 0 ? null : ALGORITHMS.get(one.substring(0, dash));
      int options = one.indexOf('?');
      String encoded = one.substring(dash + 1, options < 0 ? one.length() : options);
      if (algorithm != null) {
        hex(algorithm, encoded).ifPresent(hex -> digests.put(algorithm, hex));
      }
    }
    return digests;
  }

  private static Optional<String> hex(String algorithm, String base64) {
    try {
      byte[] bytes = Base64.getDecoder().decode(base64);
      return bytes.length == BYTES.getOrDefault(algorithm, 0)
          ? Optional.of(HexFormat.of().formatHex(bytes))
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** A digest as npm writes it, such as {@code sha512-…}. */
  static String of(String algorithm, String hex) {
    return algorithm + "-" + Base64.getEncoder().encodeToString(HexFormat.of().parseHex(hex));
  }

  private static String shown(String text) {
    return text.length() > 200 ? text.substring(0, 200) + "…" : text;
  }

  private static ProtocolException refused(String found, String allowed) {
    return new ProtocolException(400, "dist: " + found + "; allowed: " + allowed);
  }
}
