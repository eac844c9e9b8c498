package dev.penstock.artifact;

import java.util.Arrays;

/** Where a package version is in its life. */
public enum VersionStatus {
  /** More assets are to come; not readable yet. */
  UNFINISHED("Unfinished"),
  /** Listed and readable. */
  PUBLISHED("Published"),
  /** Readable by those who name it, but in no list that clients get. */
  UNLISTED("Unlisted"),
  /** Neither listed nor readable; can come back. */
  ARCHIVED("Archived"),
  /** Its assets are given up for good; only its record is left. */
  DISPOSED("Disposed"),
  /** Gone. Stands only in the answer to a deletion. */
  DELETED("Deleted");

  private final String text;

  VersionStatus(String text) {
    this.text = text;
  }

  static VersionStatus of(String text) {
    return Arrays.stream(values())
        .filter(status -> status.text.equals(text))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("\"" + text + "\" is no version status"));
  }

  /**
   * Whether assets can be read.
   *
   * @return true for published and unlisted versions
   */
  public boolean isReadable() {
    return this == PUBLISHED || this == UNLISTED;
  }

  /**
   * Whether assets can be added.
   *
   * @return true for unfinished, published and unlisted versions
   */
  public boolean takesAssets() {
    return this == UNFINISHED || isReadable();
  }

  /** The status as the service writes it, such as {@code Published}. */
  @Override
  public String toString() {
    return text;
  }
}
