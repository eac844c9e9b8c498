package dev.penstock.spec.build;

/** The phases that a buildspec gives commands to, in the order in which they run. */
public enum BuildPhase {
  /** Brings tools. */
  INSTALL("install"),
  /** Prepares the build: signs in, reads versions. */
  PRE_BUILD("pre_build"),
  /** Builds. */
  BUILD("build"),
  /** Packs, publishes and cleans up; runs also after a failed {@link #BUILD}. */
  POST_BUILD("post_build");

  private final String key;

  BuildPhase(String key) {
    this.key = key;
  }

  /**
   * The key in the file.
   *
   * @return the key, such as {@code pre_build}
   */
  public String key() {
    return key;
  }
}
