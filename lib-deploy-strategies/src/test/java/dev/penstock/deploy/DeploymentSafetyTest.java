package dev.penstock.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.conventions.Covers;
import dev.penstock.process.Decision;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;

@Label("A deployment, whatever fails, is lost, comes late or twice, and whenever it is restarted")
class DeploymentSafetyTest {
  private static final int COMMANDS = 400;

  /** One deployment with its books, restarted now and then. */
  private static final class Run {
    final DeploymentDecider decider = new DeploymentDecider(Histories.FLEET, Histories.TRAFFIC);
    final SplittableRandom random;
    final Watchman watchman = new Watchman();
    final List<DeploymentEvent> journal = new ArrayList<>();
    final Set<DeploymentKey> seen = new HashSet<>();
    final Set<String> statuses = new HashSet<>();
    DeploymentState state = decider.initial();
    DeploymentStatus status = DeploymentStatus.CREATED;

    Run(long seed) {
      random = new SplittableRandom(seed);
    }

    Run play() {
      for (int i = 0; i < COMMANDS && !state.isEnded(); i++) {
        if (random.nextInt(25) == 0) {
          restart();
        }
        List<DeploymentEffect> pending = new ArrayList<>();
        decider.pending(state, pending::add);
        if (state.exists()) {
          for (DeploymentEffect effect : pending) {
            if (seen.add(effect.key())) {
              watchman.sees(effect, state.plan(), state.isStopping());
            }
          }
        }
        tell(Histories.next(state, pending, random));
      }
      if (state.isEnded()) {
        watchman.closes(state);
      }
      return this;
    }

    private void restart() {
      state = decider.initial();
      for (DeploymentEvent event : journal) {
        state =
            decider.evolve(
                state, EventCodecs.DEPLOYMENT.decode(EventCodecs.DEPLOYMENT.encode(event)));
      }
    }

    private void tell(DeploymentCommand command) {
      Decision<DeploymentEvent> decision = decider.decide(state, command);
      while (decision instanceof Decision.Accepted<DeploymentEvent> accepted) {
        for (DeploymentEvent event : accepted.events()) {
          state = decider.evolve(state, event);
          journal.add(event);
          watchman.hears(event, state.plan());
          notice(DeploymentView.status(state));
        }
        decision = decider.advance(state, command.at());
      }
    }

    private void notice(DeploymentStatus now) {
      if (now != status) {
        statuses.add(status + " to " + now);
        if (!status.canBecome(now)) {
          watchman.unsafe.add("status " + status + " became " + now);
        }
        status = now;
      }
    }
  }

  @Property(seed = "2030", tries = 3_000)
  @Label("leaves no instance with half a revision unreported, and no traffic where nothing is")
  void isSafe(@ForAll long seed) {
    assertEquals(List.of(), new Run(seed).play().watchman.unsafe);
  }

  @Example
  @Label("comes to every end on every platform in such histories, by the statuses that may follow")
  @Covers({"D-390", "D-401"})
  void endsEveryWay() {
    Map<DeploymentPlatform, Set<DeploymentStatus>> ends = new EnumMap<>(DeploymentPlatform.class);
    Set<String> statuses = new HashSet<>();
    for (int seed = 0; seed < 6_000; seed++) {
      Run run = new Run(seed).play();
      statuses.addAll(run.statuses);
      if (run.state.isEnded()) {
        ends.computeIfAbsent(run.state.plan().platform(), p -> new HashSet<>())
            .add(run.state.endStatus);
      }
    }
    for (DeploymentPlatform platform : DeploymentPlatform.values()) {
      assertEquals(
          Set.of(DeploymentStatus.SUCCEEDED, DeploymentStatus.FAILED, DeploymentStatus.STOPPED),
          ends.get(platform),
          platform.toString());
    }
    assertEquals(
        Set.of(
            "CREATED to IN_PROGRESS",
            "IN_PROGRESS to READY",
            "IN_PROGRESS to BAKING",
            "IN_PROGRESS to SUCCEEDED",
            "IN_PROGRESS to FAILED",
            "IN_PROGRESS to STOPPED",
            "READY to IN_PROGRESS",
            "BAKING to SUCCEEDED",
            "BAKING to STOPPED"),
        statuses);
    assertTrue(DeploymentStatus.CREATED.canBecome(DeploymentStatus.QUEUED));
    assertTrue(DeploymentStatus.QUEUED.canBecome(DeploymentStatus.IN_PROGRESS));
    assertEquals(
        List.of(
            "Created", "Queued", "InProgress", "Ready", "Baking", "Succeeded", "Failed", "Stopped"),
        List.of(DeploymentStatus.values()).stream().map(DeploymentStatus::text).toList());
  }
}
