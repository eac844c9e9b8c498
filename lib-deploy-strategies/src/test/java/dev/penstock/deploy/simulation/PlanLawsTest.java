package dev.penstock.deploy.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.deploy.simulation.RolloutEvent.Kind;
import dev.penstock.deploy.traffic.Weight;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The laws of plans")
class PlanLawsTest {

  @Test
  @DisplayName("find nothing in a rollout that keeps them")
  void kept() {
    assertEquals(
        Map.of(),
        found(
            Outcome.SUCCEEDED,
            4,
            event(Kind.INCREMENT_STARTED, 0, 5),
            event(Kind.INCREMENT_ENDED, 1, 5),
            event(Kind.SUCCEEDED, 10, 10)));
    assertEquals(
        Map.of(),
        found(
            Outcome.ROLLED_BACK,
            4,
            event(Kind.INCREMENT_ENDED, 9, 5),
            event(Kind.ROLLBACK_STARTED, 9, 9),
            event(Kind.INCREMENT_STARTED, 2, 3),
            event(Kind.ROLLED_BACK, 0, 10)));
  }

  @Test
  @DisplayName("catch a share beyond everything")
  void bounded() {
    caught(
        "bounded",
        "expected a share of 0 % to 100 %; found 11",
        Outcome.SUCCEEDED,
        event(Kind.SUCCEEDED, 11, 10));
    caught(
        "bounded",
        "expected a share of 0 % to 100 %; found -1",
        Outcome.STOPPED,
        event(Kind.STOPPED, -1, 10));
  }

  @Test
  @DisplayName("catch a share that shrinks although nothing goes back")
  void grows() {
    caught(
        "grows",
        "expected no less than 5; found 4",
        Outcome.SUCCEEDED,
        event(Kind.INCREMENT_ENDED, 5, 10),
        event(Kind.INCREMENT_ENDED, 4, 10),
        event(Kind.SUCCEEDED, 10, 10));
  }

  @Test
  @DisplayName("catch a capacity below its floor")
  void floor() {
    caught(
        "floor",
        "expected at least 4 serving; found 3",
        Outcome.SUCCEEDED,
        event(Kind.INCREMENT_STARTED, 0, 3),
        event(Kind.SUCCEEDED, 10, 10));
  }

  @Test
  @DisplayName("catch a success that leaves something out")
  void complete() {
    caught(
        "complete",
        "expected all on the new revision; found 9",
        Outcome.SUCCEEDED,
        event(Kind.SUCCEEDED, 9, 10));
  }

  @Test
  @DisplayName("catch a way back that does not restore everything")
  void restores() {
    caught(
        "restores",
        "expected nothing on the new revision and all serving; found 1 and 10",
        Outcome.ROLLED_BACK,
        event(Kind.ROLLED_BACK, 1, 10));
    caught(
        "restores",
        "expected nothing on the new revision and all serving; found 0 and 9",
        Outcome.ROLLED_BACK,
        event(Kind.ROLLED_BACK, 0, 9));
  }

  @Test
  @DisplayName("catch a rollout without an end, and one that is another one the second time")
  void endsAndIsTheSame() {
    Map<String, String> found = new LinkedHashMap<>();
    PlanLaws.play(
        () -> {
          throw new IllegalStateException("not ended after 7 steps");
        },
        found::put);
    assertEquals(Map.of("ends", "expected an end; found not ended after 7 steps"), found);
    found.clear();
    int[] served = {10};
    PlanLaws.play(
        () -> rollout(Outcome.SUCCEEDED, event(Kind.SUCCEEDED, 10, served[0]--)), found::put);
    assertEquals(Set.of("deterministic"), found.keySet());
  }

  private static void caught(String law, String message, Outcome outcome, RolloutEvent... events) {
    String found = found(outcome, 4, events).get(law);
    assertTrue(found != null && found.startsWith(message + "\n"), () -> law + ": " + found);
  }

  private static Map<String, String> found(Outcome outcome, int floor, RolloutEvent... events) {
    Map<String, String> found = new LinkedHashMap<>();
    PlanLaws.check(rollout(outcome, events), floor, found::putIfAbsent);
    return found;
  }

  private static SimulatedRollout rollout(Outcome outcome, RolloutEvent... events) {
    RolloutFigures figures =
        new RolloutFigures(Duration.ZERO, null, Weight.ALL, null, null, Duration.ZERO, 0, 0);
    return new SimulatedRollout("p", false, 10, 1, true, outcome, "", List.of(events), figures);
  }

  private static RolloutEvent event(Kind kind, int succeeded, int serving) {
    return new RolloutEvent(Duration.ZERO, kind, 0, succeeded, 0, serving);
  }
}
