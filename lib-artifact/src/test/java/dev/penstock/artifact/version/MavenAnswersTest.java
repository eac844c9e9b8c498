package dev.penstock.artifact.version;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.penstock.conventions.Covers;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.apache.maven.artifact.versioning.ComparableVersion;
import org.apache.maven.artifact.versioning.DefaultArtifactVersion;
import org.apache.maven.artifact.versioning.InvalidVersionSpecificationException;
import org.eclipse.aether.util.version.GenericVersionScheme;
import org.eclipse.aether.version.VersionConstraint;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Answers are those of Maven's own code")
class MavenAnswersTest {
  private static final int SHOWN = 20;

  private final GenericVersionScheme resolver = new GenericVersionScheme();
  private final List<String> wrong = new ArrayList<>();

  private static int count() {
    return Boolean.getBoolean("penstock.thorough") ? 100_000 : 5_000;
  }

  private void same(Object expected, Object found, String about) {
    if (!expected.equals(found) && wrong.size() < SHOWN) {
      wrong.add(about + ": " + found + ", expected " + expected);
    }
  }

  private static String other(String one, VersionTexts texts) {
    if (texts.chance(40)) {
      return texts.varied(one);
    }
    return texts.chance(50) ? texts.mistyped(one, List.of("-", ".", "0", "1")) : texts.anything();
  }

  private void assertNoneWrong() {
    assertEquals("", String.join("\n", wrong));
  }

  @Test
  @Covers("AP-057")
  @DisplayName("about the order, equality and canonical form of versions: ComparableVersion")
  void comparableVersions() {
    VersionTexts texts = new VersionTexts(new Random(3));
    for (int i = 0; i < count(); i++) {
      String one = texts.anything();
      String other = other(one, texts);
      ComparableVersion mavens = new ComparableVersion(one);
      ComparableVersion mavensOther = new ComparableVersion(other);
      Version ours = VersionScheme.MAVEN.parse(one);
      Version oursOther = VersionScheme.MAVEN.parse(other);
      String about = one + " and " + other;
      same(
          Integer.signum(mavens.compareTo(mavensOther)),
          Integer.signum(ours.compareTo(oursOther)),
          about);
      same(mavens.equals(mavensOther), ours.equals(oursOther), about + " equal");
      same(mavens.getCanonical(), ours.normalized(), one + " canonical");
      if (ours.equals(oursOther)) {
        same(ours.hashCode(), oursOther.hashCode(), about + " hashed");
      }
    }
    assertNoneWrong();
  }

  @Test
  @DisplayName("about ranges of a model: VersionRange")
  void ranges() {
    VersionTexts texts = new VersionTexts(new Random(4));
    for (int i = 0; i < count(); i++) {
      String text =
          texts.bracketRange(() -> texts.chance(70) ? texts.numbers(1, 2) : texts.anything());
      if (text.isBlank()) {
        continue;
      }
      List<String> versions = texts.family(3, texts::anything);
      same(
          mavens(text, versions),
          ours(VersionScheme.MAVEN, text, versions, VersionRange::toString),
          text);
    }
    assertNoneWrong();
  }

  private static String mavens(String text, List<String> versions) {
    try {
      var range = org.apache.maven.artifact.versioning.VersionRange.createFromVersionSpec(text);
      List<String> within =
          versions.stream()
              .filter(version -> range.containsVersion(new DefaultArtifactVersion(version)))
              .toList();
      return range + " " + within;
    } catch (InvalidVersionSpecificationException refused) {
      return "refused";
    }
  }

  private static String ours(
      VersionScheme scheme,
      String text,
      List<String> versions,
      Function<VersionRange, String> printed) {
    try {
      VersionRange range = scheme.range(text);
      List<String> within =
          versions.stream().filter(version -> range.contains(scheme.parse(version))).toList();
      return printed.apply(range) + " " + within;
    } catch (VersionSyntaxException refused) {
      return "refused";
    }
  }

  @Test
  @DisplayName("about versions as the resolver orders them: GenericVersionScheme")
  void genericVersions() throws Exception {
    VersionTexts texts = new VersionTexts(new Random(5));
    for (int i = 0; i < count(); i++) {
      String one = texts.anything();
      String other = other(one, texts);
      var mavens = resolver.parseVersion(one);
      var mavensOther = resolver.parseVersion(other);
      Version ours = VersionScheme.MAVEN_RESOLVER.parse(one);
      Version oursOther = VersionScheme.MAVEN_RESOLVER.parse(other);
      String about = one + " and " + other;
      same(
          Integer.signum(mavens.compareTo(mavensOther)),
          Integer.signum(ours.compareTo(oursOther)),
          about);
      same(mavens.equals(mavensOther), ours.equals(oursOther), about + " equal");
      same(ours, VersionScheme.MAVEN_RESOLVER.parse(ours.normalized()), one + " normalized");
      if (ours.equals(oursOther)) {
        same(ours.hashCode(), oursOther.hashCode(), about + " hashed");
      }
    }
    assertNoneWrong();
  }

  @Test
  @DisplayName("about constraints of the resolver: GenericVersionScheme")
  void constraints() {
    VersionTexts texts = new VersionTexts(new Random(6));
    for (int i = 0; i < count(); i++) {
      String text =
          texts.bracketRange(() -> texts.chance(70) ? texts.numbers(1, 2) : texts.anything());
      if (text.isBlank()) {
        continue;
      }
      List<String> versions = texts.family(3, texts::anything);
      same(
          resolvers(text, versions),
          ours(VersionScheme.MAVEN_RESOLVER, text, versions, range -> ""),
          text);
    }
    assertNoneWrong();
  }

  private String resolvers(String text, List<String> versions) {
    try {
      VersionConstraint constraint = resolver.parseVersionConstraint(text);
      List<String> within = new ArrayList<>();
      for (String version : versions) {
        if (constraint.containsVersion(resolver.parseVersion(version))) {
          within.add(version);
        }
      }
      return " " + within;
    } catch (org.eclipse.aether.version.InvalidVersionSpecificationException refused) {
      return "refused";
    }
  }
}
