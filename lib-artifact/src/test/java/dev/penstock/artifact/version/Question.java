package dev.penstock.artifact.version;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Something that both this package and an ecosystem's own code can answer.
 *
 * @param kind parse, compare, range, contains or choose
 * @param scheme whose rules
 * @param range a range, or empty
 * @param withPrereleases whether pre-releases are included
 * @param versions the versions it is about
 */
record Question(
    String kind,
    VersionScheme scheme,
    String range,
    boolean withPrereleases,
    List<String> versions) {

  static final String NONE = "none";

  static List<Question> npm(long seed, int count) {
    VersionTexts texts = new VersionTexts(new Random(seed));
    List<Question> questions = new ArrayList<>();
    while (questions.size() < count) {
      VersionScheme scheme = texts.chance(75) ? VersionScheme.NPM : VersionScheme.NPM_LOOSE;
      boolean withPrereleases = texts.chance(25);
      List<String> versions = texts.family(6, texts::semantic);
      questions.add(new Question("parse", scheme, "", false, versions.subList(0, 1)));
      questions.add(new Question("compare", scheme, "", false, versions.subList(0, 2)));
      String range = texts.npmRange();
      questions.add(new Question("range", scheme, range, withPrereleases, List.of()));
      questions.add(new Question("contains", scheme, range, withPrereleases, versions));
      questions.add(new Question("choose", scheme, range, withPrereleases, versions));
    }
    return questions;
  }

  static List<Question> pypi(long seed, int count) {
    VersionTexts texts = new VersionTexts(new Random(seed));
    VersionScheme scheme = VersionScheme.PYPI;
    List<Question> questions = new ArrayList<>();
    while (questions.size() < count) {
      List<String> versions = texts.family(6, texts::python);
      questions.add(new Question("parse", scheme, "", false, versions.subList(0, 1)));
      questions.add(new Question("compare", scheme, "", false, versions.subList(0, 2)));
      String range = texts.pythonRange();
      boolean withPrereleases = texts.chance(25);
      questions.add(new Question("range", scheme, range, false, List.of()));
      questions.add(new Question("contains", scheme, range, false, versions));
      questions.add(new Question("choose", scheme, range, withPrereleases, versions));
    }
    return questions;
  }

  /** What this package says; {@link #NONE} for what is no version or no range. */
  String answer() {
    try {
      return switch (kind) {
        case "parse" -> scheme.normalize(versions.get(0));
        case "compare" -> compared();
        case "range" -> scheme == VersionScheme.PYPI && read() != null ? "yes" : read().toString();
        case "contains" -> contained();
        case "choose" -> chosen();
        default -> throw new IllegalStateException(kind);
      };
    } catch (VersionSyntaxException notOne) {
      return NONE;
    }
  }

  private String compared() {
    Version one = scheme.parse(versions.get(0));
    Version other = scheme.parse(versions.get(1));
    return Integer.signum(one.compareTo(other)) + " " + one.equals(other);
  }

  private VersionRange read() {
    if (withPrereleases && scheme != VersionScheme.PYPI) {
      // Some slips are only read so, and through the API no one comes to them.
      boolean isLoose = scheme == VersionScheme.NPM_LOOSE;
      return new NpmRangeParser(scheme, range, isLoose, true).parse();
    }
    VersionRange read = scheme.range(range);
    return withPrereleases ? read.includingPrereleases() : read;
  }

  private List<Version> valid() {
    return versions.stream().flatMap(version -> scheme.tryParse(version).stream()).toList();
  }

  private String contained() {
    VersionRange read = read();
    return valid().stream().filter(read::contains).map(Version::toString).toList().toString();
  }

  private String chosen() {
    VersionRange read = read();
    List<Version> valid = valid();
    return read.accepted(valid) + " " + read.best(valid).map(Version::toString).orElse(NONE);
  }
}
