package dev.penstock.artifact.format.pypi;

import dev.penstock.artifact.Dependency;
import dev.penstock.artifact.License;
import dev.penstock.artifact.VersionMetadata;
import dev.penstock.artifact.format.listing.Excerpt;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a release says about itself, from the fields of an upload. */
final class About {
  private static final Pattern REQUIREMENT =
      Pattern.compile("\\s*([A-Za-z0-9][A-Za-z0-9._-]*)(.*)", Pattern.DOTALL);
  private static final int LONGEST_SUMMARY = 8_192;
  private static final int LONGEST_ADDRESS = 2_048;
  private static final int LONGEST_REQUIREMENT = 2_048;
  private static final int LONGEST_LICENSE = 1_024;
  private static final int MOST_DEPENDENCIES = 1_000;

  private About() {}

  /** What is too long to be kept is cut, since the file says it in full. */
  static VersionMetadata of(UploadForm form) {
    String license = form.first("license_expression");
    license = license.isEmpty() ? form.first("license") : license;
    return VersionMetadata.EMPTY
        .withDisplayName(form.first("name"))
        .withSummary(Excerpt.of(form.first("summary"), LONGEST_SUMMARY))
        .withHomePage(Excerpt.of(form.first("home_page"), LONGEST_ADDRESS))
        .withLicenses(
            license.isBlank()
                ? List.of()
                : List.of(new License(Excerpt.of(license, LONGEST_LICENSE), "")))
        .withDependencies(
            form.all("requires_dist").stream()
                .limit(MOST_DEPENDENCIES)
                .flatMap(written -> dependency(written).stream())
                .toList());
  }

  private static Optional<Dependency> dependency(String written) {
    Matcher matcher = REQUIREMENT.matcher(Excerpt.of(written, LONGEST_REQUIREMENT));
    return matcher.matches()
        ? ProjectName.of(matcher.group(1))
            .map(name -> new Dependency("Requires-Dist", "", name.text(), matcher.group(2).strip()))
        : Optional.empty();
  }
}
