package dev.penstock.artifact.version;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.conventions.Covers;
import java.util.Locale;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Versions of Maven")
class MavenRulesTest {
  private final Orders maven = new Orders(VersionScheme.MAVEN);
  private final Orders resolver = new Orders(VersionScheme.MAVEN_RESOLVER);

  @Test
  @Covers("W-110")
  void areInLowerCaseOfEnglishAndKnowAsciiDigitsOnly() {
    Locale locale = Locale.getDefault();
    try {
      Locale.setDefault(new Locale("tr"));
      maven.equal("1-MILESTONE", "1-milestone");
      maven.normal("1-fi", "1-FI");
    } finally {
      Locale.setDefault(locale);
    }
    maven.ascend("1-alpha", "1", "1-\u0663", "1-0.1");
    maven.ascend("\u0661", "1");
    maven.ascend("\u0663", "1", "2");
    assertEquals("1-\u0663", VersionScheme.MAVEN.normalize("1.\u0663"));
  }

  @Test
  @Covers("W-111")
  void areSplitIntoNestedLists() {
    maven.normal("1.2", "1.2");
    maven.normal("1-2", "1-2");
    maven.normal("1-2.3-4", "1-2.3-4");
    maven.normal("1.0.2", "1..2");
    maven.normal("0.1", ".1");
    maven.normal("1.0-0.2", "1.-.2");
    maven.normal("1-a.2", "1a.2");
    maven.normal("1-x2", "1x2");
    maven.normal("1-x2-y", "1x2y");
    maven.normal("x2", "x2");
    maven.ascend("1-2", "1.2");
  }

  @Test
  @Covers("W-112")
  void swallowTheHyphenBeforeADigit() {
    maven.equal("1-alpha-1", "1-alpha1", "1alpha-1");
    maven.equal("1.X", "1-X");
    maven.ascend("1.x.1", "1-x.1");
  }

  @Test
  @Covers("W-113")
  void rankQualifiers() {
    maven.ascend(
        "1-alpha", "1-beta", "1-milestone", "1-rc", "1-snapshot", "1", "1-sp", "1-abc", "1-xyz");
    maven.equal("1-rc", "1-cr");
    for (String release : new String[] {"1-ga", "1-final", "1-release"}) {
      assertEquals(0, VersionScheme.MAVEN.compare("1", release));
      maven.ascend("1-snapshot", release, "1-sp");
    }
    maven.equal("1a1", "1alpha1");
    maven.equal("1b1", "1beta1");
    maven.equal("1m1", "1milestone1");
    maven.ascend("1", "1-sp", "1a", "1b", "1m");
  }

  @Test
  @Covers("W-114")
  void compareNumbersOfAnyLengthByValue() {
    maven.ascend(
        "9",
        "10",
        "999999999",
        "1000000000",
        "999999999999999999",
        "1000000000000000000",
        "9999999999999999999",
        "10000000000000000000",
        "10000000000000000001");
    maven.equal("1.1", "1.01", "001.0001");
    maven.equal("00012345678901234567890", "12345678901234567890");
  }

  @Test
  @Covers("W-115")
  void areTrimmed() {
    maven.equal("1", "1.0", "1.0.0", "1-0", "1.0-0", "1-", "1.");
    maven.equal("1-x", "1.0.0-x", "1.0.x");
    maven.equal("1-x1", "1.0.0-x1");
    maven.normal("0-1", "0-1");
    maven.normal("1.0-1", "1.0-1");
    maven.normal("1-1", "1-1.0-0");
  }

  @Test
  @Covers("W-116")
  void rankKindsThatMeet() {
    maven.ascend("1-sp", "1-1", "1.1");
    maven.ascend("1-x1", "1-1", "1.1");
    maven.ascend("1-rc", "1-rc1");
    maven.ascend("1-beta2", "1-rc", "1-rc1", "1-sp");
    maven.ascend("1-rc1", "1-rc2", "1-rc10");
  }

  @Test
  @Covers("W-117")
  void compareWhatIsMissing() {
    maven.ascend("1", "1.1");
    maven.equal("1", "1.0");
    maven.ascend("1-rc", "1", "1-sp");
    maven.ascend("1", "1-ga-1.1", "1-1");
    maven.ascend("1-ga-alpha", "1", "1-ga-sp");
  }

  @Test
  @Covers("W-118")
  void mayBeEqualInOrderAndDifferent() {
    for (String release : new String[] {"1ga", "1final", "1release"}) {
      assertEquals(0, VersionScheme.MAVEN.compare("1", release));
      assertNotEquals(VersionScheme.MAVEN.parse("1"), VersionScheme.MAVEN.parse(release));
    }
    assertNotEquals(VersionScheme.MAVEN.parse("1ga"), VersionScheme.MAVEN.parse("1final"));
    assertNotEquals(VersionScheme.MAVEN.parse("1final"), VersionScheme.MAVEN.parse("1release"));
  }

