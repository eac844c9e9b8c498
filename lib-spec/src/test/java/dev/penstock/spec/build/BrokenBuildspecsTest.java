package dev.penstock.spec.build;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.penstock.conventions.Covers;
import dev.penstock.spec.fixture.BrokenFiles;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class BrokenBuildspecsTest {

  private final BrokenFiles files = new BrokenFiles("buildspec");

  @TestFactory
  @Covers({
    "B-010", "B-014", "B-015", "B-016", "B-018", "B-019", "B-020", "B-021", "B-022", "B-024",
    "B-030", "B-032", "B-033", "B-041", "B-042", "B-043", "B-047", "B-050", "B-051", "B-057",
    "B-070", "B-071", "B-072", "B-073", "B-074", "B-090", "B-160"
  })
  Stream<DynamicTest> everyFaultIsToldAtItsPlace() {
    return files.tests(Buildspec::read);
  }

  @Test
  void everyRuleIsBrokenBySomeFile() {
    assertEquals(
        List.of(), files.withoutFile(Arrays.stream(BuildRule.values()).map(BuildRule::id)));
  }
}
