package dev.penstock.artifact.version;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.conventions.Covers;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("The laws of versions hold")
class VersionLawsTest {
  private static final int SET = 24;

  private static int sets() {
    return Boolean.getBoolean("penstock.thorough") ? 4_000 : 60;
  }

  private static List<Version> some(VersionScheme scheme, VersionTexts texts) {
    List<Version> versions = new ArrayList<>();
    while (versions.size() < SET) {
      for (String text : texts.family(6, () -> text(scheme, texts))) {
        scheme.tryParse(text).ifPresent(versions::add);
      }
    }
    return versions;
  }

  private static String text(VersionScheme scheme, VersionTexts texts) {
    return switch (scheme) {
      case NPM, NPM_LOOSE -> texts.semantic();
      case PYPI -> texts.python();
      case NUGET, NUGET_STRICT -> texts.nuget();
      case MAVEN, MAVEN_RESOLVER, GENERIC -> texts.anything();
    };
  }

  /** What people write: Maven's order of stranger versions has circles. */
  private static List<Version> tame(VersionTexts texts) {
    List<Version> versions = new ArrayList<>();
    while (versions.size() < SET) {
      String number = texts.chance(50) ? "-" + texts.number() : "";
      String word = texts.one(List.of("-alpha", "beta", "-m", ".RC", "-SNAPSHOT", "-sp", "-jre"));
      String qualifier = texts.chance(60) ? word + number : "";
      versions.add(VersionScheme.MAVEN.parse(texts.numbers(1, 4) + qualifier));
    }
    return versions;
  }

  private static String range(VersionScheme scheme, VersionTexts texts) {
    Supplier<String> version = () -> text(scheme, texts);
    int numbers = scheme == VersionScheme.NUGET_STRICT ? 3 : 1;
    return switch (scheme) {
      case NPM, NPM_LOOSE -> texts.npmRange();
      case PYPI -> texts.pythonRange();
      default -> texts.bracketRange(texts.chance(70) ? () -> texts.numbers(numbers, 3) : version);
    };
  }

  @ParameterizedTest
  @Covers("AP-057")
  @EnumSource
  @DisplayName("the order is total, and equal versions have equal hashes")
  void order(VersionScheme scheme) {
    VersionTexts texts = new VersionTexts(new Random(11));
    for (int i = 0; i < sets(); i++) {
      List<Version> versions = some(scheme, texts);
      for (Version one : versions) {
        assertEquals(0, one.compareTo(scheme.parse(one.toString())), one::toString);
        for (Version other : versions) {
          int order = Integer.signum(one.compareTo(other));
          assertEquals(-order, Integer.signum(other.compareTo(one)), one + " and " + other);
          assertEquals(order, Integer.signum(one.parts().order(other.parts())), one + ", " + other);
          if (one.equals(other)) {
            assertEquals(0, order, one + " and " + other);
            assertEquals(one.hashCode(), other.hashCode(), one + " and " + other);
          }
        }
      }
      assertTransitive(scheme == VersionScheme.MAVEN ? tame(texts) : versions);
    }
  }

  @Test
  @DisplayName("sorting ends, even where Maven's order has circles")
  void circles() {
    Orders maven = new Orders(VersionScheme.MAVEN);
    maven.ascend("1-rc", "1");
    maven.ascend("1", "1.x.1");
    maven.ascend("1.x.1", "1-rc");
    VersionTexts texts = new VersionTexts(new Random(16));
    List<Version> versions = new ArrayList<>();
    for (int i = 0; i < 5_000; i++) {
      versions.add(VersionScheme.MAVEN.parse(texts.anything()));
    }
    List<Version> sorted = VersionScheme.MAVEN.sorted(versions);
    assertEquals(new HashSet<>(versions), new HashSet<>(sorted));
    assertEquals(versions.size(), sorted.size());
    List<Version> others = List.of(VersionScheme.NPM.parse("1.0.0"));
    assertThrows(IllegalArgumentException.class, () -> VersionScheme.MAVEN.sorted(others));
  }

