package dev.penstock.deploy.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.deploy.analysis.MonitorDecision.Directive;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A monitor's decision")
class MonitorDecisionTest {

  @Test
  @DisplayName("is one of continue, complete, wait, pause and abort, with its reason and evidence")
  void directives() {
    assertEquals(
        List.of(
            Directive.COMPLETE,
            Directive.CONTINUE,
            Directive.WAIT,
            Directive.PAUSE,
            Directive.ABORT),
        List.of(Directive.values()));
    assertEquals(
        new MonitorDecision(Directive.CONTINUE, "fine", List.of()),
        MonitorDecision.proceed("fine"));
    assertEquals(
        new MonitorDecision(Directive.COMPLETE, "sure", List.of()),
        MonitorDecision.complete("sure"));
    assertEquals(
        new MonitorDecision(Directive.WAIT, "soon", List.of()), MonitorDecision.hold("soon"));
    assertEquals(
        new MonitorDecision(Directive.PAUSE, "odd", List.of()), MonitorDecision.pause("odd"));
    assertEquals(
        new MonitorDecision(Directive.ABORT, "bad", List.of("5xx: 7 %")),
        MonitorDecision.abort("bad").withEvidence(List.of("5xx: 7 %")));
  }

  @Test
  @DisplayName("of two is the stricter one, whichever came first, with the evidence of both")
  void together() {
    for (Directive one : Directive.values()) {
      for (Directive other : Directive.values()) {
        MonitorDecision both =
            new MonitorDecision(one, "one", List.of("a"))
                .and(new MonitorDecision(other, "other", List.of("b")));
        boolean stricter = other.compareTo(one) > 0;
        assertEquals(stricter ? other : one, both.directive());
        assertEquals(stricter ? "other" : "one", both.reason());
        assertEquals(List.of("a", "b"), both.evidence());
      }
    }
  }

  @Test
  @DisplayName("is bounded")
  void bounded() {
    MonitorDecision decision =
        MonitorDecision.abort("r".repeat(9000))
            .withEvidence(Collections.nCopies(200, "e".repeat(9000)));
    assertEquals(MonitorDecision.LONGEST, decision.reason().length());
    assertTrue(decision.reason().endsWith("…"));
    assertEquals(MonitorDecision.MAX_EVIDENCE, decision.evidence().size());
    assertEquals(MonitorDecision.LONGEST, decision.evidence().get(99).length());
  }
}
