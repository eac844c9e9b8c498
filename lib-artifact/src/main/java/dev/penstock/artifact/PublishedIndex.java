package dev.penstock.artifact;

import dev.penstock.artifact.store.CatalogueKey;
import java.time.Instant;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A place in the order of versions newest first, those never published at the end. Each version has
 * a document at its place, so that a page of the order costs no more than the page.
 */
record PublishedIndex(String place, String version) {
  static final String DOCUMENT = "{}\n";
  private static final String NEVER = "~";
  private static final Pattern PLACE = Pattern.compile("[0-9a-f]{24}|~");
  private static final int LAST_NANO = 999_999_999;

  static PublishedIndex of(String version, @Nullable Instant published) {
    return new PublishedIndex(
        published == null
            ? NEVER
            : String.format(
                Locale.ROOT,
                "%016x%08x",
                Instant.MAX.getEpochSecond() - published.getEpochSecond(),
                LAST_NANO - published.getNano()),
        version);
  }

  static PublishedIndex ofToken(String token) {
    int slash = token.indexOf('/');
    if (slash < 0 || !PLACE.matcher(token.substring(0, slash)).matches()) {
      throw PageRequest.foreign(token);
    }
    return new PublishedIndex(token.substring(0, slash), token.substring(slash + 1));
  }

  String token() {
    return place + "/" + version;
  }

  CatalogueKey in(CatalogueKey index) {
    return index.child(place, version);
  }
}
