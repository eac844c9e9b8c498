package dev.penstock.deploy.simulation;

import dev.penstock.deploy.analysis.MonitorDecision;
import dev.penstock.deploy.rollout.OpenRollout;
import dev.penstock.deploy.rollout.Release;
import dev.penstock.deploy.rollout.RolloutEngine;
import dev.penstock.deploy.rollout.RolloutHost;
import dev.penstock.deploy.rollout.RolloutStatus;
import dev.penstock.deploy.rollout.RolloutView;
import dev.penstock.deploy.simulation.RolloutEvent.Kind;
import dev.penstock.deploy.strategy.DeploymentStrategy;
import dev.penstock.deploy.strategy.RolloutPlan;
import dev.penstock.deploy.strategy.RolloutStep;
import dev.penstock.deploy.traffic.Weight;
import dev.penstock.engine.ProcessEngine;
import dev.penstock.journal.InMemoryJournal;
import dev.penstock.process.CommandResult;
import dev.penstock.process.simulation.VirtualTime;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * One rollout by plan within a scenario: the real engine and the real rules in virtual time, over a
 * host that is played. First the old revision is brought everywhere, in no time.
 */
final class PlanRun {

  private static final String PERSON = "simulation";
  private static final int MOST_STEPS = 1_000_000;

  private final String name;
  private final RolloutPlan plan;
  private final RolloutScenario scenario;
  private final Draw draw;
  private final VirtualTime time;
  private final Queue<Runnable> tasks = new ArrayDeque<>();
  private final PlanHost host;
  private final OpenRollout rollouts;
  private final PlanLedger books;
  private boolean isAnswering;

  PlanRun(String name, RolloutPlan plan, RolloutScenario scenario, Draw draw) {
    this.name = name;
    this.plan = plan;
    this.scenario = scenario;
    this.draw = draw;
    for (RolloutStep step : plan.steps()) {
      if (step instanceof RolloutStep.Admit admit) {
        scenario.cohort(admit.cohort()); // known, or refused before anything begins
      }
    }
    this.time = VirtualTime.startingAt(scenario.startingAt());
    this.host = new PlanHost(scenario, draw, time, plan);
    ProcessEngine processes =
        ProcessEngine.builder()
            .journal(new InMemoryJournal())
            .executor(tasks::add)
            .scheduler(time)
            .clock(time.clock())
            .maxInFlight(Integer.MAX_VALUE)
            .build();
    this.rollouts =
        RolloutEngine.builder(processes, time.clock())
            .router(host::route)
            .scaler(host::scale)
            .hostMover(host::move)
            .hookRunner(task -> CompletableFuture.completedStage(MonitorDecision.proceed("")))
            .metricProvider(host::measure)
            .alarmSource(host::watch)
            .build()
            .open("simulated");
    CompletionStage<RolloutView> first = release(PlanHost.OLD, atOnce(), "first");
    while (!isDone(first)) {
      step();
    }
    this.books =
        new PlanLedger(
            time,
            new Ledger(scenario, draw, plan.movesHosts() ? scenario.hosts() : Weight.WHOLE),
            host.requests(),
            scenario.requestsPerSecond(),
            plan.movesHosts() ? scenario.hosts() : Weight.WHOLE);
    host.begin(books);
  }

  SimulatedRollout run(long seed) {
    Ledger ledger = books.ledger();
    RolloutView end = carryOut(release(PlanHost.NEW, plan, "simulated"));
    if (end.status() == RolloutStatus.SUCCESSFUL) {
      ledger.record(Kind.SUCCEEDED, 0);
      if (!ledger.isBad()) {
        return result(seed, Outcome.SUCCEEDED, "");
      }
      passTo(Math.max(ledger.now(), ledger.nextAlarm()));
      passTo(ledger.now() + draw.reaction());
      books.goBack();
      carryOut(release(PlanHost.OLD, atOnce(), "back"));
    } else if (end.status() == RolloutStatus.ROLLBACK_FAILED) {
      throw new IllegalStateException(name + ": the rollback failed: " + end.reason());
    }
    ledger.say(end.reason());
    String why = ledger.isRaised() ? ledger.why() : end.reason();
    ledger.record(host.hasMoved() ? Kind.ROLLED_BACK : Kind.STOPPED, 0);
    return result(seed, host.hasMoved() ? Outcome.ROLLED_BACK : Outcome.STOPPED, why);
  }

