package dev.penstock.spec.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.conventions.Covers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What one command leaves to the next, and texts that the shell evaluates, when they are odd. */
class ShellSessionTest {

  @TempDir Path directory;
  private BuildBench bench;

  @BeforeEach
  void open() throws IOException {
    bench = new BuildBench(directory);
  }

  @Test
  @Covers("B-141")
  void aDirectoryWhoseNameEndsWithBlanksIsTakenUp() throws IOException {
    bench.run(
        """
        version: 0.2
        phases:
          build:
            commands:
              - mkdir 'blanks  ' && cd 'blanks  '
              - 'echo "> $(basename "$PWD")|"'
        """);
    assertEquals(List.of("blanks  |"), bench.output());
  }

  @Test
  @Covers("B-141")
  void noCommandRunsElsewhereThanTheOneBeforeHasGone() throws IOException {
    BuildResult result =
        bench.run(
            """
            version: 0.2
            phases:
              build:
                commands:
                  - mkdir "$(printf 'x\\377')" && cd x*
                  - 'echo "> never"'
            """);
    assertEquals(List.of(), bench.output());
    String why = "Reason: the commands went to a directory whose name is not UTF-8";
    assertTrue(result.summary().contains(why), result::summary);
  }

  @Test
  @Covers({"B-050", "B-141"})
  void variablesMayHoldAnyBytes() throws IOException {
    BuildResult result =
        bench.run(
            """
            version: 0.2
            env: {exported-variables: [TEXT, BYTES]}
            phases:
              build:
                commands:
                  - TEXT=t BYTES=$(printf 'a\\377b')
                  - 'echo ">" $(printf %s "$BYTES" | od -An -tx1)'
            """);
    assertEquals(List.of("61 ff 62"), bench.output());
    assertEquals(Map.of("TEXT", "t", "BYTES", "a\uFFFDb"), result.exportedVariables());
  }

  @ParameterizedTest
  @CsvSource({"app\\, app\\", "app\\\\, app\\", "app\\\\\\, app\\\\", "\\$A-$A, $A-b"})
  @Covers("B-163")
  void backslashesAtTheEndOfAnArtifactsNameAreItsOwn(String written, String name)
      throws IOException {
    BuildResult result =
        bench.run(
            """
            version: 0.2
            env: {variables: {A: b}}
            phases: {build: {commands: [touch f]}}
            artifacts: {files: [f], name: 'NAME'}
            """
                .replace("NAME", written),
            request ->
                request.project(BuildProject.builder("shop").overrideArtifactName().build()));
    assertEquals(name, result.artifact().orElseThrow().name());
  }

  @Test
  void aVariableThatIsNotSetHasNoValueOfOneAskedForBefore() throws IOException {
    BuildResult result =
        bench.run(
            """
            version: 0.2
            env: {variables: {SET: out}}
            phases: {build: {commands: [mkdir out && touch out/f]}}
            artifacts:
              files: [$SET/f]
              secondary-artifacts:
                other: {files: [$UNSET/f]}
            """);
    assertEquals("UPLOAD_ARTIFACTS: no matching artifact paths found", result.summary());
  }

  @Test
  void aNameThatCannotBeEvaluatedIsNotTheOneBefore() throws IOException {
    BuildResult result =
        bench.run(
            """
            version: 0.2
            phases: {build: {commands: [touch f]}}
            artifacts:
              files: [f]
              name: app
              secondary-artifacts:
                other: {files: [f], name: '$('}
            """,
            request ->
                request.project(BuildProject.builder("shop").overrideArtifactName().build()));
    assertEquals(
        PhaseResult.Status.FAILED, result.status()); // by the buildspec, not a fault of the host
    assertEquals(
        "UPLOAD_ARTIFACTS: \"$(\" cannot be evaluated by the shell; allowed: text with $NAME, ${NAME}"
            + " and $(command), each of them closed",
        result.summary());
  }
}
