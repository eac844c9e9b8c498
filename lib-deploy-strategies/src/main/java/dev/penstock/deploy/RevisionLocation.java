package dev.penstock.deploy;

import dev.penstock.deploy.strategy.ComputePlatform;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where a revision lies, in the kinds that the cloud service knows (D-397). A host's artifact
 * transfer takes {@link #text()} as the bundle of a {@link dev.penstock.revision.Revision}.
 *
 * <pre>{@code
 * RevisionLocation bundle = RevisionLocation.s3("releases", "shop/1.4.0.zip", BundleType.ZIP);
 * Revision revision = new Revision("1.4.0", bundle.text(), digest, "");
 * }</pre>
 *
 * <p>Immutable.
 */
public sealed interface RevisionLocation {

  /** Most bytes of a revision that is given inline. */
  int LONGEST_INLINE = 256 * 1024;

  /** What a bundle in a bucket is. */
  enum BundleType {
    /** A tape archive. */
    TAR("tar"),
    /** A compressed tape archive. */
    TGZ("tgz"),
    /** A zip archive. */
    ZIP("zip"),
    /** An AppSpec alone, in YAML. */
    YAML("YAML"),
    /** An AppSpec alone, in JSON. */
    JSON("JSON");

    private final String text;

    BundleType(String text) {
      this.text = text;
    }

    /**
     * The word that the cloud service uses.
     *
     * @return such as {@code tgz}
     */
    public String text() {
      return text;
    }

    /**
     * Whether it holds files rather than an AppSpec alone.
     *
     * @return false for {@link #YAML} and {@link #JSON}
     */
    public boolean isArchive() {
      return this != YAML && this != JSON;
    }
  }

  /**
   * The location as one line, without what is given inline.
   *
   * @return such as {@code s3://releases/shop/1.4.0.zip}
   */
  String text();

  /**
   * Whether a platform's revisions may lie there.
   *
   * @param platform the platform
   * @return true if the cloud service takes it
   */
  boolean supports(ComputePlatform platform);

  /**
   * In a bucket.
   *
   * @param bucket the bucket's name, not blank
   * @param key the object's key, 1 to 1,024 characters
   * @param bundleType what the object is
   * @param version the object's version; empty for the newest
   * @param eTag what the object's tag must be; empty for any
   */
  record S3(
      String bucket,
      String key,
      BundleType bundleType,
      Optional<String> version,
      Optional<String> eTag)
      implements RevisionLocation {
    private static final int LONGEST_KEY = 1_024;

    /** Refuses a blank bucket and a key out of range. */
    public S3 {
      if (bucket.isBlank() || bucket.length() > 255) {
        throw wrong("bucket of " + bucket.length() + " characters", "1 to 255, not all blank");
      }
      if (key.isEmpty() || key.length() > LONGEST_KEY) {
        throw wrong("key of " + key.length() + " characters", "1 to " + LONGEST_KEY);
      }
      Objects.requireNonNull(bundleType, "bundleType");
      Objects.requireNonNull(version, "version");
      Objects.requireNonNull(eTag, "eTag");
    }

    @Override
    public String text() {
      return "s3://" + bucket + "/" + key + version.map(each -> "?versionId=" + each).orElse("");
    }

    @Override
    public boolean supports(ComputePlatform platform) {
      return platform != ComputePlatform.SERVER || bundleType.isArchive();
    }
  }

  /**
   * A commit of a repository.
   *
   * @param repository account and repository with a slash between
   * @param commit the commit's id, 40 hexadecimal digits
   */
  record GitHub(String repository, String commit) implements RevisionLocation {
    private static final Pattern REPOSITORY =
        Pattern.compile("[A-Za-z0-9._-]{1,100}/[A-Za-z0-9._-]{1,100}");
    private static final Pattern COMMIT = Pattern.compile("[0-9a-fA-F]{40}");

    /** Refuses what is no repository and no commit. */
    public GitHub {
      if (!REPOSITORY.matcher(repository).matches()) {
        throw wrong("repository of " + repository.length() + " characters", "account/repository");
      }
      if (!COMMIT.matcher(commit).matches()) {
        throw wrong("commit of " + commit.length() + " characters", "40 hexadecimal digits");
      }
    }

    @Override
    public String text() {
      return "github:" + repository + "@" + commit;
    }

    @Override
    public boolean supports(ComputePlatform platform) {
      return platform == ComputePlatform.SERVER;
    }
  }

  /**
   * An AppSpec that is given inline, in the older form.
   *
   * @param content the AppSpec, at most {@link #LONGEST_INLINE} bytes
   * @param sha256 what its digest must be, 64 hexadecimal digits; empty for any
   */
  record Inline(String content, Optional<String> sha256) implements RevisionLocation {

    /** Refuses what is empty or too long, and what is no digest. */
    public Inline {
      requireInline(content, sha256);
    }

    @Override
    public String text() {
      return "String" + sha256.map(each -> ":" + each).orElse("");
    }

    @Override
    public boolean supports(ComputePlatform platform) {
      return platform != ComputePlatform.SERVER;
    }
  }

  /**
   * An AppSpec that is given inline.
   *
   * @param content the AppSpec, at most {@link #LONGEST_INLINE} bytes
   * @param sha256 what its digest must be, 64 hexadecimal digits; empty for any
   */
  record AppSpecContent(String content, Optional<String> sha256) implements RevisionLocation {

    /** Refuses what is empty or too long, and what is no digest. */
    public AppSpecContent {
      requireInline(content, sha256);
    }

    @Override
    public String text() {
      return "AppSpecContent" + sha256.map(each -> ":" + each).orElse("");
    }

    @Override
    public boolean supports(ComputePlatform platform) {
      return platform != ComputePlatform.SERVER;
    }
  }

  /**
   * The newest version of an object in a bucket.
   *
   * @param bucket the bucket's name
   * @param key the object's key
   * @param type what the object is
   * @return the location
   */
  static S3 s3(String bucket, String key, BundleType type) {
    return new S3(bucket, key, type, Optional.empty(), Optional.empty());
  }

  private static void requireInline(String content, Optional<String> sha256) {
    int bytes = content.getBytes(StandardCharsets.UTF_8).length;
    if (bytes == 0 || bytes > LONGEST_INLINE) {
      throw wrong("content of " + bytes + " bytes", "1 to " + LONGEST_INLINE);
    }
    if (sha256.filter(each -> !each.matches("[0-9a-fA-F]{64}")).isPresent()) {
      throw wrong("sha256 of " + sha256.get().length() + " characters", "64 hexadecimal digits");
    }
  }

  private static IllegalArgumentException wrong(String found, String allowed) {
    return new IllegalArgumentException("revision location: " + found + "; allowed: " + allowed);
  }
}
