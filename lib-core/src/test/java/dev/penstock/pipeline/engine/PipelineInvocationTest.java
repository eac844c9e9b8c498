package dev.penstock.pipeline.engine;

import static dev.penstock.pipeline.engine.TestHost.GIT;
import static dev.penstock.pipeline.engine.TestHost.SCRIPT;
import static dev.penstock.pipeline.engine.TestHost.now;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.penstock.conventions.Covers;
import dev.penstock.engine.ProcessEngine;
import dev.penstock.journal.InMemoryJournal;
import dev.penstock.pipeline.ActionResult;
import dev.penstock.pipeline.ExecutionMode;
import dev.penstock.pipeline.FailureType;
import dev.penstock.pipeline.Pipeline;
import dev.penstock.pipeline.execution.ExecutionStatus;
import dev.penstock.pipeline.execution.PipelineHistory.Attempt;
import dev.penstock.pipeline.execution.PipelineHistory.Execution;
import dev.penstock.process.Journal;
import dev.penstock.process.simulation.VirtualTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A pipeline that invokes another one")
class PipelineInvocationTest {
  private final Journal journal = new InMemoryJournal();
  private final Map<String, OpenPipeline> open = new HashMap<>();
  private final List<String> told = new ArrayList<>();
  private Scripted work = new Scripted();
  private ProcessEngine processes = processes();
  private PipelineEngine engine = engine(invocation -> invocation);

  private ProcessEngine processes() {
    VirtualTime time = VirtualTime.startingAt(TestHost.START);
    return ProcessEngine.builder()
        .journal(journal)
        .executor(Runnable::run)
        .scheduler(time)
        .clock(time.clock())
        .build();
  }

  private PipelineEngine engine(UnaryOperator<PipelineInvocation> options) {
    return PipelineEngine.builder(processes)
        .action(
            PipelineInvocation.TYPE,
            options.apply(PipelineInvocation.of(name -> Optional.ofNullable(open.get(name)))))
        .action(
            GIT,
            ActionExecutor.blocking(
                context -> {
                  told.add(context.action() + " " + context.revisions());
                  return ActionResult.succeeded();
                }))
        .action(SCRIPT, work)
        .build();
  }

  private void restart(UnaryOperator<PipelineInvocation> options) {
    processes.close();
    open.clear();
    work = new Scripted();
    processes = processes();
    engine = engine(options);
  }

  private OpenPipeline open(Pipeline pipeline) {
    OpenPipeline opened = engine.open(pipeline);
    open.put(pipeline.name(), opened);
    return opened;
  }

  private static Pipeline target(ExecutionMode mode) {
    return Pipeline.builder("target")
        .executionMode(mode)
        .variable("region", "north")
        .stage("Source", stage -> stage.action("fetch", GIT))
        .stage("Build", stage -> stage.action("compile", SCRIPT))
        .build();
  }

  private static Pipeline invoker(String target, Map<String, String> configuration) {
    return Pipeline.builder("invoker")
        .stage(
            "Invoke",
            stage ->
                stage.action(
                    "call",
                    PipelineInvocation.TYPE,
                    call -> {
                      call.configuration("PipelineName", target);
                      configuration.forEach(call::configuration);
                    }))
        .build();
  }

  @AfterEach
  void close() {
    processes.close();
  }

  private static Attempt call(OpenPipeline invoker, String execution) {
    List<Attempt> attempts = invoker.history().execution(execution).orElseThrow().actions();
    return attempts.get(attempts.size() - 1);
  }

  @Test
  @DisplayName("passes revisions and variables on, from JSON text")
  @Covers("P-1331")
  void passesOn() {
    OpenPipeline target = open(target(ExecutionMode.SUPERSEDED));
    OpenPipeline invoker =
        open(
            invoker(
                "target",
                Map.of(
                    "Variables",
                    "[{\"name\":\"region\",\"value\":\"south\"}]",
                    "SourceRevisions",
                    "[{\"actionName\":\"fetch\",\"revisionType\":\"COMMIT_ID\","
                        + "\"revisionValue\":\"3f2a\"}]")));
    String execution = now(invoker.start());
    Execution started = target.history().executions().get(0);
    assertEquals(Map.of("region", "south"), started.variables());
    assertEquals(List.of("fetch {COMMIT_ID=3f2a}"), told);
    assertEquals("action " + execution + "/Invoke/call/1 of pipeline invoker", started.trigger());
    assertEquals(Optional.of(started.id()), call(invoker, execution).externalExecutionId());
  }

  @Test
  @DisplayName("succeeds when the start is accepted, without waiting")
  @Covers("P-1332")
  void doesNotWait() {
    OpenPipeline target = open(target(ExecutionMode.SUPERSEDED));
    OpenPipeline invoker = open(invoker("target", Map.of()));
    String execution = now(invoker.start());
    assertEquals(ExecutionStatus.SUCCEEDED, now(invoker.finished(execution)));
    String started = target.history().executions().get(0).id();
    assertNull(now(target.finished(started)));
    assertEquals(
        "started execution " + started + " of pipeline target", call(invoker, execution).summary());
  }

