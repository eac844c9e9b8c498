package dev.penstock.pipeline.execution;

/** What kind of value names a source revision (P-704). */
public enum RevisionType {
  /** The id of a commit. */
  COMMIT_ID,
  /** The digest of a container image. */
  IMAGE_DIGEST,
  /** The version of an object in a store. */
  S3_OBJECT_VERSION_ID,
  /**
   * The key of an object in a store; the action must allow it with {@code
   * AllowOverrideForS3ObjectKey}.
   */
  S3_OBJECT_KEY
}
