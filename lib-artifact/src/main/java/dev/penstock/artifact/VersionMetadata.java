package dev.penstock.artifact;

import java.util.List;
import java.util.Objects;

/**
 * What a package version says about itself. What it does not say is an empty text or
 * an empty list.
 *
 * <pre>{@code
 * VersionMetadata.EMPTY.withSummary("Pays for carts.").withHomePage("https://acme.example/checkout")
 * }</pre>
 *
 * @param displayName its package's name as people write it, such as {@code @vue/ui}; up to 255
 *     characters
 * @param summary one sentence or more; up to 8,192 characters
 * @param homePage an address; up to 2,048 characters
 * @param sourceCodeRepository an address; up to 2,048 characters
 * @param licenses in the order of the manifest; up to 100
 * @param dependencies direct ones only, in the order of the manifest; up to 10,000, of up to
 *     500,000 characters together with the licences
 */
public record VersionMetadata(
    String displayName,
    String summary,
    String homePage,
    String sourceCodeRepository,
    List<License> licenses,
    List<Dependency> dependencies) {
  private static final int LONGEST_NAME = 255;
  private static final int LONGEST_SUMMARY = 8_192;
  private static final int LONGEST_ADDRESS = 2_048;
  private static final int MOST_LICENSES = 100;
  private static final int MOST_DEPENDENCIES = 10_000;
  private static final int MOST_CHARACTERS = 500_000;

  /** Nothing is said. */
  public static final VersionMetadata EMPTY =
      new VersionMetadata("", "", "", "", List.of(), List.of());

  /** Copies the lists, and reports all faults. */
  public VersionMetadata {
    licenses = List.copyOf(Objects.requireNonNull(licenses, "licenses"));
    dependencies = List.copyOf(Objects.requireNonNull(dependencies, "dependencies"));
    Faults faults = new Faults();
    faults.length("displayName", displayName, LONGEST_NAME);
    faults.length("summary", summary, LONGEST_SUMMARY);
    faults.length("homePage", homePage, LONGEST_ADDRESS);
    faults.length("sourceCodeRepository", sourceCodeRepository, LONGEST_ADDRESS);
    faults.count("licenses", licenses.size(), MOST_LICENSES);
    faults.count("dependencies", dependencies.size(), MOST_DEPENDENCIES);
    long length =
        licenses.stream().mapToLong(License::length).sum()
            + dependencies.stream().mapToLong(Dependency::length).sum();
    if (length > MOST_CHARACTERS) {
      faults.add(
          "metadata",
          "licenses, dependencies",
          length + " characters together",
          "up to " + MOST_CHARACTERS);
    }
    faults.throwIfAny("version metadata");
  }

  /**
   * The same with another display name.
   *
   * @param wanted the package's name as people write it
   * @return a copy
   */
  public VersionMetadata withDisplayName(String wanted) {
    return new VersionMetadata(
        wanted, summary, homePage, sourceCodeRepository, licenses, dependencies);
  }

  /**
   * The same with another summary.
   *
   * @param wanted the summary
   * @return a copy
   */
  public VersionMetadata withSummary(String wanted) {
    return new VersionMetadata(
        displayName, wanted, homePage, sourceCodeRepository, licenses, dependencies);
  }

  /**
   * The same with another home page.
   *
   * @param wanted the address
   * @return a copy
   */
  public VersionMetadata withHomePage(String wanted) {
    return new VersionMetadata(
        displayName, summary, wanted, sourceCodeRepository, licenses, dependencies);
  }

  /**
   * The same with another place of its sources.
   *
   * @param wanted the address
   * @return a copy
   */
  public VersionMetadata withSourceCodeRepository(String wanted) {
    return new VersionMetadata(displayName, summary, homePage, wanted, licenses, dependencies);
  }

  /**
   * The same with other licences.
   *
   * @param wanted the licences
   * @return a copy
   */
  public VersionMetadata withLicenses(List<License> wanted) {
    return new VersionMetadata(
        displayName, summary, homePage, sourceCodeRepository, wanted, dependencies);
  }

  /**
   * The same with other dependencies.
   *
   * @param wanted direct ones only
   * @return a copy
   */
  public VersionMetadata withDependencies(List<Dependency> wanted) {
    return new VersionMetadata(
        displayName, summary, homePage, sourceCodeRepository, licenses, wanted);
  }
}
