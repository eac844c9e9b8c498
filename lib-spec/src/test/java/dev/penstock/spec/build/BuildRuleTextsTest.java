package dev.penstock.spec.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.spec.lint.LintRule;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every rule has its line in the linter's tables, and no line is left over. */
class BuildRuleTextsTest {

  @Test
  void everyRuleHasItsText() {
    assertEquals(
        Stream.of(BuildRule.values()).map(BuildRule::id).sorted().toList(),
        LintRule.all().stream()
            .map(LintRule::id)
            .filter(id -> id.startsWith("BS"))
            .sorted()
            .toList());
  }

  @Test
  void theTableKnowsHowMuchEachMatters() {
    for (BuildRule rule : BuildRule.values()) {
      String severity = LintRule.find(rule.id()).orElseThrow().service();
      String usual = rule.severity().name().toLowerCase(Locale.ROOT);
      assertTrue(severity.startsWith(usual), () -> rule.id() + ": " + usual + ", " + severity);
    }
  }
}
