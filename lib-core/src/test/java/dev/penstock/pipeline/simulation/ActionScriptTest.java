package dev.penstock.pipeline.simulation;

import static dev.penstock.pipeline.execution.ExecutionStatus.FAILED;
import static dev.penstock.pipeline.execution.ExecutionStatus.SUCCEEDED;
import static java.time.Duration.ofMinutes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.diagnostic.InvalidDefinitionException;
import dev.penstock.journal.InMemoryJournal;
import dev.penstock.pipeline.ActionCategory;
import dev.penstock.pipeline.ActionResult;
import dev.penstock.pipeline.ActionType;
import dev.penstock.pipeline.Pipeline;
import dev.penstock.pipeline.engine.ActionExecutor;
import dev.penstock.pipeline.execution.ExecutionStatus;
import dev.penstock.pipeline.execution.PipelineHistory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A script of actions")
class ActionScriptTest {
  private static final ActionType MAKE = Checkout.MAKE;
  private static final Pipeline TWO =
      Pipeline.builder("two")
          .stage(
              "Build",
              stage ->
                  stage
                      .action("left", MAKE, left -> left.output("jar"))
                      .action("right", MAKE, right -> right.timeout(ofMinutes(30))))
          .stage("Test", stage -> stage.action("check", MAKE, check -> check.input("jar")))
          .build();

  private static PipelineSimulation.Builder one(Consumer<ActionScript> script) {
    return PipelineSimulation.of(
            Pipeline.builder("one").stage("Build", stage -> stage.action("make", MAKE)).build())
        .action(MAKE, script);
  }

  /** The ends of executions started one after another, and how many minutes each took. */
  private static List<String> ends(int executions, Consumer<ActionScript> script) {
    PipelineSimulation simulation = one(script).begin();
    List<String> ends = new ArrayList<>();
    for (int i = 0; i < executions; i++) {
      String execution = simulation.start();
      simulation.runToEnd();
      PipelineHistory.Attempt attempt = simulation.execution(execution).actions().get(0);
      ends.add(
          simulation.status(execution)
              + " "
              + simulation.duration(execution).toMinutes()
              + attempt.summary()
              + attempt.outputVariables());
    }
    return ends;
  }

  @Test
  @DisplayName("repeats its last step, but a failure once only")
  void steps() {
    assertEquals(List.of("SUCCEEDED 0{}", "SUCCEEDED 0{}"), ends(2, script -> script.succeeds()));
    assertEquals(
        List.of("SUCCEEDED 3{}", "FAILED 0bad{}", "FAILED 0bad{}"),
        ends(3, script -> script.succeeds(ofMinutes(3)).thenFails("bad")));
    assertEquals(
        List.of("FAILED 2bad{}", "FAILED 1worse{}", "SUCCEEDED 0{}", "SUCCEEDED 0{}"),
        ends(4, script -> script.failsOnce("bad", ofMinutes(2)).failsOnce("worse", ofMinutes(1))));
    assertEquals(
        List.of("FAILED 0bad{}", "SUCCEEDED 4ok{a=b}", "SUCCEEDED 4ok{a=b}"),
        ends(
            3,
            script ->
                script
                    .failsOnce("bad")
                    .thenSucceeds(ofMinutes(4))
                    .withVariable("a", "b")
                    .withSummary("ok")));
    assertEquals(
        List.of("FAILED 5bad{}", "FAILED 5bad{}"),
        ends(2, script -> script.fails("bad", ofMinutes(5))));
    assertEquals(
        List.of("SUCCEEDED 0{}", "FAILED 6late{}"),
        ends(2, script -> script.succeeds().thenFails("late", ofMinutes(6))));
    assertEquals(
        List.of("SUCCEEDED 1Build{}", "FAILED 2boom{}"),
        ends(
            2,
            script ->
                script
                    .runs(
                        ofMinutes(1),
                        context -> ActionResult.succeeded().withSummary(context.stage()))
                    .thenRuns(
                        ofMinutes(2),
                        context -> {
                          throw new IllegalStateException("boom");
                        })));
  }

  @Test
  @DisplayName("counts for each action of its own, and makes up artifacts that are declared")
  void perAction() {
    PipelineSimulation simulation =
        PipelineSimulation.of(TWO)
            .action(MAKE, script -> script.failsOnce("flaky").thenSucceeds(ofMinutes(1)))
            .action("Test", "check", script -> script.succeeds(ofMinutes(10)))
            .begin();
    String execution = simulation.start();
    simulation.runToEnd();
    assertEquals(
        List.of("00:00:00 Build/left failed: flaky", "00:00:00 Build/right failed: flaky"),
        simulation.timeline(execution).stream().filter(each -> each.contains("flaky")).toList());
    simulation.order(pipeline -> pipeline.retry(execution, "Build"));
    simulation.runToEnd();
    assertEquals(SUCCEEDED, simulation.status(execution));
    assertEquals(ofMinutes(11), simulation.duration(execution));
    List<PipelineHistory.Attempt> attempts = simulation.execution(execution).actions();
    PipelineHistory.Attempt check = attempts.get(attempts.size() - 1);
    assertEquals(execution + "/Build/left/2/jar", check.inputs().get("jar").location());
  }

