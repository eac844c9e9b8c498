package dev.penstock.pipeline.execution;

import dev.penstock.pipeline.Action;
import dev.penstock.pipeline.ActionCategory;
import dev.penstock.pipeline.ActionResult;
import dev.penstock.pipeline.ActionType;
import dev.penstock.pipeline.ArtifactReference;
import dev.penstock.pipeline.Condition;
import dev.penstock.pipeline.ConditionKind;
import dev.penstock.pipeline.ConditionResult;
import dev.penstock.pipeline.ExecutionMode;
import dev.penstock.pipeline.OnFailure;
import dev.penstock.pipeline.Pipeline;
import dev.penstock.pipeline.RetryMode;
import dev.penstock.pipeline.Rule;
import dev.penstock.pipeline.RuleResult;
import dev.penstock.pipeline.RuleType;
import dev.penstock.pipeline.Stage;
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
  private static final RuleType ASK = RuleType.of("Ask");
  private static final List<String> WINDOWS =
      List.of("* * * ? * *", "* 30 * ? * *", "* * 9-16 ? * MON-FRI", "* 0 3 1 1 ? 2020");
  private static final ActionType BUILD = ActionType.of(ActionCategory.BUILD, "Script");

  private final List<Pipeline> definitions = new ArrayList<>();
  Instant now = START;
  private int starts;

  PipelineHistories(RandomGenerator random) {
    ExecutionMode[] modes = ExecutionMode.values();
    ExecutionMode mode = modes[random.nextInt(modes.length)];
    definitions.add(pipeline(random, mode));
    definitions.add(pipeline(random, mode));
    definitions.add(pipeline(random, modes[random.nextInt(modes.length)]));
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

  /** The histories of a process that carries one execution of mode PARALLEL. */
  static DeciderLaws<PipelineState, PipelineCommand, PipelineEvent, PipelineEffect> lawsOfOne(
      RandomGenerator random) {
    PipelineHistories histories = new PipelineHistories(random);
    Pipeline pipeline = pipeline(random, ExecutionMode.PARALLEL);
    return new DeciderLaws<>(
        new PipelineDecider(),
        PipelineDecider.CODEC,
        PipelineState::describe,
        (state, pending, choices) -> histories.nextOfOne(pipeline, state, pending, choices),
        PipelineCommand::isRepeatable);
  }

  PipelineCommand nextOfOne(
      Pipeline pipeline,
      PipelineState state,
      List<PipelineEffect> pending,
      RandomGenerator random) {
    now = now.plusSeconds(random.nextInt(120));
    String id = DerivedIds.executionId("histories", 7);
    int choice = random.nextInt(20);
    if (choice < 3 || (state.definition().isEmpty() && choice < 8)) {
      List<StageTransition> gates = new ArrayList<>();
      for (int i = 1; i < 4; i++) {
        boolean isOpen = random.nextBoolean();
        gates.add(
            new StageTransition(
                "stage-" + i,
                new TransitionState(isOpen, "ada", Optional.of(now), isOpen ? "" : "holiday")));
      }
      return new PipelineCommand.HandOnTransitions(random.nextInt(12), gates, now);
    }
    if (state.definition().isEmpty()) {
      return new PipelineCommand.BeginExecution(
          new PipelineEvent.PipelineDefined(pipeline, 4, false, 0, random.nextInt(3), now),
          new PipelineEvent.ExecutionStarted(
              id,
              7,
              Map.of("greeting", "hello"),
              List.of(),
              Optional.of(TriggerType.WEBHOOK),
              "push",
              Optional.of("token"),
              Optional.empty(),
              true,
              Optional.of("ada"),
              Optional.empty(),
              2,
              now),
          now);
    }
    if (choice < 6) {
      return new PipelineCommand.ResumeExecution(
          new ExecutionKey(id, 1 + random.nextInt(4)),
          state.execution(id).flatMap(ExecutionView::stage).orElse("stage-0"),
          random.nextBoolean() ? RetryMode.FAILED_ACTIONS : RetryMode.ALL_ACTIONS,
          Optional.of("bob"),
          now);
    }
    return next(state, pending, random);
  }

  /** Up to four stages of up to four actions, with artifacts, variables, approvals and timeouts. */
  static Pipeline pipeline(RandomGenerator random, ExecutionMode mode) {
    Pipeline.Builder pipeline =
        Pipeline.builder("histories").executionMode(mode).variable("greeting", "hello");
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
              int a0 = a;
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
                    if (a0 > 0 && random.nextInt(4) == 0) {
                      action.after("action-" + random.nextInt(a0));
                    } else {
                      action.runOrder(1 + random.nextInt(2));
                    }
                    if (random.nextInt(6) == 0) {
                      action.matrix("axis", "1", "2").command("run #{matrix.axis}");
                      return;
                    }
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
            reactions(stage, random, mode);
          });
    }
    return pipeline.build();
  }

  private static void reactions(Stage.Builder stage, RandomGenerator random, ExecutionMode mode) {
    boolean isAlone = mode == ExecutionMode.PARALLEL;
    if (random.nextInt(4) == 0) {
      stage.timeout(Duration.ofMinutes(10 + random.nextInt(60)));
    }
    if (random.nextInt(3) == 0) {
      stage.beforeEntry(
          c ->
              condition(
                  c.result(random.nextBoolean() ? ConditionResult.SKIP : ConditionResult.FAIL),
                  random));
    }
    if (random.nextInt(3) == 0) {
      stage.onSuccess(
          c ->
              condition(
                  c.result(isAlone ? ConditionResult.FAIL : ConditionResult.ROLLBACK), random));
    }
    ConditionResult drastic =
        isAlone || random.nextBoolean() ? ConditionResult.RETRY : ConditionResult.ROLLBACK;
    RetryMode retryMode = random.nextBoolean() ? RetryMode.FAILED_ACTIONS : RetryMode.ALL_ACTIONS;
    int choice = random.nextInt(5);
    if (choice == 0) {
      stage.onFailure(
          drastic == ConditionResult.RETRY ? OnFailure.retry(retryMode) : OnFailure.rollback());
    } else if (choice == 1) {
      Condition.Builder condition = Condition.builder().result(drastic);
      condition(condition, random);
      stage.onFailure(OnFailure.when(condition.build()));
    }
  }

  private static void condition(Condition.Builder condition, RandomGenerator random) {
    int rules = 1 + random.nextInt(3);
    for (int i = 0; i < rules; i++) {
      Rule.Builder rule;
      int choice = random.nextInt(6);
      if (choice == 0) {
        rule =
            Rule.builder("rule-" + i, RuleType.VARIABLE_CHECK)
                .configuration("Variable", "#{variables.greeting}")
                .configuration("Operator", "EQ")
                .configuration("Value", random.nextInt(4) > 0 ? "hello" : "bye");
      } else if (choice == 1) {
        rule =
            Rule.builder("rule-" + i, RuleType.DEPLOYMENT_WINDOW)
                .configuration("Cron", WINDOWS.get(random.nextInt(WINDOWS.size())));
      } else {
        rule = Rule.builder("rule-" + i, ASK);
      }
      if (random.nextBoolean()) {
        rule.timeout(Duration.ofMinutes(1 + random.nextInt(200)));
      }
      condition.rule(rule.build());
    }
  }

  private static RuleResult answer(RandomGenerator random) {
    int choice = random.nextInt(6);
    return choice == 0
        ? RuleResult.failed("no")
        : choice == 1 ? RuleResult.errored("who knows") : RuleResult.succeeded("fine");
  }

  PipelineCommand next(PipelineState state, List<PipelineEffect> pending, RandomGenerator random) {
    if (state.definition().isEmpty()) {
      return define(definitions.get(0), random);
    }
    now = now.plusSeconds(random.nextInt(120));
    if (random.nextInt(40) == 0) {
      now = now.plus(Duration.ofDays(20)); // so that waits at closed gates grow long
    }
    int choice = random.nextInt(130);
    if (choice >= 100) {
      return rare(state, random);
    }
    if (choice < 45 && !pending.isEmpty()) {
      PipelineEffect effect = pending.get(random.nextInt(pending.size()));
      if (effect instanceof RunAction run) {
        return random.nextInt(6) == 0
            ? new PipelineCommand.ReportCheckpoint(
                run.key(), 1 + random.nextInt(3), "at " + now, now)
            : new PipelineCommand.ReportResult(run.key(), result(run, random), now);
      }
      if (effect instanceof PipelineEffect.RunRule run) {
        return new PipelineCommand.ReportRule(run.key(), answer(random), now);
      }
      if (effect instanceof PipelineEffect.RunExecution run) {
        return end(run, random);
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
          random.nextInt(20) == 0 ? Map.of("unknown", "x") : Map.of(),
          random.nextInt(20) == 0
              ? List.of(new SourceOverride("action-0", RevisionType.COMMIT_ID, "3f2a"))
              : List.of(),
          TriggerType.WEBHOOK,
          "test",
          token,
          now);
    }
    List<ExecutionView> executions = state.executions();
    if (choice < 80) {
      List<String> tokens = new ArrayList<>(List.of("no-such-token"));
      executions.forEach(e -> e.actions().forEach(a -> a.approvalToken().ifPresent(tokens::add)));
      return new PipelineCommand.AnswerApproval(
          tokens.get(tokens.size() - 1), random.nextInt(4) > 0, "somebody", "because", now);
    }
    if (choice < 82) {
      return define(definitions.get(random.nextInt(definitions.size())), random);
    }
    List<String> ids = new ArrayList<>(List.of("no-such-execution"));
    executions.forEach(each -> ids.add(each.id()));
    ids.addAll(state.parallelExecutions());
    ids.addAll(state.endedParallel.keySet());
    ids.addAll(state.ended.keySet());
    String id = ids.get(random.nextInt(ids.size()));
    if (choice < 84) {
      ConditionKind[] kinds = ConditionKind.values();
      return new PipelineCommand.OverrideCondition(
          id,
          state.execution(id).flatMap(ExecutionView::stage).orElse("stage-0"),
          kinds[random.nextInt(kinds.length)],
          "ada",
          now);
    }
    if (choice < 90) {
      return new PipelineCommand.StopExecution(id, random.nextBoolean(), "enough", now);
    }
    String stage = state.execution(id).flatMap(ExecutionView::stage).orElse(stage(random));
    return new PipelineCommand.RetryStage(
        id,
        random.nextInt(10) == 0 ? stage(random) : stage,
        random.nextBoolean() ? RetryMode.FAILED_ACTIONS : RetryMode.ALL_ACTIONS,
        now);
  }

  private static String stage(RandomGenerator random) {
    return "stage-" + random.nextInt(5);
  }

  private PipelineCommand define(Pipeline pipeline, RandomGenerator random) {
    return new PipelineCommand.DefinePipeline(
        pipeline,
        random.nextInt(3) > 0 ? ExecutionLimits.NONE : new ExecutionLimits(3, 2),
        random.nextBoolean() ? UpdatePolicy.FINISH : UpdatePolicy.CANCEL,
        random.nextInt(4) == 0,
        now);
  }

  private PipelineCommand rare(PipelineState state, RandomGenerator random) {
    TransitionType type = random.nextBoolean() ? TransitionType.INBOUND : TransitionType.OUTBOUND;
    String stage = stage(random);
    int choice = random.nextInt(100);
    if (choice < 25) {
      String reason = random.nextInt(5) == 0 ? "" : "holiday";
      return new PipelineCommand.DisableTransition(stage, type, reason, "ada", now);
    }
    if (choice < 55) {
      return new PipelineCommand.EnableTransition(stage, type, "ada", now);
    }
    if (choice < 90) {
      List<String> targets = new ArrayList<>(List.of("no-such-execution"));
      targets.addAll(state.ended.keySet());
      targets.addAll(state.rollbackTargets(stage));
      return new PipelineCommand.RollBackStage(
          stage,
          targets.get(targets.size() - 1 - random.nextInt(Math.min(2, targets.size()))),
          random.nextBoolean() ? Optional.empty() : Optional.of("rollback-" + starts++),
          now);
    }
    if (choice < 95) {
      List<String> known = new ArrayList<>(List.of("no-such-execution"));
      known.addAll(state.rollbackTargets(stage));
      return new PipelineCommand.ForgetTargets(
          known.subList(0, 1 + random.nextInt(known.size())), now);
    }
    return new PipelineCommand.HandOnTransitions(random.nextInt(9), List.of(), now);
  }

  private PipelineCommand end(PipelineEffect.RunExecution run, RandomGenerator random) {
    ExecutionStatus[] all = ExecutionStatus.values();
    return new PipelineCommand.ReportExecutionEnd(
        random.nextInt(8) == 0 ? new ExecutionKey(run.key().execution(), 1) : run.key(),
        all[random.nextInt(all.length)],
        random.nextInt(3) == 0 ? Optional.empty() : Optional.of(stage(random)),
        now);
  }

  private static ActionResult result(RunAction run, RandomGenerator random) {
    if (random.nextInt(5) == 0) {
      return ActionResult.failed(random.nextBoolean() ? "it broke" : "");
    }
    ActionResult result = ActionResult.succeeded().withSummary("fine").withVariable("v", mark(run));
    for (String output : run.action().outputArtifacts()) {
      if (random.nextInt(20) > 0) {
        result =
            result.withArtifact(
                output, new ArtifactReference(output, new Digest(mark(run).repeat(8))));
      }
    }
    return result;
  }

  /** Eight hexadecimal digits that are another attempt's only by chance. */
  private static String mark(RunAction run) {
    return Long.toHexString((1L << 32) + Integer.toUnsignedLong(run.key().hashCode())).substring(1);
  }
}
