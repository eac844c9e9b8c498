package dev.penstock.artifact.version;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.conventions.Covers;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Versions of npm")
class NpmRulesTest {
  private static final String GREATEST = "9007199254740991";
  private static final String TOO_GREAT = "9007199254740992";

  private final Orders npm = new Orders(VersionScheme.NPM);
  private final Orders loose = new Orders(VersionScheme.NPM_LOOSE);

  @Test
  @Covers("W-131")
  void areSemantic() {
    npm.areNoVersions("01.2.3", "1.02.3", "1.2.03", "1.2.3-01", "1.2.3-a.00");
    npm.areNoVersions("1.2.3-", "1.2.3-a..b", "1.2.3-a_b", "1.2.3-é", "1.2.3+", "1.2.3+a..b");
    npm.normal("1.2.3-0a.-.b-C.0", "1.2.3-0a.-.b-C.0");
    npm.normal("1.2.3", "1.2.3+01.a-b");
    npm.ascend("1.9.9", "2.0.0", "2.1.0", "2.1.1", "2.9.0", "2.10.0", "11.0.0");
    npm.ascend(
        "1.0.0-2",
        "1.0.0-10",
        "1.0.0-A",
        "1.0.0-a",
        "1.0.0-a.1",
        "1.0.0-a.1.0",
        "1.0.0-a.b",
        "1.0.0-b",
        "1.0.0");
    npm.ascend("1.0.0-99999", "1.0.0-999999", "1.0.0-1000000", "1.0.0--a", "1.0.0-0a");
    npm.equal("1.0.0+1", "1.0.0+2", "1.0.0");
    npm.equal("1.0.0-a+1", "1.0.0-a");
  }

  @Test
  @Covers("W-132")
  void areReadAsNodeReadsThem() {
    npm.normal("1.2.3", " \t1.2.3\n ", "v1.2.3", "1.2.3+build", "v1.2.3+build");
    npm.areNoVersions("vv1.2.3", "=1.2.3", "V1.2.3", "v 1.2.3", "1.2", "1", "", "1.2.3.4");
    loose.normal("1.2.3", "=1.2.3", "=v1.2.3", "01.02.03");
    loose.normal("1.2.3-beta", "1.2.3beta");
    String longest = "1.2.3-" + "a".repeat(250);
    npm.normal(longest, longest);
    npm.areNoVersions(longest + "a");
    npm.normal(GREATEST + ".0.0", GREATEST + ".0.0");
    npm.areNoVersions(TOO_GREAT + ".0.0", "0." + TOO_GREAT + ".0", "0.0." + TOO_GREAT);
    loose.areNoVersions(TOO_GREAT + ".0.0", "1.2", longest + "a");
  }

  @Test
  @Covers("W-133")
  void haveRangesOfComparatorSets() {
    npm.contains("1.2.3 || >=2 <3", "1.2.3", "2.0.0", "2.9.9");
    npm.lacks("1.2.3 || >=2 <3", "1.2.4", "3.0.0");
    npm.contains("1.2 - 2", "1.2.0", "2.9.0");
    npm.lacks("1.2 - 2", "1.1.9", "3.0.0");
    npm.contains("<1.2.3", "1.2.2");
    npm.lacks("<1.2.3", "1.2.3");
    npm.contains("<=1.2.3", "1.2.3");
    npm.lacks("<=1.2.3", "1.2.4");
    npm.contains(">1.2.3", "1.2.4");
    npm.lacks(">1.2.3", "1.2.3");
    npm.contains(">=1.2.3", "1.2.3");
    npm.lacks(">=1.2.3", "1.2.2");
    npm.contains("=1.2.3", "1.2.3");
    npm.lacks("=1.2.3", "1.2.4");
    for (String blank : new String[] {">= v1.2.3  < 2", " >=1.2.3 <v2 ", ">=1.2.3\t<2"}) {
      assertEquals(">=1.2.3 <2.0.0-0", desugared(blank));
    }
    assertEquals(desugared("~1.2.3"), desugared("~>1.2.3"));
    assertEquals(desugared("~1.2.3"), desugared("~> 1.2.3"));
    assertEquals(desugared("^1.2.3"), desugared("^ 1.2.3"));
    for (String any : new String[] {"x", "X", "*", "", "x.x", "*.*.*", "  "}) {
      assertEquals("", desugared(any));
      npm.contains(any, "0.0.0", "9.9.9");
    }
    assertEquals(desugared("1.x"), desugared("1"));
    assertEquals(desugared("1.2.X"), desugared("1.2"));
    npm.areNoRanges("!=1.2.3", "latest", "1.x.5", "x.1", "*.1.2", "1.2.3 - ", "> ", "1.2.3.4");
  }

  @Test
  @Covers("W-134")
  void haveRangesWithSugar() {
    sugar("~1.2.3", ">=1.2.3 <1.3.0-0");
    sugar("~1.2", ">=1.2.0 <1.3.0-0");
    sugar("~1", ">=1.0.0 <2.0.0-0");
    sugar("^1.2.3", ">=1.2.3 <2.0.0-0");
    sugar("^0.2.3", ">=0.2.3 <0.3.0-0");
    sugar("^0.0.3", ">=0.0.3 <0.0.4-0");
    sugar("^0.0", "<0.1.0-0");
    sugar("^0", "<1.0.0-0");
    sugar("1.2.x", ">=1.2.0 <1.3.0-0");
    sugar("1.2.3 - 2.3", ">=1.2.3 <2.4.0-0");
    sugar("1.2.3 - 2.3.4", ">=1.2.3 <=2.3.4");
    sugar(">1", ">=2.0.0");
    sugar(">1.2", ">=1.3.0");
    sugar("<=1.2", "<1.3.0-0");
    sugar("<1", "<1.0.0-0");
    sugar(">x", "<0.0.0-0");
    sugar("<x", "<0.0.0-0");
    npm.lacks(">x", "0.0.0", "1.0.0", "0.0.0-0");
    npm.lacks("<*", "0.0.0", "1.0.0", "0.0.0-0");
  }

