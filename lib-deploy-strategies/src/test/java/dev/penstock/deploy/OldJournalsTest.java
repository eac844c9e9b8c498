package dev.penstock.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.penstock.deploy.strategy.DeploymentStrategy;
import dev.penstock.process.EncodedEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A deployment that was begun before there were platforms")
class OldJournalsTest {

  @Test
  @DisplayName("is read without what it does not have, and goes the way that it began")
  void goesOn() {
    DeploymentStrategy all = DeploymentStrategy.allAtOnce();
    DeploymentPlan plan =
        Plans.plan(
            all, all, Plans.targets(1, 0), Duration.ofHours(8), Duration.ofHours(1), List.of());
    Performance begun = new Performance(plan, all, all);
    begun.play();
    List<DeploymentEvent> journal = new ArrayList<>();
    for (DeploymentEvent event : begun.rehearsal.events) {
      EncodedEvent encoded = EventCodecs.DEPLOYMENT.encode(event);
      if (event instanceof DeploymentEvent.DeploymentCreated) {
        Map<?, ?> fields = assertInstanceOf(Map.class, encoded.fields().get("plan"));
        assertFalse(fields.containsKey("course"), "as it was written then");
      }
      journal.add(
          EventCodecs.DEPLOYMENT.decode(
              new EncodedEvent(
                  encoded.type(), encoded.version(), new HashMap<>(encoded.fields()))));
    }
    DeploymentDecider decider = new DeploymentDecider(all, all);
    DeploymentState state = decider.initial();
    for (DeploymentEvent event : journal) {
      state = decider.evolve(state, event);
    }
    assertEquals(Optional.empty(), state.plan().course());
    assertEquals(DeploymentPlatform.SERVER_SIDES, state.plan().platform());
    assertEquals(DeploymentStatus.READY, DeploymentView.status(state));
    begun.rehearsal.state = state;
    begun.goOn(WaitKind.READY_WAIT).wake();
    assertEquals(DeploymentStatus.SUCCEEDED, begun.view().status());
    assertEquals("route 100 %", begun.asked.get(begun.asked.size() - 1));
    DeploymentPlan oneSide =
        new DeploymentPlan(
            "shop-1",
            "shop",
            "shop",
            DeploymentCreator.USER,
            Optional.empty(),
            Plans.REVISION,
            "hosts",
            Optional.empty(),
            List.of("hosts"),
            Plans.targets(1, 0),
            all.name(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            false,
            false,
            Ways.HOUR);
    assertEquals(DeploymentPlatform.SERVER_IN_PLACE, oneSide.platform());
  }
}
