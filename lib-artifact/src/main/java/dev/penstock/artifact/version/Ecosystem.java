package dev.penstock.artifact.version;

/** The rules of one ecosystem. */
interface Ecosystem {

  /** The {@linkplain PackedKey key} of a version that is simple enough, or a negative number. */
  long key(String text);

  /**
   * What a version has behind the numbers of its key, as a number that is ordered like it among
   * versions of the same key; or a negative number.
   */
  default long tail(String text) {
    return PackedKey.NONE;
  }

  /**
   * Reads a version.
   *
   * @throws VersionSyntaxException if the text is none
   */
  Parts parts(String text);

  /**
   * Reads a range.
   *
   * @throws VersionSyntaxException if the text is none
   */
  VersionRange range(VersionScheme scheme, String text);
}
