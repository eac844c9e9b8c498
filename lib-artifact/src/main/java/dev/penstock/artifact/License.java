package dev.penstock.artifact;

/**
 * A licence that a package version names.
 *
 * @param name such as {@code Apache-2.0}; up to 1,024 characters
 * @param url where it can be read; an empty text if not told; up to 2,048 characters
 */
public record License(String name, String url) {
  private static final int LONGEST_NAME = 1_024;
  private static final int LONGEST_URL = 2_048;

  /** Checks both, and reports all faults. */
  public License {
    Faults faults = new Faults();
    faults.length("name", name, LONGEST_NAME);
    faults.length("url", url, LONGEST_URL);
    faults.throwIfAny("license");
  }

  int length() {
    return name.length() + url.length();
  }
}
