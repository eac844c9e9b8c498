package dev.penstock.spec.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.penstock.conventions.Covers;
import dev.penstock.spec.fixture.BrokenFiles;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class BrokenAppSpecsTest {

  private final BrokenFiles files = new BrokenFiles("appspec");

  @TestFactory
  @Covers({
    "D-008", "D-010", "D-011", "D-013", "D-014", "D-015", "D-017", "D-030", "D-031", "D-040",
    "D-041", "D-060", "D-061", "D-063", "D-066", "D-082", "D-085"
  })
  Stream<DynamicTest> everyFaultIsToldAtItsPlace() {
    return files.tests(ServerAppSpec::read);
  }

  @Test
  void everyRuleIsBrokenBySomeFile() {
    assertEquals(
        List.of(), files.withoutFile(Arrays.stream(DeployRule.values()).map(DeployRule::id)));
  }
}
