package dev.penstock.pipeline.engine;

import static dev.penstock.pipeline.engine.TestHost.GIT;
import static dev.penstock.pipeline.engine.TestHost.SCRIPT;
import static dev.penstock.pipeline.engine.TestHost.now;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.diagnostic.InvalidDefinitionException;
import dev.penstock.engine.ProcessEngine;
import dev.penstock.journal.InMemoryJournal;
import dev.penstock.pipeline.ActionCategory;
import dev.penstock.pipeline.ActionResult;
import dev.penstock.pipeline.ActionType;
import dev.penstock.pipeline.ExecutionMode;
import dev.penstock.pipeline.Pipeline;
import dev.penstock.pipeline.execution.ActionStatus;
import dev.penstock.pipeline.execution.ExecutionStatus;
import dev.penstock.pipeline.execution.UpdatePolicy;
import dev.penstock.process.CommandResult;
import dev.penstock.process.simulation.VirtualTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Opening a pipeline with a new definition")
class OlderDefinitionTest {
  private static final ActionType SHIP = ActionType.of(ActionCategory.DEPLOY, "Ship");
  private static final ActionExecutor DONE =
      ActionExecutor.blocking(context -> ActionResult.succeeded());
  private static final ActionExecutor FAILS =
      ActionExecutor.blocking(context -> ActionResult.failed("no"));

  private static final Pipeline NEXT =
      Pipeline.builder("shop")
          .stage("Source", stage -> stage.action("fetch", GIT))
          .stage("Sign", stage -> stage.approval("ok"))
          .build();

  private final InMemoryJournal journal = new InMemoryJournal();
  private final VirtualTime time = VirtualTime.startingAt(TestHost.START);
  private final List<String> begun = new ArrayList<>();

  private static Pipeline old(ExecutionMode mode) {
    return Pipeline.builder("shop")
        .executionMode(mode)
        .stage("Source", stage -> stage.action("fetch", GIT))
        .stage("Sign", stage -> stage.approval("ok"))
        .stage("Prod", stage -> stage.action("ship", SHIP))
        .build();
  }

  private ProcessEngine processes() {
    return ProcessEngine.builder()
        .journal(journal)
        .executor(Runnable::run)
        .scheduler(time)
        .clock(time.clock())
        .build();
  }

  private OpenPipeline open(
      ProcessEngine processes,
      Pipeline definition,
      UpdatePolicy policy,
      Map<ActionType, ActionExecutor> executors) {
    PipelineEngine.Builder engine = PipelineEngine.builder(processes).updatePolicy(policy);
    executors.forEach(engine::action);
    return engine.build().open(definition);
  }

  private CompletionStage<ActionResult> hang(ActionContext context) {
    begun.add(context.key());
    return new CompletableFuture<>();
  }

  private String underWay(Pipeline definition) {
    try (ProcessEngine processes = processes()) {
      OpenPipeline pipeline =
          open(processes, definition, UpdatePolicy.FINISH, Map.of(GIT, DONE, SHIP, this::hang));
      return now(pipeline.start());
    }
  }

  private String inProd() {
    try (ProcessEngine processes = processes()) {
      OpenPipeline pipeline =
          open(
              processes,
              old(ExecutionMode.SUPERSEDED),
              UpdatePolicy.FINISH,
              Map.of(GIT, DONE, SHIP, this::hang));
      String execution = now(pipeline.start());
      approve(pipeline, execution);
      return execution;
    }
  }

  private static void approve(OpenPipeline pipeline, String execution) {
    now(
        pipeline.approve(
            now(pipeline.nextApproval(execution)).orElseThrow().approvalToken().orElseThrow(),
            "ada",
            ""));
  }

  private String refusal(Pipeline definition, UpdatePolicy policy) {
    try (ProcessEngine processes = processes()) {
      String message =
          assertThrows(
                  InvalidDefinitionException.class,
                  () -> open(processes, definition, policy, Map.of(GIT, DONE, SCRIPT, DONE)))
              .getMessage();
      assertEquals(0, processes.gauges().openProcesses());
      return message;
    }
  }

  @Test
  @DisplayName("is refused while an execution of the old one will need another executor")
  void willNeed() {
    String execution = underWay(old(ExecutionMode.SUPERSEDED));
    assertEquals(
        "pipeline shop has 1 fault:\n  shop: execution "
            + execution
            + ", version 1: stages[2].actions[0].type (Prod/ship): no executor is registered for"
            + " DEPLOY/Ship; allowed: BUILD/Script, SOURCE/Git; register it until the execution"
            + " has ended, or have the execution cancelled by opening with UpdatePolicy.CANCEL"
            + " [pipeline.missing-executor]",
        refusal(NEXT, UpdatePolicy.FINISH));
    assertEquals(List.of(), begun);
    try (ProcessEngine processes = processes()) {
      OpenPipeline pipeline =
          open(processes, NEXT, UpdatePolicy.FINISH, Map.of(GIT, DONE, SHIP, DONE));
      approve(pipeline, execution);
      assertEquals(ExecutionStatus.SUCCEEDED, now(pipeline.finished(execution)));
    }
    try (ProcessEngine processes = processes()) {
      open(processes, NEXT, UpdatePolicy.FINISH, Map.of(GIT, DONE)); // nothing is left of the old
    }
  }