  @Test
  @Covers("W-119")
  void areOrderedAsInTheExamples() {
    maven.ascend(
        "1-alpha2",
        "1-beta-2",
        "1-m2",
        "1-m11",
        "1-rc",
        "1-cr2",
        "1-SNAPSHOT",
        "1",
        "1-sp",
        "1-abc",
        "1-1-snapshot",
        "1-1",
        "1-2");
    maven.ascend("2.0", "2.0.a", "2-1", "2.0.2");
    maven.ascend("6.1.0", "6.1H.5-beta");
    maven.ascend("1-0.alpha", "1");
    maven.ascend("1.0.0.RC1", "1.0.0-RC2");
    maven.ascend("\u00e9", "1");
    maven.ascend("1.0", "1.0-20240101.120000-1");
  }

  @Test
  @Covers("W-120")
  void keepTheirOddities() {
    maven.ascend("1.0", "1.0+build1");
    maven.ascend("v1.0", "1.0");
    maven.ascend("1.0", "1.0-dev");
    maven.ascend("1.0", "1.0-pre1");
    maven.ascend("31.1", "31.1-android", "31.1-jre");
  }

  @Test
  @Covers("W-121")
  void followMaven4WhereItChanged() {
    maven.ascend("2.0.0.Final-redhat-1", "2.0.0.Final");
    maven.ascend("1.0.final-redhat", "1.0-sp1-redhat");
    maven.ascend("1.0-alpha.1", "1.0-alpha-1");
    maven.ascend("1.\u0669", "1.1");
  }

  @Test
  @Covers("W-122")
  void haveRangesInBrackets() {
    maven.contains("[1,2]", "1", "1.5", "2");
    maven.lacks("[1,2]", "0.9", "2.1");
    maven.contains("(1,2)", "1.5");
    maven.lacks("(1,2)", "1", "2");
    maven.contains("(1,2]", "2");
    maven.lacks("(1,2]", "1");
    maven.contains("[1,2)", "1");
    maven.lacks("[1,2)", "2");
    maven.contains("(,1]", "0.1", "1");
    maven.lacks("(,1]", "1.1");
    maven.contains("[1,)", "1", "99");
    maven.lacks("[1,)", "0.9");
    maven.contains("[1]", "1.0");
    maven.lacks("[1]", "1.1", "0.9");
    maven.contains("(,1],[2,)", "1", "2");
    maven.lacks("(,1],[2,)", "1.5");
    maven.contains("1.0", "0.1", "1.0", "9");
    assertEquals("1.0", VersionScheme.MAVEN.range("1.0").recommended().orElseThrow().toString());
    assertTrue(VersionScheme.MAVEN.range("[1.0]").recommended().isEmpty());
    resolver.contains("1.0", "1.0", "1");
    resolver.lacks("1.0", "0.9", "1.1");
    assertTrue(VersionScheme.MAVEN_RESOLVER.range("1.0").recommended().isEmpty());
  }

  @Test
  @Covers("W-123")
  void refuseBrokenRanges() {
    maven.areNoRanges(
        "(1.0)", "[1.0)", "(1.0]", "(1.0,1.0]", "[1.0,1.0)", "[2.0,1.0]", "[1,2],3", "[1,3],[2,4]");
    maven.areNoRanges("[3,4],[1,2]", "[1,2", "", "[1,2],(,3)");
    resolver.areNoRanges("[1,2", "(1", "[1,2,3]", "[2,1]", "[1,2],3", "(1)", "");
    resolver.contains("[3,4],[1,2]", "1", "3");
    resolver.lacks("[3,4],[1,2]", "2.5");
  }

  @Test
  @Covers("W-124")
  void haveRangesThatAreOrdinal() {
    maven.contains("[1.0,2.0)", "2.0-SNAPSHOT", "2.0-alpha", "2.0-rc1");
    maven.lacks("[1.0,2.0)", "1.0-SNAPSHOT");
    maven.chooses("2.0-rc1", "[1.0,2.0)", "1.0-SNAPSHOT", "1.0", "2.0-rc1", "2.0");
  }

  @Test
  @Covers("W-125")
  void haveRangesOfPrefixesInTheResolver() {
    resolver.contains("[1.2.*]", "1.2-alpha-1", "1.2.9999999", "1.2");
    resolver.lacks("[1.2.*]", "1.3-rc-1", "1.1.9", "1.3");
    assertEquals(
        VersionScheme.MAVEN_RESOLVER.range("[1.2.min,1.2.max]"),
        VersionScheme.MAVEN_RESOLVER.range("[1.2.*]"));
    maven.lacks("[1.2.*]", "1.2.9999999", "1.2-alpha-1");
  }

