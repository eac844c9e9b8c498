package dev.penstock.spec.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.penstock.conventions.Covers;
import dev.penstock.spec.fixture.BrokenFiles;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class BrokenDefinitionsTest {
  private final BrokenFiles yaml = new BrokenFiles("pipeline");
  private final BrokenFiles json = new BrokenFiles("pipeline-json", ".json");
  private final BrokenFiles templates = new BrokenFiles("template");

  @TestFactory
  @Covers({"P-138", "P-142", "P-1506", "P-1507", "P-1534"})
  Stream<DynamicTest> everyFaultOfADefinitionIsToldAtItsPlace() {
    return yaml.tests(PipelineDefinition::read);
  }

  @TestFactory
  @Covers({"P-436", "P-1505"})
  Stream<DynamicTest> everyFaultOfJsonIsToldAtItsPlace() {
    return json.tests(PipelineDefinition::read);
  }

  @TestFactory
  @Covers({"P-1513", "P-1514", "P-1518", "P-1522", "P-1524"})
  Stream<DynamicTest> everyFaultOfATemplateIsToldAtItsPlace() {
    return templates.tests(PipelineTemplate::read);
  }

  @Test
  void everyRuleIsBrokenBySomeFile() {
    List<String> ids = Arrays.stream(DefinitionRule.values()).map(DefinitionRule::id).toList();
    List<String> left = yaml.withoutFile(ids.stream());
    left = json.withoutFile(left.stream());
    assertEquals(List.of(), templates.withoutFile(left.stream()));
  }
}
