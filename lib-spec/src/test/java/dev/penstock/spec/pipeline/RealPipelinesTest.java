package dev.penstock.spec.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.penstock.conventions.Covers;
import dev.penstock.diagnostic.Diagnostic;
import dev.penstock.diagnostic.ReadResult;
import dev.penstock.diagnostic.Severity;
import dev.penstock.pipeline.Pipeline;
import dev.penstock.spec.SpecSource;
import dev.penstock.spec.fixture.Corpus;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** Real definitions: correct ones give no false alarm (P-220). */
class RealPipelinesTest {

  /** What is wrong with the files that cannot be used, by the file's repository. */
  private static final Map<String, String> REFUSED =
      Map.of(
          // the opening brace is missing
          "Emilis01/aws-elastic-beanstalk-express-js-sample", "definition.syntax P-1505",
          // the name is still to be filled in
          "seroche/payment-gateway-api", "pipeline.name P-101",
          // artifacts are written twice
          "VerticalRelevance/PipelineFoundations-Blueprint", "pipeline.duplicate-artifact P-301",
          // an account of four digits, in a test of a generator
          "aws/copilot-cli", "codepipeline.role P-154",
          // no role for a change set where a condition leaves it out
          "awslabs/aws-refarch-cross-account-pipeline", "codepipeline.required-key P-454");

  /** What is odd about files that can be used. */
  private static final Map<String, String> WARNED =
      Map.of(
          "AliRazaqNorthbay/ECS-test", "pipeline.retry-mode P-1024",
          "alvinjaison/cicdtest-node",
              "codepipeline.configuration P-459, definition.plain-secret P-1534",
          "aws-samples/amazon-sagemaker-safe-deployment-pipeline",
              "codepipeline.configuration P-459",
          "aws-samples/codepipeline-nested-cfn", "codepipeline.configuration P-459",
          "aws-samples/amazon-eks-refarch-cloudformation", "definition.duplicate-key",
          "stelligent/devops-essentials", "codepipeline.configuration P-459",
          "JesterXL/dat-pipeline-tho", "codepipeline.configuration P-459");

  @Test
  @Covers({"P-220", "P-1519"})
  void eachIsJudgedAsItIs() throws IOException {
    Corpus corpus = new Corpus("pipeline");
    Map<String, String> refused = new TreeMap<>();
    Map<String, String> warned = new TreeMap<>();
    for (String[] row : corpus.manifest()) {
      ReadResult<?> result = read(corpus.source(row[0]));
      String errors = rules(result, each -> each.severity() == Severity.ERROR);
      String warnings = rules(result, each -> each.severity() == Severity.WARNING);
      if (!errors.isEmpty()) {
        refused.put(row[1], errors);
      } else if (!warnings.isEmpty()) {
        warned.put(row[1], warnings);
      }
    }
    assertEquals(new TreeMap<>(REFUSED), refused);
    assertEquals(new TreeMap<>(WARNED), warned);
  }

  @Test
  @Covers("P-1502")
  void whatCanBeUsedIsWrittenAndReadsBackEqual() throws IOException {
    Corpus corpus = new Corpus("pipeline");
    for (String[] row : corpus.manifest()) {
      ReadResult<?> result = read(corpus.source(row[0]));
      if (result instanceof ReadResult.Accepted<?> accepted) {
        for (Pipeline pipeline : pipelines(accepted.value())) {
          PipelineDefinition definition = PipelineDefinition.of(pipeline);
          ReadResult<PipelineDefinition> again =
              PipelineDefinition.read(
                  new SpecSource(row[0], definition.write()),
                  dev.penstock.pipeline.Conformance.OPEN);
          assertEquals(definition, again.fold(ReadResult.Accepted::value, refused -> null));
        }
      }
    }
  }

  private static ReadResult<?> read(SpecSource source) {
    return source.text().contains(TemplateFile.TYPE)
        ? PipelineTemplate.read(source)
        : PipelineDefinition.read(source);
  }

  private static List<Pipeline> pipelines(Object spec) {
    return spec instanceof PipelineTemplate template
        ? template.pipelines().values().stream()
            .flatMap(each -> each.variants().stream())
            .flatMap(variant -> variant.pipeline().stream())
            .toList()
        : List.of(((PipelineDefinition) spec).pipeline());
  }

  private static String rules(ReadResult<?> result, Predicate<Diagnostic> which) {
    TreeSet<String> rules = new TreeSet<>();
    result.diagnostics().stream()
        .filter(which)
        .forEach(each -> rules.add((each.rule() + " " + each.reference()).strip()));
    return String.join(", ", rules);
  }
}
