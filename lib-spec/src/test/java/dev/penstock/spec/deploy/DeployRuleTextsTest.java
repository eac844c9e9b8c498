package dev.penstock.spec.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.penstock.diagnostic.Severity;
import dev.penstock.spec.ConformanceMode;
import dev.penstock.spec.lint.LintRule;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every rule has its line in the linter's tables, and no line is left over. */
class DeployRuleTextsTest {

  @Test
  void everyRuleHasItsText() {
    assertEquals(
        Stream.of(DeployRule.values()).map(DeployRule::id).sorted().toList(),
        LintRule.all().stream()
            .map(LintRule::id)
            .filter(id -> id.startsWith("appspec."))
            .sorted()
            .toList());
  }

  @Test
  void theTableKnowsHowMuchEachMattersInEachMode() {
    for (DeployRule rule : DeployRule.values()) {
      LintRule told = LintRule.find(rule.id()).orElseThrow();
      assertEquals(rule.reference(), told.reference(), rule.id());
      for (ConformanceMode mode : ConformanceMode.values()) {
        String severity = rule.in(mode).map(Severity::name).orElse("off").toLowerCase(Locale.ROOT);
        assertEquals(severity, told.severity(mode), rule.id());
      }
    }
  }
}