  @Test
  @Covers("W-024")
  void areSnapshotsBySuffixOrByBuild() {
    assertSnapshot("1.0-SNAPSHOT", "1.0-SNAPSHOT");
    assertSnapshot("SNAPSHOT", "SNAPSHOT");
    assertSnapshot("1.0-SNAPSHOT", "1.0-20240101.120000-1");
    assertSnapshot("1.0-beta-SNAPSHOT", "1.0-beta-20240101.120000-12");
    assertSnapshot("SNAPSHOT", "20240101.120000-1");
    for (String release :
        new String[] {
          "1.0",
          "1.0-SNAPSHOT-1",
          "1.0-snapshot",
          "1.0-20240101.1200-1",
          "1.0-20240101x120000-1",
          "1.0-20240101.1200000-1",
          "1.0-2024010.120000-1",
          "1.0-202401011.120000-1",
          "1.0-20240101.120000",
          "1.0-20240101.120000-x",
          "1.0.20240101.120000-1"
        }) {
      assertFalse(VersionScheme.MAVEN.parse(release).isSnapshot(), release);
      assertEquals(release, VersionScheme.MAVEN.parse(release).baseVersion());
    }
    assertFalse(VersionScheme.GENERIC.parse("1-SNAPSHOT").isSnapshot());
  }

  private static void assertSnapshot(String base, String version) {
    assertTrue(VersionScheme.MAVEN.parse(version).isSnapshot(), version);
    assertTrue(VersionScheme.MAVEN.parse(version).isPrerelease(), version);
    assertEquals(base, VersionScheme.MAVEN.parse(version).baseVersion());
    assertEquals(base, VersionScheme.MAVEN_RESOLVER.parse(version).baseVersion());
  }

  @Test
  @Covers("W-126")
  void areOfEqualSeparatorsInTheResolver() {
    resolver.equal("1.0.1", "1.0-1", "1.0_1");
    resolver.equal("1.0.x", "1.0x", "1-0_x");
    resolver.ascend("1.0.0", "1.0.1");
    maven.ascend("1.0-1", "1.0.1");
    resolver.equal("", "0");
    resolver.equal(".1", "0.1");
    resolver.equal("1..2", "1.0.2");
    resolver.equal("1.-2", "1.0.2");
  }

  @Test
  @Covers("W-127")
  void areOfRankedKindsInTheResolver() {
    resolver.ascend(
        "min", "alpha", "beta", "milestone", "rc", "snapshot", "ga", "sp", "abc", "xyz");
    resolver.ascend("xyz", "0", "999999999", "1000000000", "max");
    resolver.equal("rc", "cr");
    resolver.equal("ga", "final", "release");
    resolver.equal("1.a1", "1.alpha1");
    resolver.equal("1.b1", "1.beta1");
    resolver.equal("1.m1", "1.milestone1");
    resolver.ascend("1.sp", "1.a", "1.b", "1.m");
    resolver.ascend("1.min", "1.alpha", "1.max");
    resolver.ascend("1.alpha", "1.min.1", "1.min.x", "1.nix.1");
    resolver.ascend("1.sp", "1.max.x", "1.may.x", "1.99.x", "1.max");
  }

  @Test
  @Covers("W-128")
  void loseZerosAtTheEndOfEachRunInTheResolver() {
    resolver.equal("1-foo", "1.0.0-foo");
    resolver.equal("1", "1.0.0", "1.ga", "1.final.0");
    resolver.equal("1-rc-1", "1-rc-ga-1", "1.0-rc-1.0");
    resolver.ascend("1.0.1", "1.1");
    resolver.normal("1.0.1.x", "1.0.1.0.x");
    resolver.ascend("foo", "0.foo");
    resolver.normal("0.foo", "0.foo", "0.0.foo");
  }

  @Test
  @Covers("W-129")
  void compareWithPaddingInTheResolverIfKindsDiffer() {
    resolver.ascend("1-alpha", "1.1");
    resolver.ascend("1.foo", "1.0.1");
    resolver.ascend("1.x.9", "1.1.x");
    resolver.ascend("rc.1.1", "rc.ga.sp");
    resolver.ascend("rc.alpha.1", "rc.1");
    resolver.ascend("x.ga.1.alpha", "x.1");
  }

  @Test
  @Covers("W-130")
  void areOrderedInTheResolverAsInTheExamples() {
    resolver.ascend("1.ga.1", "1.0.1");
    resolver.ascend("1.0a1", "1.0", "1.0a");
    resolver.ascend("1.0.final.1", "1.0.1.final");
    resolver.ascend("1.0", "1.sp");
    resolver.ascend("1-sp", "1-abc");
    resolver.equal("0.1", ".1");
    resolver.equal("1", "1......");
  }
}
