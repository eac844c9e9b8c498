package dev.penstock.artifact.origin;

/** The ways a version can come into a repository, as package groups restrict them. */
public enum OriginType {
  /** Published into the repository; asked of the repository that is published to. */
  PUBLISH,
  /** Kept from another repository of the domain; asked of the repository that would keep it. */
  INTERNAL_UPSTREAM,
  /** Taken in from outside; asked of the repository that has the external connection. */
  EXTERNAL_UPSTREAM
}
