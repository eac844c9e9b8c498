package dev.penstock.artifact.format.pypi;

import dev.penstock.artifact.Dependency;
import dev.penstock.artifact.License;
import dev.penstock.artifact.VersionMetadata;
import dev.penstock.artifact.format.listing.Excerpt;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a release says about itself, from the fields of an upload or of core metadata (A-038,
 *
 */
final class About {
  private static final Pattern REQUIREMENT =
      Pattern.compile("\\s*([A-Za-z0-9][A-Za-z0-9._-]*)(.*)", Pattern.DOTALL);
  private static final int LONGEST_NAME = 255;
  private static final int LONGEST_SUMMARY = 8_192;
  private static final int LONGEST_ADDRESS = 2_048;
  private static final int LONGEST_REQUIREMENT = 2_048;
  private static final int LONGEST_LICENSE = 1_024;
  private static final int MOST_LICENSES = 100;
  private static final int MOST_DEPENDENCIES = 1_000;
  private static final int MOST_CHARACTERS = 500_000 - MOST_LICENSES * LONGEST_LICENSE;

  /** A longer text is no name of a licence but its wording. */
  private static final int LONGEST_LICENSE_NAME = 100;

  private static final String TYPE = "Requires-Dist";
  private static final String CLASSIFIER = "License ::";

  /** What old tools write for nothing. */
  private static final String UNKNOWN = "UNKNOWN";

  /** All values of a field, by its name in the upload form. */
  private final Function<String, List<String>> fields;

  private About(Function<String, List<String>> fields) {
    this.fields = fields;
  }

  /** What is too long to be kept is cut, since the file says it in full. */
  static VersionMetadata of(UploadForm form) {
    return new About(form::all).metadata();
  }

  /** As {@link #of(UploadForm)}; the names of the fields differ a little. */
  static VersionMetadata of(CoreMetadata core) {
    return new About(
            field -> core.all(field.equals("classifiers") ? "classifier" : field.replace('_', '-')))
        .metadata();
  }

  private VersionMetadata metadata() {
    return VersionMetadata.EMPTY
        .withDisplayName(Excerpt.of(first("name"), LONGEST_NAME))
        .withSummary(Excerpt.of(first("summary"), LONGEST_SUMMARY))
        .withHomePage(Excerpt.of(first("home_page"), LONGEST_ADDRESS))
        .withLicenses(licenses())
        .withDependencies(dependencies());
  }

  private String first(String name) {
    return fields.apply(name).stream().findFirst().filter(text -> !text.equals(UNKNOWN)).orElse("");
  }

  /** An expression, or a name, or classifiers, or else the wording: each is less sure. */
  private List<License> licenses() {
    String expression = first("license_expression").strip();
    String license = expression.isEmpty() ? first("license").strip() : expression;
    boolean isName =
        !license.isEmpty() && license.length() <= LONGEST_LICENSE_NAME && license.indexOf('\n') < 0;
    List<License> classified =
        !expression.isEmpty() || isName
            ? List.of()
            : fields.apply("classifiers").stream()
                .flatMap(classifier -> classified(classifier).stream())
                .distinct()
                .limit(MOST_LICENSES)
                .toList();
    return license.isEmpty() || !classified.isEmpty()
        ? classified
        : List.of(new License(Excerpt.of(license, LONGEST_LICENSE), ""));
  }

  /** The last part, such as {@code MIT License}; a classifier of two parts may name none. */
  private static Optional<License> classified(String classifier) {
    String name = classifier.substring(classifier.lastIndexOf(':') + 1).strip();
    return classifier.startsWith(CLASSIFIER) && !name.isEmpty() && !name.equals("OSI Approved")
        ? Optional.of(new License(Excerpt.of(name, LONGEST_LICENSE), ""))
        : Optional.empty();
  }

  private List<Dependency> dependencies() {
    List<Dependency> all = new ArrayList<>();
    int left = MOST_CHARACTERS;
    for (String written : fields.apply("requires_dist")) {
      Optional<Dependency> one = dependency(written);
      if (one.isPresent()) {
        left -= TYPE.length() + one.get().name().length() + one.get().requirement().length();
        if (left < 0 || all.size() == MOST_DEPENDENCIES) {
          break;
        }
        all.add(one.get());
      }
    }
    return List.copyOf(all);
  }

  private static Optional<Dependency> dependency(String written) {
    Matcher matcher = REQUIREMENT.matcher(Excerpt.of(written, LONGEST_REQUIREMENT));
    return matcher.matches()
        ? ProjectName.of(matcher.group(1))
            .map(name -> new Dependency(TYPE, "", name.text(), matcher.group(2).strip()))
        : Optional.empty();
  }
}