  @Test
  @DisplayName("waits if asked to, also over a restart, and starts nothing twice")
  @Covers("P-1332")
  void waits() {
    restart(PipelineInvocation::waiting);
    open(target(ExecutionMode.SUPERSEDED));
    OpenPipeline invoker = open(invoker("target", Map.of()));
    String good = now(invoker.start());
    assertNull(now(invoker.finished(good)));
    restart(PipelineInvocation::waiting);
    OpenPipeline target = open(target(ExecutionMode.SUPERSEDED));
    invoker = open(invoker("target", Map.of()));
    assertEquals(1, target.history().executions().size());
    String started = target.history().executions().get(0).id();
    work.succeed(started + "/Build/compile/1");
    assertEquals(ExecutionStatus.SUCCEEDED, now(invoker.finished(good)));
    assertEquals(
        "execution " + started + " of pipeline target succeeded", call(invoker, good).summary());

    String bad = now(invoker.start());
    String second = target.history().executions().get(1).id();
    work.fail(second + "/Build/compile/1");
    assertEquals(ExecutionStatus.FAILED, now(invoker.finished(bad)));
    assertEquals(
        "execution " + second + " of pipeline target ended as Failed",
        call(invoker, bad).summary());
    assertEquals(Optional.of(FailureType.JOB_FAILED), call(invoker, bad).failureType());
    assertEquals(Optional.of(second), call(invoker, bad).externalExecutionId());

    String stopped = now(invoker.start());
    String third = target.history().executions().get(2).id();
    now(invoker.stop(stopped, "enough"));
    assertEquals(ExecutionStatus.STOPPING, target.history().executions().get(2).status());
    work.succeed(third + "/Build/compile/1");
    assertEquals(ExecutionStatus.STOPPED, now(invoker.finished(stopped)));
  }

  @Test
  @DisplayName("comes to an end if it invokes itself in a loop")
  @Covers("P-1333")
  void loops() {
    OpenPipeline invoker = open(invoker("invoker", Map.of()));
    now(invoker.start());
    List<Execution> all = invoker.history().executions();
    assertEquals(11, all.size());
    assertEquals(10, all.stream().filter(e -> e.status() == ExecutionStatus.SUCCEEDED).count());
    Execution last = all.get(10);
    assertEquals(ExecutionStatus.FAILED, last.status());
    assertEquals(
        "pipeline \"invoker\" is not started: 10 pipelines invoke each other",
        last.actions().get(0).summary());
    assertEquals(10, PipelineInvocation.DEEPEST_NESTING);
  }

  @Test
  @DisplayName("is bounded as told, in mode PARALLEL and over restarts too")
  @Covers("P-1333")
  void bounded() {
    restart(invocation -> invocation.nestingAtMost(2));
    Pipeline parallel =
        invoker("invoker", Map.of()).toBuilder().executionMode(ExecutionMode.PARALLEL).build();
    OpenPipeline invoker = open(parallel);
    now(invoker.start());
    assertEquals(3, invoker.history().executions().size());
    assertEquals(
        "depth: 0 is out of range; allowed: 1 and above",
        assertThrows(
                IllegalArgumentException.class,
                () -> PipelineInvocation.of(name -> Optional.empty()).nestingAtMost(0))
            .getMessage());
    assertEquals(
        "nesting: -1 is out of range; allowed: 0 and above",
        assertThrows(IllegalArgumentException.class, () -> StartRequest.of("").withNesting(-1))
            .getMessage());
  }

  @Test
  @DisplayName("fails with a reason if the other one is unknown, refuses, or cannot be read")
  @Covers("P-1331")
  void failures() {
    open(target(ExecutionMode.SUPERSEDED));
    Map<Pipeline, String> expected = new HashMap<>();
    expected.put(invoker("nobody", Map.of()), "no pipeline \"nobody\" is open");
    expected.put(
        invoker("target", Map.of("Variables", "[{\"name\":\"size\",\"value\":\"7\"}]")),
        "pipeline \"target\" refuses to start: variable \"size\" is not declared; allowed: region"
            + " [pipeline.variables]");
    expected.put(
        invoker("target", Map.of("Variables", "{}")),
        "the start of pipeline \"target\" cannot be read: Variables: found no array; allowed: a"
            + " JSON array");
    expected.put(
        invoker("target", Map.of("Variables", "[{\"name\":\"region\"}]")),
        "the start of pipeline \"target\" cannot be read: \"value\" is missing, or no text, in"
            + " {\"name\":\"region\"}");
    expected.forEach(
        (pipeline, reason) -> {
          OpenPipeline invoker = open(pipeline);
          String execution = now(invoker.start());
          assertEquals(ExecutionStatus.FAILED, now(invoker.finished(execution)));
          assertEquals(reason, call(invoker, execution).summary());
          assertEquals(
              Optional.of(FailureType.CONFIGURATION_ERROR), call(invoker, execution).failureType());
        });
    assertEquals(List.of(), told);
  }
}