  @Test
  @DisplayName("is refused while an action of the old one is in progress, whatever the policy")
  void inProgress() {
    String execution = inProd();
    assertEquals(1, begun.size());
    for (UpdatePolicy policy : UpdatePolicy.values()) {
      String message = refusal(NEXT, policy);
      assertTrue(
          message.endsWith(
              "execution "
                  + execution
                  + ", version 1: stages[2].actions[0].type (Prod/ship): no executor is registered"
                  + " for DEPLOY/Ship; allowed: BUILD/Script, SOURCE/Git; register it until the"
                  + " execution has ended [pipeline.missing-executor]"),
          message);
    }
    assertEquals(1, begun.size());
    try (ProcessEngine processes = processes()) {
      OpenPipeline pipeline =
          open(processes, NEXT, UpdatePolicy.FINISH, Map.of(GIT, DONE, SHIP, DONE));
      assertEquals(ExecutionStatus.SUCCEEDED, now(pipeline.finished(execution)));
    }
  }

  @Test
  @DisplayName("does not count failed executions; who retries one is told what is lacking")
  void mayBeRetried() {
    String execution = failed();
    try (ProcessEngine processes = processes()) {
      OpenPipeline pipeline = open(processes, NEXT, UpdatePolicy.FINISH, Map.of(GIT, DONE));
      assertInstanceOf(CommandResult.Accepted.class, now(pipeline.retry(execution, "Prod")));
      assertEquals(ExecutionStatus.FAILED, now(pipeline.finished(execution)));
      String lacking = now(pipeline.execution(execution)).orElseThrow().toString();
      assertTrue(lacking.contains("no executor is registered for " + SHIP), lacking);
    }
  }

  @Test
  @DisplayName("leaves failed executions behind if updates cancel")
  void isOutdated() {
    String execution = failed();
    try (ProcessEngine processes = processes()) {
      OpenPipeline pipeline = open(processes, NEXT, UpdatePolicy.CANCEL, Map.of(GIT, DONE));
      assertEquals("retry.outdated", TestHost.rejection(pipeline.retry(execution, "Prod")));
    }
  }

  private String failed() {
    try (ProcessEngine processes = processes()) {
      OpenPipeline pipeline =
          open(
              processes,
              old(ExecutionMode.SUPERSEDED),
              UpdatePolicy.FINISH,
              Map.of(GIT, DONE, SHIP, FAILS));
      String execution = now(pipeline.start());
      approve(pipeline, execution);
      assertEquals(ExecutionStatus.FAILED, now(pipeline.finished(execution)));
      return execution;
    }
  }

  @Test
  @DisplayName("leaves an action in progress that nobody can carry out, although it should not be")
  void nobody() {
    String execution = inProd();
    try (ProcessEngine processes = processes()) {
      ActionEffects effects =
          new ActionEffects("shop", processes, Map.of(GIT, DONE), Map.of(), null, null);
      PipelineEngine engine = PipelineEngine.builder(processes).action(GIT, DONE).build();
      OpenPipeline pipeline = new OpenPipeline(engine, effects, state -> {}); // looks at nothing
      assertEquals(
          ActionStatus.IN_PROGRESS,
          now(pipeline.execution(execution)).orElseThrow().action("ship").orElseThrow().status());
      String another = now(pipeline.start());
      now(pipeline.abandon(execution, "nobody can"));
      assertEquals(ExecutionStatus.STOPPED, now(pipeline.finished(execution)));
      approve(pipeline, another);
      assertEquals(
          "no executor is registered for DEPLOY/Ship; registered: [SOURCE/Git]",
          now(pipeline.execution(another)).orElseThrow().action("ship").orElseThrow().summary(),
          "nothing of a first attempt is at work outside");
    }
  }

  @Test
  @DisplayName("does not mind what the old one needed in stages that the execution has left")
  void isPast() {
    String execution = underWay(old(ExecutionMode.SUPERSEDED));
    Pipeline local =
        Pipeline.builder("shop")
            .stage("Source", stage -> stage.action("take", SCRIPT))
            .stage("Sign", stage -> stage.approval("ok"))
            .build();
    try (ProcessEngine processes = processes()) {
      OpenPipeline pipeline =
          open(processes, local, UpdatePolicy.FINISH, Map.of(SCRIPT, DONE, SHIP, DONE));
      approve(pipeline, execution);
      assertEquals(ExecutionStatus.SUCCEEDED, now(pipeline.finished(execution)));
    }
  }

  @Test
  @DisplayName("is refused while an execution of mode PARALLEL follows the old one")
  void parallel() {
    String execution = underWay(old(ExecutionMode.PARALLEL));
    Pipeline next = NEXT.toBuilder().executionMode(ExecutionMode.PARALLEL).build();
    for (UpdatePolicy policy : UpdatePolicy.values()) {
      assertTrue(
          refusal(next, policy)
              .contains("execution " + execution + ", version 1: stages[2].actions[0].type"));
    }
    try (ProcessEngine processes = processes()) {
      OpenPipeline pipeline =
          open(processes, next, UpdatePolicy.FINISH, Map.of(GIT, DONE, SHIP, DONE));
      approve(pipeline, execution);
      assertEquals(ExecutionStatus.SUCCEEDED, now(pipeline.finished(execution)));
    }
  }
}
