package dev.penstock.pipeline.execution;

import dev.penstock.pipeline.Action;
import dev.penstock.pipeline.ActionCategory;
import dev.penstock.pipeline.ActionResult;
import dev.penstock.pipeline.ActionType;
import dev.penstock.pipeline.ArtifactReference;
import dev.penstock.pipeline.ConditionKind;
import dev.penstock.pipeline.Pipeline;
import dev.penstock.pipeline.Rule;
import dev.penstock.pipeline.RuleResult;
import dev.penstock.pipeline.RuleType;
import dev.penstock.pipeline.Stage;
import dev.penstock.process.Decision;
import dev.penstock.process.EffectKey;
import dev.penstock.process.Timer;
import dev.penstock.revision.Digest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** A pipeline that a test tells one thing after another, and what happened in a few words. */
final class Story {
  static final RuleType ASK = RuleType.of("Ask");
  static final ActionType SCRIPT = ActionType.of(ActionCategory.BUILD, "Script");
  static final ActionType GIT = ActionType.of(ActionCategory.SOURCE, "Git");

  final DrivenPipeline driven = new DrivenPipeline();
  private int told;

  Story(Pipeline pipeline) {
    driven.tell(new PipelineCommand.DefinePipeline(pipeline, driven.now));
    told = driven.events.size();
  }

  /** One stage before, the stage that the story is about, and one after. */
  static Story about(Consumer<Stage.Builder> prod) {
    return new Story(pipeline(prod).build());
  }

  static Pipeline.Builder pipeline(Consumer<Stage.Builder> prod) {
    return Pipeline.builder("release")
        .stage(
            "Source",
            stage -> stage.action("fetch", GIT, fetch -> fetch.output("sources").namespace("src")))
        .stage("Prod", stage -> prod.accept(stage.action("ship", SCRIPT)))
        .stage("After", stage -> stage.action("tell", SCRIPT));
  }

  static Rule ask(String name) {
    return Rule.builder(name, ASK).build();
  }

  /** Starts an execution that passes the source stage. */
  String start() {
    String id = driven.start();
    succeed(id, "Source", "fetch", 1);
    return id;
  }

  private static ActionResult outputs(Action action) {
    ActionResult result =
        ActionResult.succeeded().withVariable("branch", "main").withVariable("v", "1");
    for (String output : action.outputArtifacts()) {
      result =
          result.withArtifact(output, new ArtifactReference(output, new Digest("ab".repeat(32))));
    }
    return result;
  }

  void succeed(String id, String stage, String action, int attempt) {
    ActionKey key = new ActionKey(id, stage, action, attempt);
    ActionRun run = driven.state.run(key);
    if (run == null) {
      throw new IllegalStateException(key + " is not under way");
    }
    driven.tell(new PipelineCommand.ReportResult(key, outputs(run.order.action()), driven.now));
  }

  void fail(String id, String stage, String action, int attempt) {
    driven.tell(
        new PipelineCommand.ReportResult(
            new ActionKey(id, stage, action, attempt), ActionResult.failed("broken"), driven.now));
  }

  /** The execution ships, and the stage goes on from there. */
  void ship(String id) {
    succeed(id, "Prod", "ship", 1);
  }

  String answer(String id, ConditionKind kind, String rule, int attempt, RuleResult result) {
    return decided(
        driven.tell(
            new PipelineCommand.ReportRule(
                new RuleKey(id, "Prod", kind, rule, attempt), result, driven.now)));
  }

  String override(String id, ConditionKind kind) {
    return decided(
        driven.tell(new PipelineCommand.OverrideCondition(id, "Prod", kind, "ada", driven.now)));
  }

  /** Time passes, and the timers that have come due fire. */
  void pass(Duration duration) {
    driven.now = driven.now.plus(duration);
    for (EffectKey timer = due(); timer != null; timer = due()) {
      Decision<PipelineEvent> decision =
          driven.tell(new PipelineCommand.TimerFired(timer, driven.now));
      if (!(decision instanceof Decision.Accepted)) {
        throw new IllegalStateException(timer + " was " + decision);
      }
    }
  }

  private @org.jspecify.annotations.Nullable EffectKey due() {
    return driven.pending().stream()
        .filter(each -> each instanceof Timer timer && !timer.due().isAfter(driven.now))
        .map(each -> each.key())
        .findFirst()
        .orElse(null);
  }

  static String decided(Decision<PipelineEvent> decision) {
    if (decision instanceof Decision.Rejected<PipelineEvent> rejected) {
      return rejected.rejection().code();
    }
    return decision instanceof Decision.Accepted ? "accepted" : "unchanged";
  }

  /** What has happened since this was asked last, one line for each event. */
  String then() {
    List<String> lines = new ArrayList<>();
    for (PipelineEvent event : driven.events.subList(told, driven.events.size())) {
      lines.add(line(event));
    }
    told = driven.events.size();
    return String.join("\n", lines);
  }

  /** Forgets what has happened so far. */
  Story quietly() {
    told = driven.events.size();
    return this;
  }

  private static String line(PipelineEvent event) {
    String name = event.getClass().getSimpleName();
    if (event instanceof PipelineEvent.ActionStarted started) {
      return "start " + started.key().action() + " " + started.key().attempt();
    }
    if (event instanceof PipelineEvent.ActionSucceeded succeeded) {
      return "done " + succeeded.key().action();
    }
    if (event instanceof PipelineEvent.ActionFailed failed) {
      return "failed " + failed.key().action() + ": " + failed.reason();
    }
    if (event instanceof PipelineEvent.ActionTimedOut late) {
      return "late " + late.key().action();
    }
    if (event instanceof PipelineEvent.ActionAbandoned abandoned) {
      return "abandoned " + abandoned.key().action();
    }
    if (event instanceof PipelineEvent.ConditionStarted started) {
      return "ask " + started.condition() + " of " + started.stage();
    }
    if (event instanceof PipelineEvent.RuleAnswered answered) {
      return answered.key().rule() + " " + answered.outcome() + ": " + answered.summary();
    }
    if (event instanceof PipelineEvent.RuleWindowMissed missed) {
      return "missed " + missed.key().rule();
    }
    if (event instanceof PipelineEvent.ConditionEnded ended) {
      return ended.condition() + " " + ended.status();
    }
    if (event instanceof PipelineEvent.ConditionOverridden overridden) {
      return overridden.condition()
          + " overridden by "
          + overridden.by()
          + (overridden.isReopening() ? ", reopening" : "");
    }
    if (event instanceof PipelineEvent.StageEntered entered) {
      return "enter " + entered.stage();
    }
    if (event instanceof PipelineEvent.StageSucceeded succeeded) {
      return "leave " + succeeded.stage();
    }
    if (event instanceof PipelineEvent.StageRetried retried) {
      return "retry " + retried.mode() + (retried.isAutomatic() ? " by itself" : "");
    }
    if (event instanceof PipelineEvent.ExecutionStarted started) {
      return started.cause()
          + " "
          + started.number()
          + started.rollback().map(rollback -> " of " + rollback.stage()).orElse("");
    }
    return name;
  }

  ExecutionStatus status(String id) {
    return driven
        .state
        .execution(id)
        .map(ExecutionView::status)
        .or(() -> driven.state.ended(id))
        .orElseThrow();
  }

  Optional<ConditionView> condition(ConditionKind kind) {
    return prod().condition(kind);
  }

  StageView prod() {
    return driven.state.view().orElseThrow().stages().stream()
        .filter(stage -> stage.name().equals("Prod"))
        .findFirst()
        .orElseThrow();
  }
}
