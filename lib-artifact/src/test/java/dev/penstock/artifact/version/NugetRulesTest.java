package dev.penstock.artifact.version;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.conventions.Covers;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Versions of NuGet")
class NugetRulesTest {
  private final Orders nuget = new Orders(VersionScheme.NUGET);
  private final Orders strict = new Orders(VersionScheme.NUGET_STRICT);

  @Test
  @Covers("W-148")
  void areOneToFourNumbersWithLabels() {
    nuget.normal(
        "1.0.0", "1", "1.0", "1.0.0", "1.0.0.0", " 1 . 0 ", "\t1.0\n", "01.00", "1.0+a.01");
    nuget.normal("2147483647.0.0", "2147483647");
    nuget.areNoVersions("2147483648", "1.2147483648", "1.2.2147483648", "1.2.3.2147483648");
    nuget.normal("1.2.3-Alpha.1-x.0", "1.2.3-Alpha.1-x.0");
    nuget.areNoVersions("1.2.3-", "1.2.3-a..b", "1.2.3-a_b", "1.2.3-\u00e9", "1.2.3-a.", "1.2.3+");
    nuget.areNoVersions("1.2.3+a..b", "1.2.3-a+", "1.2.3+a_b", "1.0.0-01");
    nuget.areNoVersions(
        "1beta", "1.2.3.Beta", "v1.0.0", "1.2.3.4.5", "+1.0", "-1.0", "1.-1", "1.+1");
    nuget.areNoVersions("", "1.", "1..2", ".1", "1.2.3.4.", "1 2", "\u0661");
    strict.normal("1.2.3-a.0", "1.2.3-a.0", "1.2.3-a.0+01");
    strict.areNoVersions("1", "1.2", "1.2.3.4", "01.2.3", "1.02.3", "1.2.03", "1.2.3-01", " 1.2.3");
  }

  @Test
  @Covers("W-149")
  void areNormalized() {
    nuget.normal("1.1.1", "1.01.1");
    nuget.normal("1.0.0.1", "1.00.0.1");
    nuget.normal("1.0.0", "1.0.0.0");
    nuget.normal("2.0.0", "2");
    nuget.normal("1.0.0-Beta.1", "1.0-Beta.1+meta");
    nuget.normal("1.0.0", "1+meta");
  }

  @Test
  @Covers("W-150")
  void areOrderedByNumbersAndLabels() {
    nuget.ascend("1.0.0", "1.0.0.1", "1.0.1", "1.1", "1.10", "2");
    nuget.ascend("1.0.0-a", "1.0.0");
    nuget.ascend("1.0.0-2", "1.0.0-10", "1.0.0-2147483647", "1.0.0-1a", "1.0.0-a");
    nuget.ascend("1.0.0-2147483647", "1.0.0-21474836470", "1.0.0-2147483648", "1.0.0-3000000000");
    nuget.ascend("1.0.0-ALPHA", "1.0.0-beta", "1.0.0-GAMMA");
    nuget.equal("1.0.0-Beta", "1.0.0-bETA");
    nuget.ascend("1.0.0-a", "1.0.0-a.1", "1.0.0-a.1.1");
    nuget.equal("1.0.0+1", "1.0.0+2", "1.0.0");
    nuget.equal("1.0.0-a+1", "1.0.0-a");
    nuget.ascend("1.0.0-rc10", "1.0.0-rc9");
    nuget.ascend("1.0.0-rc.9", "1.0.0-rc.10");
    nuget.ascend("1.0.0", "1.0.0.1-beta");
  }

  @Test
  void mayBeEqualInOrderAndDifferent() {
    assertEquals(0, VersionScheme.NUGET.compare("1.0.0--1", "1.0.0--01"));
    assertNotEquals(VersionScheme.NUGET.parse("1.0.0--1"), VersionScheme.NUGET.parse("1.0.0--01"));
  }

