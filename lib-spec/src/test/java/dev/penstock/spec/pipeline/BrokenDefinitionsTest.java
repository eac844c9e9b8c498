package dev.penstock.spec.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.penstock.conventions.Covers;
import dev.penstock.pipeline.Conformance;
import dev.penstock.spec.fixture.BrokenFiles;
import dev.penstock.spec.lint.LintRule;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class BrokenDefinitionsTest {
  private final BrokenFiles yaml = new BrokenFiles("pipeline");
  private final BrokenFiles json = new BrokenFiles("pipeline-json", ".json");
  private final BrokenFiles open = new BrokenFiles("pipeline-open");
  private final BrokenFiles templates = new BrokenFiles("template");

  @TestFactory
  @Covers({"P-138", "P-142", "P-1455", "P-1506", "P-1507", "P-1534"})
  Stream<DynamicTest> everyFaultOfADefinitionIsToldAtItsPlace() {
    return yaml.tests(PipelineDefinition::read);
  }

  @TestFactory
  Stream<DynamicTest> everyFaultOfAnyPipelineIsToldAtItsPlace() {
    return open.tests(source -> PipelineDefinition.read(source, Conformance.OPEN));
  }

  @TestFactory
  @Covers({"P-436", "P-1505"})
  Stream<DynamicTest> everyFaultOfJsonIsToldAtItsPlace() {
    return json.tests(PipelineDefinition::read);
  }

  @TestFactory
  @Covers({"P-1455", "P-1513", "P-1514", "P-1518", "P-1522", "P-1524"})
  Stream<DynamicTest> everyFaultOfATemplateIsToldAtItsPlace() {
    return templates.tests(PipelineTemplate::read);
  }

  /**
   * But for what no file can say: actions that name others, files apart from their artifact,
   * matrices, and stages with a time.
   */
  @Test
  void everyRuleOfPipelinesIsBrokenBySomeFile() {
    Stream<String> rules =
        LintRule.all().stream()
            .map(LintRule::id)
            .filter(id -> id.startsWith("pipeline."))
            .filter(id -> !yaml.withoutFile(Stream.of("code" + id)).isEmpty());
    assertEquals(
        List.of(
            "pipeline.after",
            "pipeline.files-without-output",
            "pipeline.matrix",
            "pipeline.stage-timeout"),
        open.withoutFile(yaml.withoutFile(rules).stream()));
  }

  @Test
  void everyRuleIsBrokenBySomeFile() {
    List<String> ids = Arrays.stream(DefinitionRule.values()).map(DefinitionRule::id).toList();
    List<String> left = yaml.withoutFile(ids.stream());
    left = json.withoutFile(left.stream());
    assertEquals(List.of(), templates.withoutFile(left.stream()));
  }
}
