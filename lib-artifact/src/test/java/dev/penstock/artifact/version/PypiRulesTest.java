package dev.penstock.artifact.version;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.penstock.conventions.Covers;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Versions of PyPI")
class PypiRulesTest {
  private final Orders pypi = new Orders(VersionScheme.PYPI);

  @Test
  @Covers("W-138")
  void areNormalized() {
    pypi.normal("1!1.2a3.post4.dev5+abc.6", "1!1.2a3.post4.dev5+abc.6");
    pypi.normal("1.0", "1.0", "v1.0", "V1.0", " 1.0 ", "\n1.0\t", "0!1.0", "01.0");
    pypi.normal("1.0a1", "1.0a1", "1.0.a1", "1.0-a1", "1.0_a1", "1.0a.1", "1.0a-1", "1.0a_1");
    pypi.normal("1.0a1", "1.0A1", "1.0alpha1", "1.0-ALPHA-1", "1.0a01");
    pypi.normal("1.0b1", "1.0beta1", "1.0b1", "1.0.Beta.1");
    pypi.normal("1.0rc1", "1.0c1", "1.0pre1", "1.0preview1", "1.0rc1", "1.0-RC_1");
    pypi.normal("1.0.post1", "1.0.post1", "1.0post1", "1.0-post-1", "1.0_post_1", "1.0.post.1");
    pypi.normal("1.0.post1", "1.0rev1", "1.0r1", "1.0-R-1", "1.0-1", "1.0-01");
    pypi.normal("1.0.dev1", "1.0.dev1", "1.0dev1", "1.0-dev-1", "1.0_DEV_1", "1.0.dev.01");
    pypi.normal("1.0a0", "1.0a", "1.0alpha");
    pypi.normal("1.0.post0", "1.0.post", "1.0r");
    pypi.normal("1.0.dev0", "1.0.dev", "1.0dev");
    pypi.normal("1.0+ubuntu.1", "1.0+ubuntu-1", "1.0+Ubuntu_01", "1.0+UBUNTU.1");
    pypi.areNoVersions("", "a", "1.", ".1", "1..2", "1.0x", "1.0+", "1.0+a..b", "1.0+a+b", "v v1");
    pypi.areNoVersions("1.0a1b1", "1.0.dev1.post1", "1.0--1", "1!", "!1", "1.0+\u00e9", "v 1.0");
    pypi.areNoVersions("\u0661.0", "1.\u0661", "1.0a\u0661", "1.0+\u0661");
  }

  @Test
  @Covers("W-139")
  void areOrderedByTheirParts() {
    pypi.ascend("9.9", "1!0.1", "2!0.0");
    pypi.equal("1", "1.0", "1.0.0");
    pypi.ascend("1.0", "1.0.1", "1.1", "1.10");
    pypi.ascend("1.0.dev1", "1.0a0.dev1", "1.0a1", "1.0a2", "1.0b0", "1.0rc0", "1.0");
    pypi.ascend("1.0", "1.0.post0", "1.0.post1");
    pypi.ascend("1.0a1", "1.0a1.post0");
    pypi.ascend("1.0rc1", "1.0.post1.dev1", "1.0.post1");
    pypi.ascend("1.0a1.dev1", "1.0a1.dev2", "1.0a1");
    pypi.ascend("1.0.post1.dev2", "1.0.post1");
    pypi.ascend("1.0", "1.0+a", "1.0+0");
    pypi.ascend("1.0.dev1", "1.0.dev1+a", "1.0.dev2");
  }

  @Test
  @Covers("W-140")
  void areOrderedByTheirLocalParts() {
    pypi.ascend("1+abc", "1+0", "1+1", "1+1.abc", "1+1.1", "1+1.1.0", "1+2", "1+123");
    pypi.ascend("1+a", "1+abc", "1+b");
    pypi.equal("1+abc.01", "1+ABC-1");
  }

  @Test
  @Covers("W-141")
  void areOrderedAsInTheChain() {
    pypi.ascend(
        "1.0.dev456",
        "1.0a1.dev1",
        "1.0a1",
        "1.0b2.post345.dev456",
        "1.0b2.post345",
        "1.0rc1",
        "1.0",
        "1.0+local",
        "1.0.post456.dev34",
        "1.0.post456",
        "1.0.1.dev1",
        "1.1.dev1",
        "1!0.1");
  }

