package dev.penstock.pipeline.execution;

import dev.penstock.pipeline.Action;
import dev.penstock.pipeline.ActionCategory;
import dev.penstock.pipeline.ActionResult;
import dev.penstock.pipeline.ActionType;
import dev.penstock.pipeline.ArtifactReference;
import dev.penstock.pipeline.Pipeline;
import dev.penstock.pipeline.execution.PipelineEffect.RunAction;
import dev.penstock.process.Timer;
import dev.penstock.process.simulation.DeciderLaws;
import dev.penstock.revision.Digest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Random pipelines and random commands, sensible and not. */
final class PipelineHistories {
  private static final Instant START = Instant.parse("2026-01-05T09:00:00Z");
  private static final ActionType BUILD = ActionType.of(ActionCategory.BUILD, "Script");

  private final List<Pipeline> definitions = new ArrayList<>();
  private Instant now = START;
  private int starts;

  PipelineHistories(RandomGenerator random) {
    definitions.add(pipeline(random));
    definitions.add(pipeline(random));
  }

  static DeciderLaws<PipelineState, PipelineCommand, PipelineEvent, PipelineEffect> laws(
      RandomGenerator random) {
    PipelineHistories histories = new PipelineHistories(random);
    return new DeciderLaws<>(
        new PipelineDecider(),
        PipelineDecider.CODEC,
        PipelineState::describe,
        histories::next,
        PipelineCommand::isRepeatable);
  }

  /** Up to four stages of up to four actions, with artifacts, variables, approvals and timeouts. */
  static Pipeline pipeline(RandomGenerator random) {
    Pipeline.Builder pipeline = Pipeline.builder("histories").variable("greeting", "hello");
    List<String> written = new ArrayList<>();
    List<String> namespaces = new ArrayList<>();
    int stages = 1 + random.nextInt(4);
    for (int s = 0; s < stages; s++) {
      int stageNumber = s;
      pipeline.stage(
          "stage-" + s,
          stage -> {
            List<String> before = List.copyOf(written);
            List<String> known = List.copyOf(namespaces);
            int actions = 1 + random.nextInt(4);
            for (int a = 0; a < actions; a++) {
              String name = "action-" + a;
              if (random.nextInt(5) == 0) {
                stage.action(
                    name,
                    Action.MANUAL_APPROVAL,
                    approval -> approval.runOrder(1 + random.nextInt(2)));
                continue;
              }
              String artifact = "out-" + stageNumber + "-" + a;
              stage.action(
                  name,
                  BUILD,
                  action -> {
                    action.runOrder(1 + random.nextInt(2));
                    if (random.nextBoolean()) {
                      action.output(artifact);
                      written.add(artifact);
                    }
                    if (!before.isEmpty() && random.nextBoolean()) {
                      action.input(before.get(random.nextInt(before.size())));
                    }
                    if (!known.isEmpty() && random.nextInt(3) == 0) {
                      action.configuration(
                          "value", "#{" + known.get(random.nextInt(known.size())) + ".v}");
                    }
                    if (random.nextInt(3) == 0) {
                      action.timeout(Duration.ofMinutes(1 + random.nextInt(30)));
                    }
                    if (random.nextInt(3) == 0) {
                      String namespace = "ns-" + stageNumber + "-" + name;
                      action.namespace(namespace);
                      namespaces.add(namespace);
                    }
                  });
            }
          });
    }
    return pipeline.build();
  }

  PipelineCommand next(PipelineState state, List<PipelineEffect> pending, RandomGenerator random) {
    if (state.definition().isEmpty()) {
      return new PipelineCommand.DefinePipeline(definitions.get(0), now);
    }
    now = now.plusSeconds(random.nextInt(120));
    int choice = random.nextInt(100);
    if (choice < 45 && !pending.isEmpty()) {
      PipelineEffect effect = pending.get(random.nextInt(pending.size()));
      if (effect instanceof RunAction run) {
        return random.nextInt(6) == 0
            ? new PipelineCommand.ReportCheckpoint(
                run.key(), 1 + random.nextInt(3), "at " + now, now)
            : new PipelineCommand.ReportResult(run.key(), result(run, random), now);
      }
      if (effect instanceof Timer timer) {
        now = random.nextInt(4) == 0 ? now : timer.due().isAfter(now) ? timer.due() : now;
        return new PipelineCommand.TimerFired(timer.key(), now);
      }
    }
    if (choice < 62) {
      Optional<String> token =
          random.nextInt(3) == 0
              ? Optional.empty()
              : Optional.of("t" + (starts + random.nextInt(2)));
      starts++;
      return new PipelineCommand.StartExecution(
          random.nextInt(20) == 0 ? Map.of("unknown", "x") : Map.of(), "test", token, now);
    }
    List<ExecutionView> executions = state.executions();
    if (choice < 80) {
      List<String> tokens = new ArrayList<>(List.of("no-such-token"));
      executions.forEach(e -> e.actions().forEach(a -> a.approvalToken().ifPresent(tokens::add)));
      return new PipelineCommand.AnswerApproval(
          tokens.get(tokens.size() - 1), random.nextInt(4) > 0, "somebody", "because", now);
    }
    if (executions.isEmpty() || choice < 82) {
      return new PipelineCommand.DefinePipeline(definitions.get(random.nextInt(2)), now);
    }
    ExecutionView execution = executions.get(random.nextInt(executions.size()));
    if (choice < 90) {
      return new PipelineCommand.StopExecution(execution.id(), random.nextBoolean(), "enough", now);
    }
    return new PipelineCommand.RetryStage(
        random.nextInt(10) == 0 ? "no-such-execution" : execution.id(),
        execution.stage().orElse("stage-0"),
        now);
  }

  private static ActionResult result(RunAction run, RandomGenerator random) {
    if (random.nextInt(5) == 0) {
      return ActionResult.failed(random.nextBoolean() ? "it broke" : "");
    }
    ActionResult result = ActionResult.succeeded().withSummary("fine").withVariable("v", "1");
    for (String output : run.action().outputArtifacts()) {
      if (random.nextInt(20) > 0) {
        result =
            result.withArtifact(output, new ArtifactReference(output, new Digest("ab".repeat(32))));
      }
    }
    return result;
  }
}