  /** In a sorted list, none may be greater than one that follows. */
  private static void assertTransitive(List<Version> versions) {
    List<Version> sorted = versions.get(0).scheme().sorted(versions);
    List<Version> jdks = new ArrayList<>(versions);
    Collections.sort(jdks);
    assertEquals(jdks.toString(), sorted.toString());
    for (int i = 0; i < sorted.size(); i++) {
      for (int j = i + 1; j < sorted.size(); j++) {
        assertTrue(
            sorted.get(i).compareTo(sorted.get(j)) <= 0, sorted.get(i) + " <= " + sorted.get(j));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("a normal form is a fixed point, equal to what it is made of")
  void normalForms(VersionScheme scheme) {
    VersionTexts texts = new VersionTexts(new Random(12));
    for (int i = 0; i < sets(); i++) {
      for (Version version : some(scheme, texts)) {
        if (scheme != VersionScheme.MAVEN) {
          Version again = scheme.parse(version.normalized());
          assertEquals(version, again, version::toString);
          assertEquals(version.normalized(), again.normalized());
        }
        assertEquals(version.toString(), scheme.parse(version.toString()).toString());
      }
    }
  }

  @ParameterizedTest
  @Covers("AP-057")
  @EnumSource
  @DisplayName("a printed range is the same range, and the best version is accepted and extreme")
  void ranges(VersionScheme scheme) {
    VersionTexts texts = new VersionTexts(new Random(13));
    int read = 0;
    for (int i = 0; i < sets() * 10; i++) {
      VersionRange range;
      try {
        range = scheme.range(range(scheme, texts));
      } catch (VersionSyntaxException none) {
        continue;
      }
      read++;
      if (!isOdd(range)) {
        assertEquals(range, scheme.range(range.toString()), range::toString);
        assertEquals(range.hashCode(), scheme.range(range.toString()).hashCode());
      }
      List<Version> versions = some(scheme, texts);
      List<Version> accepted = range.accepted(versions);
      assertTrue(accepted.stream().allMatch(range::contains), range::toString);
      boolean isNuget = scheme == VersionScheme.NUGET || scheme == VersionScheme.NUGET_STRICT;
      Comparator<Version> byRank =
          isNuget ? Comparator.<Version>naturalOrder().reversed() : Comparator.naturalOrder();
      Optional<Version> best = range.best(versions);
      Optional<Version> extreme = accepted.stream().max(byRank);
      assertEquals(extreme.isPresent(), best.isPresent(), range::toString);
      boolean isFloating = range instanceof NugetRange nuget && nuget.floating() != null;
      if (isFloating) {
        assertTrue(best.isEmpty() || accepted.contains(best.get()), range::toString);
      } else if (best.isPresent()) {
        assertEquals(0, best.get().compareTo(extreme.get()), range::toString);
      }
    }
    assertTrue(read > sets(), read + " ranges were read");
  }

  /** Brackets within versions; and {@code >=v0.0.0}, which is shorter once it has been printed. */
  private static boolean isOdd(VersionRange range) {
    boolean isNpm = range instanceof NpmRange;
    boolean hasBracketsWithin =
        range instanceof IntervalRange intervals
            && (intervals.toString() + intervals.recommendation())
                .matches("(?s).*[^,]+[\\[(].*|.*[\\])][^,]+.*|[^\\[(]*[\\[\\]()].*");
    return hasBracketsWithin || (isNpm && range.toString().contains(">=0.0.0"));
  }

  @ParameterizedTest
  @EnumSource(names = {"MAVEN", "MAVEN_RESOLVER", "GENERIC", "NUGET", "NUGET_STRICT"})
  @DisplayName("an interval contains what lies between its bounds")
  void intervals(VersionScheme scheme) {
    VersionTexts texts = new VersionTexts(new Random(14));
    for (int i = 0; i < sets(); i++) {
      List<Version> versions = some(scheme, texts);
      Version one = versions.get(0);
      Version other = versions.get(1);
      boolean isUnbounded = one.toString().isEmpty() || other.toString().isEmpty();
      if (isUnbounded
          || one.compareTo(other) >= 0
          || (one + "" + other).matches("(?s).*[,\\[\\]() \t*].*")) {
        continue;
      }
      VersionRange closed = scheme.range("[" + one + "," + other + "]");
      VersionRange open = scheme.range("(" + one + "," + other + ")");
      for (Version version : versions) {
        int lower = version.compareTo(one);
        int upper = version.compareTo(other);
        assertEquals(lower >= 0 && upper <= 0, closed.contains(version), closed + " " + version);
        assertEquals(lower > 0 && upper < 0, open.contains(version), open + " " + version);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"NPM", "NPM_LOOSE", "PYPI"})
  @DisplayName("together, specifiers contain what each of them does")
  void specifiers(VersionScheme scheme) {
    VersionTexts texts = new VersionTexts(new Random(15));
    boolean isPython = scheme == VersionScheme.PYPI;
    for (int i = 0; i < sets() * 10; i++) {
      VersionRange one;
      VersionRange other;
      VersionRange both;
      try {
        String first = isPython ? texts.pythonRange() : "<" + texts.semantic();
        String second = isPython ? texts.pythonRange() : ">" + texts.semantic();
        one = scheme.range(first).includingPrereleases();
        other = scheme.range(second).includingPrereleases();
        both = scheme.range(first + (isPython ? "," : " ") + second).includingPrereleases();
      } catch (VersionSyntaxException none) {
        continue;
      }
      for (Version version : some(scheme, texts)) {
        assertEquals(
            one.contains(version) && other.contains(version),
            both.contains(version),
            both + " and " + version);
      }
    }
  }
}