  @Test
  @Covers("W-151")
  void haveRanges() {
    nuget.contains("1.0", "1.0.0", "99.0");
    nuget.lacks("1.0", "0.9", "1.0.0-a");
    nuget.contains("[1.0]", "1.0.0");
    nuget.lacks("[1.0]", "1.0.1", "0.9");
    nuget.contains("(1.0,)", "1.0.1");
    nuget.lacks("(1.0,)", "1.0.0");
    nuget.contains("(,1.0]", "1.0", "0.1");
    nuget.lacks("(,1.0]", "1.0.1");
    nuget.contains("(,1.0)", "0.9");
    nuget.lacks("(,1.0)", "1.0");
    nuget.contains("[1.0,2.0)", "1.0", "1.9");
    nuget.lacks("[1.0,2.0)", "2.0");
    nuget.contains("[1.0, 2.0]", "2.0");
    nuget.contains("(, )", "0.0.1", "9.9");
    nuget.areNoRanges("(1.0)", "[1.0)", "(1.0]", "1,", "[2.0,1.0]", "[1.0,1.0)", "(1.0,1.0]");
    nuget.areNoRanges("", "(,]", "[1.0", "1.0]", "[1,2,3]", "[]", "a", "[a,b]");
    nuget.contains("[1.0.0, 2.0.0)", "2.0.0-alpha");
  }

  @Test
  @Covers("W-152")
  void areChosenFromBelow() {
    nuget.chooses("1.1.0", "1.1", "1.0.0", "1.1.0", "1.5.0", "2.0.0");
    nuget.chooses("1.5.0", "(1.1, 2.0]", "1.0.0", "1.1.0", "1.5.0", "2.0.0");
    nuget.chooses("1.9.0", "1.*", "1.0.0", "1.9.0", "2.0.0");
    nuget.chooses("1.1.0", "1.0", "1.1.0-beta", "1.1.0");
    nuget.chooses("", "1.0", "1.1.0-beta");
    nuget.chooses("1.1.0-beta", "1.0-a", "1.1.0-beta", "1.1.0");
    nuget.chooses("1.1.0-beta", "[1.0, 2.0-a]", "1.1.0-beta", "1.1.0");
    nuget.chooses("1.1.0-beta", "1.*-*", "1.0.0", "1.1.0-beta");
    assertEquals(
        "[1.1.0]",
        VersionScheme.NUGET.range("1.0").accepted(nuget.versions("1.1-b", "1.1.0")).toString());
  }

  @Test
  @Covers("W-153")
  void mayFloat() {
    nuget.chooses("3.0.0", "*", "1.0.0", "3.0.0", "4.0.0-a");
    nuget.chooses("1.9.0", "1.*", "1.0.0", "1.9.0", "1.10.0-a", "2.0.0");
    nuget.chooses("1.2.9", "1.2.*", "1.2.0", "1.2.9", "1.3.0");
    nuget.chooses("1.2.3.9", "1.2.3.*", "1.2.3", "1.2.3.9", "1.2.4");
    nuget.chooses("1.0.0-beta", "1.0.0-*", "1.0.0-alpha", "1.0.0-beta", "1.0.1");
    nuget.chooses("1.0.0", "1.0.0-*", "1.0.0-alpha", "1.0.0", "1.0.1");
    nuget.chooses(
        "1.0.0-Beta2", "1.0.0-beta*", "1.0.0-alpha", "1.0.0-beta1", "1.0.0-Beta2", "1.0.0-rc");
    nuget.chooses("4.0.0-a", "*-*", "1.0.0", "3.0.0", "4.0.0-a");
    nuget.chooses("1.9.0-beta2", "1.*-beta*", "1.8.0", "1.9.0-beta2", "1.9.0-rc", "2.0.0-beta");
    nuget.chooses("1.10.0", "1.1*", "1.1.0", "1.2.0", "1.10.0");
    nuget.areNoRanges(
        "*.1", "1.*.2", "1.*.*", "**", "1.0.0-*a", "1.0.0+*", "1.*-*-*", "*1", "1*-a");
    nuget.areNoRanges("[1.0, 2.*]", "[1.*]", "1.2.3.4.*");
    nuget.chooses("2.0.0", "1.*", "0.1.0", "2.0.0", "2.5.0");
    NugetFloat floating = new NugetFloat("1.*", VersionScheme.NUGET.parse("1.0.0"), 1, null);
    assertTrue(prefers(floating, "0.2.0", "0.1.0"));
    assertFalse(prefers(floating, "0.1.0", "0.2.0"));
    assertTrue(prefers(floating, "2.0.0", "0.2.0"));
    assertFalse(prefers(floating, "0.2.0", "2.0.0"));
  }

  private static boolean prefers(NugetFloat floating, String considered, String current) {
    return floating.prefers(
        VersionScheme.NUGET.parse(considered), VersionScheme.NUGET.parse(current));
  }

  @Test
  void lengthenANumberThatAStarTouches() {
    nuget.chooses("10.0.0", "1*", "1.0.0", "10.0.0", "11.0.0");
  }
}
