package dev.penstock.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.penstock.diagnostic.Diagnostic;
import dev.penstock.diagnostic.ReadResult;
import dev.penstock.spec.build.BuildPhase;
import dev.penstock.spec.build.Buildspec;
import dev.penstock.spec.build.Command;
import dev.penstock.spec.deploy.ServerAppSpec;
import dev.penstock.spec.pipeline.PipelineTemplate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Of a refused file, what can be read is there all the same. */
class PartialSpecsTest {

  private static final String BUILDSPEC =
      """
      version: 0.2
      env:
        variables:
          A: one
      phases:
        build:
          commands:
            - make
            - a: b
            - make check
      """;

  private static List<String> commands(ReadResult<Buildspec> read) {
    return read.readable().orElseThrow().phase(BuildPhase.BUILD).commands().stream()
        .map(Command::text)
        .toList();
  }

  @Test
  void aFaultyPartOfABuildspecIsMissing() {
    ReadResult<Buildspec> read = Buildspec.read(new SpecSource("b", BUILDSPEC));
    assertEquals(List.of("BS038"), read.diagnostics().stream().map(Diagnostic::rule).toList());
    assertEquals(List.of("make", "make check"), commands(read));
    assertEquals("one", read.readable().orElseThrow().env().variables().get("A"));
  }

  @Test
  void whatStandsBeforeASyntaxFaultIsRead() {
    String broken = BUILDSPEC.replace("- a: b", "- \"no end");
    ReadResult<Buildspec> read = Buildspec.read(new SpecSource("b", broken));
    assertEquals(
        List.of(
            "b:9:9: no YAML: found unexpected end of stream while scanning a quoted scalar; close"
                + " the quotation [BS001]"),
        read.diagnostics().stream().map(Diagnostic::toString).toList());
    assertEquals(List.of("make"), commands(read));
  }

  @Test
  void otherSpecsAreReadInPartToo() {
    ReadResult<ServerAppSpec> appspec =
        ServerAppSpec.read(
            new SpecSource(
                "a", "version: 0.0\nos: linux\nfiles:\n- source: a\n  destination: /b\nhooks: ["));
    assertEquals(1, appspec.diagnostics().size());
    assertEquals(1, appspec.readable().orElseThrow().files().size());
    ReadResult<PipelineTemplate> template =
        PipelineTemplate.read(
            new SpecSource(
                "t",
                "Resources:\n  P:\n    Type: AWS::CodePipeline::Pipeline\n    Properties: {}\n  Q: ["));
    assertEquals(1, template.diagnostics().size());
    assertEquals(1, template.readable().orElseThrow().pipelines().size());
  }

  @Test
  void nothingCanBeReadOfWhatIsNoSpec() {
    assertEquals(Optional.empty(), Buildspec.read(new SpecSource("b", "")).readable());
    assertEquals(Optional.empty(), Buildspec.read(new SpecSource("b", "[")).readable());
    assertEquals(
        List.of("x"), new ReadResult.Accepted<>("x", List.of()).readable().stream().toList());
  }
}