  @Test
  @Covers("W-142")
  void satisfySpecifiersOfEqualityAndOrder() {
    pypi.contains(">=1.0,<2.0, !=1.5", "1.0", "1.4");
    pypi.lacks(">=1.0,<2.0, !=1.5", "0.9", "2.0", "1.5");
    pypi.contains("==1.1", "1.1", "1.1.0", "1.1+local");
    pypi.lacks("==1.1", "1.1.1", "1.1a1", "1.1.post1", "1.1.dev1");
    pypi.contains("==1.1+local", "1.1+local");
    pypi.lacks("==1.1+local", "1.1", "1.1+other");
    pypi.contains("==1.1.*", "1.1", "1.1.5", "1.1a1", "1.1.post1", "1.1.dev1", "1.1+local");
    pypi.lacks("==1.1.*", "1.2", "1", "1!1.1", "1.11");
    pypi.contains("==1.0.*", "1");
    pypi.lacks("!=1.1", "1.1", "1.1.0", "1.1+local");
    pypi.contains("!=1.1", "1.1.1", "1.1a1", "1.1.post1", "1.1.dev1");
    pypi.lacks("!=1.1.*", "1.1", "1.1.5", "1.1a1", "1.1.post1", "1.1.dev1");
    pypi.contains("!=1.1.*", "1.2", "1", "1!1.1");
    pypi.areNoRanges("==1.1.dev1.*", "==1.1+local.*", "==1.1a1.*", "==1.1.post1.*", "!=1.1a1.*");
    pypi.contains(">=1.1", "1.1", "1.1+local", "1.2");
    pypi.lacks(">=1.1", "1.1a1", "1.0");
    pypi.contains("<=1.1", "1.1", "1.1+local", "1.0");
    pypi.lacks("<=1.1", "1.1.post1", "1.2");
    pypi.areNoRanges(">=1.1+local", "<=1.1+local", ">1.1+local", "<1.1+local", "~=1.1+local");
    pypi.areNoRanges("1.0", "=1.0", "=>1.0", ">= ", "==", ">=1.*", "~=1.1.*");
    pypi.contains("", "1.0", "1.0a1");
  }

  @Test
  @Covers("W-143")
  void satisfyStrictInequalities() {
    pypi.lacks(">1.7", "1.7.0.post1", "1.7", "1.7+local");
    pypi.contains(">1.7", "1.7.1", "1.7.0.1", "1.8.post1", "1.8+local");
    pypi.contains(">1.7.post2", "1.7.post3", "1.7.1");
    pypi.lacks(">1.7.post2", "1.7.post2", "1.7.0", "1.7.post2+local");
    pypi.lacks("<3.1", "3.1.dev0", "3.1a1", "3.1rc1", "3.1");
    pypi.contains("<3.1", "3.0", "3.0.dev0", "3.0.post1");
    pypi.contains("<3.1rc2", "3.1rc1", "3.1.dev0");
    pypi.lacks("<3.1rc2", "3.1rc2", "3.1");
  }

  @Test
  @Covers("W-144")
  void satisfyCompatibleReleases() {
    pypi.areNoRanges("~=1", "~=1a1", "~=1!1");
    pypi.contains("~=2.2", "2.2", "2.3", "2.99");
    pypi.lacks("~=2.2", "2.1", "3.0", "2.2a1");
    pypi.contains("~=1.4.5", "1.4.5", "1.4.99");
    pypi.lacks("~=1.4.5", "1.5", "1.4.4");
    pypi.contains("~=2.2.post3", "2.2.post3", "2.3");
    pypi.lacks("~=2.2.post3", "2.2", "3.0");
    pypi.contains("~=1.4.5a4", "1.4.5a4", "1.4.5", "1.4.6");
    pypi.lacks("~=1.4.5a4", "1.4.5a3", "1.5");
    pypi.contains("~=1.4.dev1", "1.4.dev1", "1.9");
    pypi.contains("~=1!2.2", "1!2.3");
    pypi.lacks("~=1!2.2", "2.3", "1!3.0");
  }

  @Test
  @Covers("W-145")
  void satisfyArbitraryEqualityByTheirText() {
    pypi.contains("===1.0RC1", "1.0rc1", "1.0RC1");
    pypi.lacks("===1.0", "1.0.0", "1", "v1.0");
    pypi.contains("===1.0.0", "1.0.0");
    pypi.lacks("===whatever", "1.0");
  }

  @Test
  @Covers("W-146")
  void areCandidatesAsPrereleasesOnlyWhereWanted() {
    accepts("[1.0, 1.1.post1]", ">=1.0", "1.0", "1.1.post1", "1.2a1", "1.2.dev1");
    pypi.chooses("1.1.post1", ">=1.0", "1.0", "1.1.post1", "1.2a1", "1.2.dev1");
    accepts("[1.0, 1.2a1, 1.2.dev1]", ">=1.0a1", "1.0", "1.2a1", "1.2.dev1");
    pypi.chooses("1.2a1", ">=1.0.dev1", "1.0", "1.2a1", "1.2.dev1");
    accepts("[1.0]", ">=1.0,!=1.1a1", "1.0", "1.2a1");
    accepts("[1.2a1, 1.2.dev1]", ">1.0", "1.0", "1.2a1", "1.2.dev1");
    pypi.chooses("1.2a1", ">1.0", "1.0", "1.2a1", "1.2.dev1");
    VersionRange enabled = VersionScheme.PYPI.range(">=1.0").includingPrereleases();
    assertEquals(
        "[1.0, 1.2a1]", enabled.accepted(pypi.versions("1.0", "1.2a1", "1.0a1")).toString());
    pypi.choosesBy(enabled, "1.2a1", "1.0", "1.2a1", "1.0a1");
  }

  private void accepts(String expected, String range, String... candidates) {
    List<Version> given = pypi.versions(candidates);
    assertEquals(expected, VersionScheme.PYPI.range(range).accepted(given).toString());
  }

  @Test
  void areComparedWithoutTrailingZerosAndShownWithThem() {
    pypi.equal("1.4.0", "1.4");
    pypi.normal("1.4.0", "1.4.0");
  }
}