  @Test
  @DisplayName("fails work that forgets a declared artifact, in the words of a real engine")
  void forgets() {
    PipelineSimulation simulation =
        PipelineSimulation.of(TWO)
            .action(
                "Build",
                "left",
                script -> script.runs(java.time.Duration.ZERO, work -> ActionResult.succeeded()))
            .otherActions(script -> script.succeeds())
            .begin();
    String execution = simulation.start();
    simulation.runToEnd();
    assertEquals(FAILED, simulation.status(execution));
    assertTrue(
        simulation
            .timeline(execution)
            .contains("00:00:00 Build/left failed: output artifacts were not written: jar"));
  }

  @Test
  @DisplayName("may never end, which a timeout or a stop notices")
  void neverEnds() {
    PipelineSimulation simulation =
        PipelineSimulation.of(TWO)
            .action("Build", "right", script -> script.neverEnds())
            .otherActions(script -> script.succeeds(ofMinutes(1)))
            .begin();
    String late = simulation.start();
    simulation.runToEnd();
    assertEquals(FAILED, simulation.status(late));
    assertTrue(simulation.timeline(late).contains("00:30:00 Build/right took too long"));

    String abandoned = simulation.start();
    simulation.runUntilIdle();
    assertEquals(ofMinutes(1), simulation.duration(abandoned));
    simulation.order(pipeline -> pipeline.abandon(abandoned, "it hangs"));
    assertEquals(ExecutionStatus.STOPPED, simulation.status(abandoned));
    assertTrue(
        simulation
            .timeline(abandoned)
            .contains("00:01:00 asked to stop and give up what runs: it hangs"));
    assertTrue(simulation.timeline(abandoned).contains("00:01:00 Build/right abandoned"));
  }

  @Test
  @DisplayName("ends at once when asked to stop, if it says so, and otherwise takes no notice")
  void stop() {
    assertEquals(ofMinutes(60), stoppedAfter(script -> script.succeeds(ofMinutes(60))));
    assertEquals(
        ofMinutes(5), stoppedAfter(script -> script.succeeds(ofMinutes(60)).stopsWhenAsked()));
    assertEquals(ofMinutes(5), stoppedAfter(script -> script.neverEnds().stopsWhenAsked()));
  }

  private static Duration stoppedAfter(Consumer<ActionScript> script) {
    PipelineSimulation simulation = one(script).begin();
    String execution = simulation.start();
    simulation.advance(ofMinutes(5));
    simulation.order(pipeline -> pipeline.stop(execution, "enough"));
    assertTrue(simulation.timeline(execution).contains("00:05:00 asked to stop: enough"));
    simulation.runToEnd();
    assertEquals(ExecutionStatus.STOPPED, simulation.status(execution));
    return simulation.duration(execution);
  }

  @Test
  @DisplayName("is not needed where a real executor does the work")
  void executor() {
    PipelineSimulation simulation =
        PipelineSimulation.of(
                Pipeline.builder("one").stage("Build", stage -> stage.action("make", MAKE)).build())
            .executor(
                MAKE,
                ActionExecutor.blocking(
                    context -> {
                      context.checkpoint("half").toCompletableFuture().join();
                      return ActionResult.succeeded().withSummary("done");
                    }))
            .begin();
    String execution = simulation.start();
    assertEquals(
        List.of(
            "00:00:00 started",
            "00:00:00 Build entered",
            "00:00:00 Build/make started",
            "00:00:00 Build/make noted: half",
            "00:00:00 Build/make succeeded: done",
            "00:00:00 Build succeeded",
            "00:00:00 succeeded"),
        simulation.timeline(execution));
  }

  @Test
  @DisplayName("fails an action that only a newer definition has, and says what is missing")
  void newAction() {
    PipelineSimulation simulation =
        PipelineSimulation.of(TWO)
            .action("Build", "left", script -> script.succeeds())
            .action("Build", "right", script -> script.succeeds())
            .action("Test", "check", script -> script.succeeds())
            .begin();
    simulation.order(
        pipeline ->
            pipeline.update(
                TWO.toBuilder().changeStage("Test", stage -> stage.action("smoke", MAKE)).build()));
    String execution = simulation.start();
    assertTrue(
        simulation
            .timeline(execution)
            .contains(
                "00:00:00 Test/smoke failed: the simulation has no script for Test/smoke of type"
                    + " BUILD/Make; give one with action(...) or otherActions(...)"));
  }