  /** Plays on until a rollout has ended: timers, alarms, and a person where one is waited for. */
  private RolloutView carryOut(CompletionStage<RolloutView> end) {
    Ledger ledger = books.ledger();
    for (int i = 0; i < MOST_STEPS; i++) {
      books.catchUp();
      look();
      if (isDone(end)) {
        books.tell();
        return now(end);
      }
      long alarm = ledger.nextAlarm();
      boolean isNextAlarm = !ledger.isRaised() && !books.isGoingBack() && alarm <= nextDue();
      if (isNextAlarm) {
        passTo(alarm);
        alarmed();
      } else if (!step()) {
        throw new IllegalStateException(name + ": nothing is due, and it has not ended");
      }
    }
    throw new IllegalStateException(name + ": not ended after " + MOST_STEPS + " steps");
  }

  /** A verdict of the plan itself is noticed; a person answers where the plan waits for one. */
  private void look() {
    Optional<RolloutStatus> standing = now(rollouts.currentStatus());
    if (standing.filter(status -> status != RolloutStatus.IN_PROGRESS).isEmpty()) {
      return;
    }
    Optional<RolloutView> current = now(rollouts.status()).current();
    if (current.isEmpty()) {
      return;
    }
    RolloutView view = current.get();
    if (view.cause().isPresent()) {
      books.goBack();
      books.ledger().say("the plan goes back, " + view.cause().get() + ": " + view.reason());
    }
    if (view.status() == RolloutStatus.PAUSED && !isAnswering) {
      isAnswering = true;
      time.schedule(time.now().plusMillis(draw.reaction()), this::answer);
    }
  }

  private void answer() {
    isAnswering = false;
    settle();
    rollouts.resume(PERSON, "nothing is known against it");
  }

  /** Whoever is told of alarms acts; if the plan names none, a person rolls back. */
  private void alarmed() {
    String why = books.ledger().why();
    if (!host.raiseAlarms(why)) {
      rollouts.rollBack(PERSON, why);
    }
    settle();
  }

  private CompletionStage<RolloutView> release(String revision, RolloutPlan by, String token) {
    Release release = Release.of(revision);
    release = plan.movesHosts() ? release.onHosts(hosts()) : release.withReplicas(scenario.hosts());
    CompletionStage<CommandResult> answer = rollouts.release(release, by, token);
    settle();
    now(answer).orThrow();
    return rollouts.ended(token);
  }

  private RolloutPlan atOnce() {
    return plan.movesHosts()
        ? RolloutPlan.ofHosts(DeploymentStrategy.named(plan.rollback().hostStrategy()))
        : RolloutPlan.builder("at-once").scaling(plan.scaling()).build();
  }

  /** As many of each cohort that the plan names, and of none if it moves what is left. */
  private List<RolloutHost> hosts() {
    Set<String> cohorts = new LinkedHashSet<>();
    for (RolloutStep step : plan.steps()) {
      if (step instanceof RolloutStep.MoveHosts move) {
        cohorts.add(move.cohort());
      }
    }
    List<String> names = new ArrayList<>(cohorts);
    List<RolloutHost> hosts = new ArrayList<>();
    for (int i = 0; i < scenario.hosts(); i++) {
      int cohort = (int) ((long) i * names.size() / scenario.hosts());
      hosts.add(new RolloutHost(PlanHost.HOST + i, names.get(cohort)));
    }
    return hosts;
  }

  private long nextDue() {
    return time.nextDue().map(books::millis).orElse(Long.MAX_VALUE);
  }

  private void passTo(long millis) {
    long ahead = millis - books.millis(time.now());
    time.advance(Duration.ofMillis(Math.max(0, ahead)));
    settle();
    books.catchUp();
  }

  private boolean step() {
    boolean any = time.advanceToNext();
    settle();
    return any;
  }

  private void settle() {
    for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
      task.run();
    }
  }

  private boolean isDone(CompletionStage<?> stage) {
    settle();
    return stage.toCompletableFuture().isDone();
  }

  private <T> T now(CompletionStage<T> stage) {
    settle();
    return stage.toCompletableFuture().join();
  }

  private SimulatedRollout result(long seed, Outcome outcome, String why) {
    return new SimulatedRollout(
        name,
        !plan.movesHosts(),
        plan.movesHosts() ? scenario.hosts() : Weight.WHOLE,
        seed,
        books.ledger().isBad(),
        outcome,
        why,
        books.ledger().events(),
        books.ledger().figures());
  }
}