  private static void sugar(String range, String plain) {
    assertEquals(plain, desugared(range), range);
    assertEquals(VersionScheme.NPM.range(plain), VersionScheme.NPM.range(range));
  }

  @Test
  @Covers("W-135")
  void matchPrereleasesOnlyWhereOneIsNamed() {
    npm.contains("^1.2.3-beta.1", "1.2.3-beta.2", "1.2.4", "1.2.3-beta.1");
    npm.lacks("^1.2.3-beta.1", "1.2.4-beta.1", "1.2.3-beta.0");
    npm.lacks(">=1.0.0 <1.1.0", "1.1.0-pre");
    npm.lacks("<1.2.3", "1.2.3-beta", "1.2.2-beta");
    npm.contains(">1.2.3-alpha || <1", "1.2.3-beta");
    npm.lacks(">1.2.3 || <1.2.3-alpha.1 >1.2.2-a", "1.2.3-beta");
    included(">=1.2.0-0 <1.3.0-0", "1.2.x");
    included(">=1.2.0-0 <1.3.0-0", "~1.2");
    included(">=1.2.0-0 <3.0.0-0", "1.2 - 2");
    included(">=1.2.3-0 <3.0.0-0", "1.2.3 - 2");
    included(">=1.0.0 <2.0.0-0", "^1.0.0");
    VersionRange range = VersionScheme.NPM.range(">=1.0.0 <1.1.0").includingPrereleases();
    assertTrue(range.contains(VersionScheme.NPM.parse("1.1.0-pre")));
    assertTrue(range.contains(VersionScheme.NPM.parse("1.0.5-pre")));
    VersionRange caret = VersionScheme.NPM.range("^1.0.0").includingPrereleases();
    assertTrue(!caret.contains(VersionScheme.NPM.parse("1.0.0-rc1")));
    assertTrue(caret.contains(VersionScheme.NPM.parse("1.0.1-rc1")));
  }

  private static void included(String plain, String range) {
    assertEquals(plain, VersionScheme.NPM.range(range).includingPrereleases().toString());
  }

  @Test
  @Covers("W-136")
  void ignoreBuildsAndPrereleasesOfWhatIsOpen() {
    assertEquals(desugared("1.2.3"), desugared("1.2.3+build.5"));
    assertEquals(">=1.2.3 <2.0.0-0", desugared("^1.2.3+build"));
    npm.contains("1.2.3+a", "1.2.3+b");
    assertEquals(desugared("1.x.x"), desugared("1.x.x-alpha"));
    assertEquals(desugared("1.2.x"), desugared("1.2.x-alpha"));
    for (String range : new String[] {"^1.2.3-a", "~1.9.3-a", "1.x", "1.2.3-a - 1"}) {
      npm.lacks(range, "2.0.0-0", "2.0.0-alpha");
    }
    VersionRange all = VersionScheme.NPM.range("1.x").includingPrereleases();
    assertTrue(!all.contains(VersionScheme.NPM.parse("2.0.0-0")));
  }

  @Test
  @Covers("W-137")
  void areChosenByTagFirst() {
    List<Version> published = npm.versions("1.0.0", "1.4.0", "1.5.0", "1.6.0", "2.0.0-beta");
    assertEquals("1.4.0", chosen("1.4.0", "^1.0.0", published));
    assertEquals("1.6.0", chosen("1.4.0", "^1.5.0", published));
    assertEquals("1.6.0", chosen(null, "^1.0.0", published));
    assertEquals("1.5.0", chosen("1.4.0", "^1.0.0", published, "1.4.0", "1.6.0"));
    assertEquals("1.6.0", chosen(null, ">=1.5.0", published, "1.6.0", "1.5.0"));
    assertEquals("", chosen("1.4.0", "^3.0.0", published));
    assertEquals("1.6.0", chosen("1.7.0", "^1.0.0", published));
    assertEquals("2.0.0-beta", chosen("2.0.0-beta", "*", published));
  }

  private String chosen(
      String latest, String range, List<Version> published, String... deprecated) {
    Version tagged = latest == null ? null : VersionScheme.NPM.parse(latest);
    NpmChoice choice = new NpmChoice(tagged, new HashSet<>(npm.versions(deprecated)));
    Optional<Version> chosen = choice.of(VersionScheme.NPM.range(range), published);
    return chosen.map(Version::toString).orElse("");
  }

  @Test
  void takeTheHighestThatSatisfies() {
    npm.chooses("1.10.0", "^1.2.0", "1.2.0", "1.10.0", "1.9.0", "2.0.0", "1.11.0-a");
    npm.chooses("", "^3", "1.2.0", "2.0.0");
    loose.chooses("1.2.3-b", "1.2.3a || 1.2.3b || nonsense", "1.2.3a", "1.2.3-b", "1.2.3");
  }

  private static String desugared(String range) {
    return VersionScheme.NPM.range(range).toString();
  }
}
