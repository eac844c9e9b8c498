package dev.penstock.spec.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.conventions.Covers;
import dev.penstock.spec.SpecSource;
import dev.penstock.spec.build.BuildspecLocation.InBucket;
import dev.penstock.spec.build.BuildspecLocation.InSource;
import dev.penstock.spec.build.BuildspecLocation.Inline;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BuildspecLocationTest {

  private static final Optional<String> NOTHING = Optional.empty();

  private static BuildspecLocation ofProject(String setting) {
    return BuildspecLocation.of(NOTHING, Optional.of(setting));
  }

  @Test
  @Covers({"B-001", "B-004"})
  void unlessToldOtherwiseItIsTheFileInTheTopFolder() {
    InSource usual = new InSource("buildspec.yml");
    assertEquals(usual, BuildspecLocation.of(NOTHING, NOTHING));
    assertEquals(usual, BuildspecLocation.defaultFile());
    assertEquals(usual, ofProject(""));
    assertEquals(usual, BuildspecLocation.of(Optional.of(" "), Optional.of("")));
  }

  @Test
  @Covers("B-002")
  void aSettingNamesAnotherFileOrAnObject() {
    assertEquals(new InSource("ci/buildspec.yaml"), ofProject("ci/buildspec.yaml"));
    assertEquals(
        new InBucket("arn:aws:s3:::shop/ci/buildspec.yml"),
        ofProject("arn:aws:s3:::shop/ci/buildspec.yml"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "version: 0.2\nphases: {}\n",
        "a\nb",
        "a\rb",
        "version: 0.2",
        "a: b",
        "{version: 0.2, phases: {build: {commands: [make]}}}",
        "{\"version\": \"0.2\"}"
      })
  @Covers("B-003")
  void aTextOfSeveralLinesOrAMappingIsTheBuildspecItself(String text) {
    assertEquals(new Inline(text), ofProject(text));
    assertFalse(ofProject(text).needsSource(), "so it does for a build without sources");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"buildspec.yml", "a b", "a b.yml", "[", "[a]", "- a", "arn:aws:s3:::a/b", "a:b"})
  @Covers("B-003")
  void anyOtherTextIsAPathOrAnArn(String text) {
    assertEquals(
        "elsewhere",
        ofProject(text).fold(path -> "elsewhere", arn -> "elsewhere", inline -> "here"));
    assertEquals(!text.startsWith("arn:"), ofProject(text).needsSource());
  }

  @Test
  @Covers("B-004")
  void whatTheStartOfABuildSaysWins() {
    assertEquals(
        new InSource("a.yml"), BuildspecLocation.of(Optional.of("a.yml"), Optional.of("b.yml")));
    assertEquals(
        new InSource("b.yml"), BuildspecLocation.of(Optional.of(""), Optional.of("b.yml")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "version: 0.2\nphases:\n",
        "version: 9\nbatch: x\n",
        "version: 0.2\nartifacts: {}\n",
        "{\"version\": \"0.2\", \"phases\": {}}"
      })
  @Covers("B-007")
  void aBuildspecIsKnownByItsVersionAndASection(String text) {
    assertTrue(Buildspec.isLikely(new SpecSource("buildspec.yml", text)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "buildspecs:\n  a: {type: script}\n",
        "version: 1.1\nbuildspecs: {}\n",
        "phases: {}\n",
        "version: 0.2\nenv: {}\n",
        "name: plugin\n",
        "- version: 0.2\n",
        "version",
        ""
      })
  @Covers("B-007")
  void otherFormatsOfTheSameNameAreNot(String text) {
    assertFalse(Buildspec.isLikely(new SpecSource("buildspec.yml", text)));
  }

  @Test
  void aBuildspecInASettingStaysOutOfTexts() {
    assertEquals("Inline[15 characters]", new Inline("version: 0.2\n\n\n").toString());
  }
}
