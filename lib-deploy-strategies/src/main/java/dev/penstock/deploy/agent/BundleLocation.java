package dev.penstock.deploy.agent;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a revision's bundle lies, as its {@linkplain dev.penstock.revision.Revision#bundle() text}
 * says:
 *
 * <pre>
 * s3://releases/shop/1.4.0.zip?versionId=3HL4&amp;eTag=9b2c&amp;bundleType=zip
 * github://acme/shop/1f3870be274f6c49b3e31a0c6728957f1f3870be
 * </pre>
 *
 * <p>Any other text is the host's own. Immutable.
 */
public sealed interface BundleLocation {

  /**
   * Reads a location. Whatever is neither of the forms above is {@link Other}.
   *
   * @param text the text of a revision
   * @return the location
   */
  static BundleLocation of(String text) {
    Matcher s3 = S3.FORM.matcher(text);
    if (s3.matches()) {
      return S3.of(s3);
    }
    Matcher gitHub = GitHub.FORM.matcher(text);
    return gitHub.matches()
        ? new GitHub(gitHub.group(1), gitHub.group(2), gitHub.group(3))
        : new Other(text);
  }

  /**
   * What scripts learn about it (D-092).
   *
   * @return variables by name; absent parts have none
   */
  Map<String, String> variables();

  /**
   * The entity tag that the object must have.
   *
   * @return the tag without quotes, or empty if any will do
   */
  default Optional<String> eTag() {
    return Optional.empty();
  }

  /**
   * What kind of archive it is.
   *
   * @return the type, or empty if the archive's first bytes tell
   */
  default Optional<BundleType> type() {
    return Optional.empty();
  }

  /**
   * An object in a bucket.
   *
   * @param bucket the bucket's name
   * @param key the object's key
   * @param version the object's version; empty for the newest
   * @param eTag the entity tag without quotes; empty if any will do
   * @param type the kind of archive; empty if its first bytes tell
   */
  record S3(
      String bucket,
      String key,
      Optional<String> version,
      Optional<String> eTag,
      Optional<BundleType> type)
      implements BundleLocation {

    private static final Pattern FORM = Pattern.compile("s3://([^/?]+)/([^?]+)(?:\\?(.*))?");

    /** Strips quotes from the tag. */
    public S3 {
      eTag = eTag.map(BundleLocation::withoutQuotes);
    }

    private static BundleLocation of(Matcher matcher) {
      Map<String, String> options = new LinkedHashMap<>();
      String query = matcher.group(3);
      for (String option : (query == null ? "" : query).split("&", -1)) {
        int equals = option.indexOf('=');
        if (equals > 0) {
          options.put(option.substring(0, equals), option.substring(equals + 1));
        }
      }
      return new S3(
          matcher.group(1),
          matcher.group(2),
          Optional.ofNullable(options.get("versionId")),
          Optional.ofNullable(options.get("eTag")),
          Optional.ofNullable(options.get("bundleType")).flatMap(BundleType::of));
    }

    @Override
    public Map<String, String> variables() {
      Map<String, String> variables = new LinkedHashMap<>();
      variables.put("BUNDLE_BUCKET", bucket);
      variables.put("BUNDLE_KEY", key);
      version.ifPresent(value -> variables.put("BUNDLE_VERSION", value));
      eTag.ifPresent(value -> variables.put("BUNDLE_ETAG", value));
      return variables;
    }
  }

  /**
   * A commit of a repository, packed by the source host.
   *
   * @param account who owns the repository
   * @param repository the repository's name
   * @param commit the commit's SHA-1, 40 hexadecimal digits
   */
  record GitHub(String account, String repository, String commit) implements BundleLocation {

    private static final Pattern FORM =
        Pattern.compile("github://([^/?]+)/([^/?]+)/([0-9a-fA-F]{40})");

    @Override
    public Map<String, String> variables() {
      return Map.of("BUNDLE_COMMIT", commit);
    }
  }

  /**
   * A place that only the host's transfer understands.
   *
   * @param text what the revision says
   */
  record Other(String text) implements BundleLocation {

    @Override
    public Map<String, String> variables() {
      return Map.of();
    }
  }

  private static String withoutQuotes(String tag) {
    return tag.replace("\"", "");
  }
}
