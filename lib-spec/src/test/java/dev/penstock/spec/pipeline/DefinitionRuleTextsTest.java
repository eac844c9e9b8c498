package dev.penstock.spec.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.spec.lint.LintRule;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every rule has its line in the linter's tables, and no line is left over. */
class DefinitionRuleTextsTest {

  @Test
  void everyRuleHasItsText() {
    assertEquals(
        Stream.of(DefinitionRule.values()).map(DefinitionRule::id).sorted().toList(),
        LintRule.all().stream()
            .map(LintRule::id)
            .filter(id -> id.startsWith("definition."))
            .sorted()
            .toList());
  }

  @Test
  void theTableKnowsHowMuchEachMatters() {
    for (DefinitionRule rule : DefinitionRule.values()) {
      String severity = LintRule.find(rule.id()).orElseThrow().service();
      String usual = rule.severity().name().toLowerCase(Locale.ROOT);
      assertTrue(severity.startsWith(usual), () -> rule.id() + ": " + usual + ", " + severity);
    }
  }
}