  @Test
  @DisplayName("goes on with a journal of before, at an instant of one's own")
  void journal() {
    InMemoryJournal journal = new InMemoryJournal();
    Instant monday = Instant.parse("2027-03-01T00:00:00Z");
    PipelineSimulation before =
        one(script -> script.succeeds(ofMinutes(9))).journal(journal).startingAt(monday).begin();
    String execution = before.start();
    before.advance(ofMinutes(4));
    PipelineSimulation after =
        one(script -> script.succeeds(ofMinutes(9)))
            .journal(journal)
            .startingAt(before.now())
            .begin();
    after.runToEnd();
    assertEquals(ofMinutes(13), after.duration(execution));
    assertEquals(Instant.parse("2027-03-01T00:13:00Z"), after.now());
  }

  @Test
  @DisplayName("passes other options on to the engine, after a crash too")
  void options() {
    List<String> asked = new ArrayList<>();
    PipelineSimulation simulation =
        one(script ->
                script.runs(
                    Duration.ZERO,
                    context ->
                        ActionResult.succeeded()
                            .withSummary(
                                context.secret(
                                    new dev.penstock.pipeline.SecretReference("vault", "key")))))
            .engine(
                engine ->
                    engine.secrets(
                        reference -> {
                          asked.add(reference.name());
                          return "hunter2";
                        }))
            .begin();
    simulation.crash();
    String execution = simulation.start();
    assertEquals(List.of("key"), asked);
    assertTrue(
        simulation.timeline(execution).get(3).startsWith("00:00:00 Build/make succeeded: *"));
  }

  @Test
  @DisplayName("is refused when it makes no sense, with what to say instead")
  void refused() {
    PipelineSimulation.Builder two = PipelineSimulation.of(TWO);
    String first =
        "succeeds: the script has a first step already; say what later attempts do with"
            + " thenSucceeds, thenFails, thenRuns or thenNeverEnds";
    assertEquals(first, refusal(() -> two.action(MAKE, s -> s.fails("x").succeeds())));
    assertEquals(
        "thenSucceeds: the script has no first step; begin with succeeds, fails, failsOnce, runs or"
            + " neverEnds",
        refusal(() -> two.action(MAKE, s -> s.thenSucceeds())));
    assertEquals(
        "withVariable: the step before does not succeed; outputs belong behind succeeds,"
            + " thenSucceeds, runs or thenRuns",
        refusal(() -> two.action(MAKE, s -> s.fails("x").withVariable("a", "b"))));
    assertEquals(
        "withRevision: the script has no step; outputs belong behind succeeds, thenSucceeds, runs or"
            + " thenRuns",
        refusal(() -> two.action(MAKE, s -> s.withRevision("b"))));
    assertEquals(
        "the script of type BUILD/Make says nothing; begin with succeeds, fails, failsOnce, runs or"
            + " neverEnds",
        refusal(() -> two.action(MAKE, s -> s.reattaches())));
    assertEquals(
        "takes: PT-1M is negative; allowed: zero and above",
        refusal(() -> two.action(MAKE, s -> s.succeeds(ofMinutes(-1)))));
    assertEquals(
        "no action of pipeline two is of type BUILD/Mkae; allowed: BUILD/Make",
        refusal(() -> two.action(ActionType.of(ActionCategory.BUILD, "Mkae"), s -> s.succeeds())));
    assertEquals(
        "pipeline two has no action Build/lefty; it has Build/left, Build/right, Test/check",
        refusal(() -> two.action("Build", "lefty", s -> s.succeeds())));
    assertEquals(
        "Production/sign-off is a manual approval, which people answer: see approve and reject",
        refusal(
            () ->
                PipelineSimulation.of(Checkout.pipeline())
                    .action("Production", "sign-off", s -> s.succeeds())));
    two.action("Build", "left", s -> s.succeeds());
    assertEquals(
        "a script of Build/left was given before",
        refusal(() -> two.action("Build", "left", s -> s.succeeds())));
    assertEquals(
        "the simulation of two has 2 faults:\n"
            + "  stages[0].actions[1]: Build/right of type BUILD/Make has no script; give one"
            + " with action(...) or otherActions(...) [simulation.missing-script]\n"
            + "  stages[1].actions[0]: Test/check of type BUILD/Make has no script; give one"
            + " with action(...) or otherActions(...) [simulation.missing-script]",
        assertThrows(InvalidDefinitionException.class, two::begin).getMessage());
    two.action(MAKE, s -> s.succeeds());
    assertEquals(
        "a script of type BUILD/Make was given before",
        refusal(() -> two.executor(MAKE, context -> null)));
  }

  private static String refusal(Runnable call) {
    return String.valueOf(assertThrows(RuntimeException.class, call::run).getMessage());
  }
}
