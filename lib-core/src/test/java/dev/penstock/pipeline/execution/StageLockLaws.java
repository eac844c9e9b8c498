package dev.penstock.pipeline.execution;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.penstock.conventions.Covers;
import dev.penstock.pipeline.ActionCategory;
import dev.penstock.pipeline.ActionResult;
import dev.penstock.pipeline.ActionType;
import dev.penstock.pipeline.ExecutionMode;
import dev.penstock.pipeline.Pipeline;
import java.time.Duration;
import java.util.Optional;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;

@Label("Who is inside a stage and who waits in front of it")
class StageLockLaws {
  private static final ActionType SCRIPT = ActionType.of(ActionCategory.DEPLOY, "Script");

  @Property(tries = 400, seed = "20260107")
  @Label("is in mode SUPERSEDED what a naive model says")
  @Covers({"P-601", "P-611", "P-612", "P-614", "P-616", "P-815", "P-816"})
  void superseded(@ForAll long seed) {
    compare(ExecutionMode.SUPERSEDED, seed, 60);
  }

  @Property(tries = 400, seed = "20260108")
  @Label("is in mode QUEUED what a naive model says")
  @Covers({"P-601", "P-621", "P-624", "P-815", "P-816"})
  void queued(@ForAll long seed) {
    compare(ExecutionMode.QUEUED, seed, 60);
  }

  @Property(tries = 10_000)
  @Tag("thorough")
  @Label("is in either mode what a naive model says, in very many histories")
  void thoroughly(@ForAll long seed, @ForAll boolean isQueued) {
    compare(isQueued ? ExecutionMode.QUEUED : ExecutionMode.SUPERSEDED, seed, 200);
  }

  private static Pipeline pipeline(ExecutionMode mode, int stages) {
    Pipeline.Builder pipeline = Pipeline.builder("locks").executionMode(mode);
    for (int i = 0; i < stages; i++) {
      pipeline.stage(NaiveStages.name(i), stage -> stage.action("work", SCRIPT));
    }
    return pipeline.build();
  }

  private static void compare(ExecutionMode mode, long seed, int steps) {
    SplittableRandom random = new SplittableRandom(seed);
    int stages = 1 + random.nextInt(4);
    DrivenPipeline real = new DrivenPipeline();
    real.tell(new PipelineCommand.DefinePipeline(pipeline(mode, stages), real.now));
    NaiveStages naive = new NaiveStages(mode == ExecutionMode.QUEUED, stages);
    StringBuilder history = new StringBuilder();
    for (int i = 0; i < steps; i++) {
      real.now = real.now.plus(Duration.ofDays(random.nextInt(12)));
      naive.now = real.now;
      history.append(step(random, real, naive, stages)).append('\n');
      assertEquals(naive.describe(), describe(real, naive, stages), history::toString);
    }
  }

  private static String step(
      SplittableRandom random, DrivenPipeline real, NaiveStages naive, int stages) {
    int stage = random.nextInt(stages);
    int choice = random.nextInt(100);
    if (choice < 30) {
      naive.start(real.start());
      return "start";
    }
    if (choice < 65) {
      String inside = naive.inside(stage);
      boolean isGood = random.nextInt(4) > 0;
      if (inside != null) {
        real.end(inside, isGood ? ActionResult.succeeded() : ActionResult.failed("broken"));
        naive.end(stage, isGood);
      }
      return "end of " + stage + " " + isGood + " " + inside;
    }
    if (choice < 75 && stage > 0) {
      boolean isClosing = random.nextBoolean();
      real.tell(
          isClosing
              ? new PipelineCommand.DisableTransition(
                  NaiveStages.name(stage), TransitionType.INBOUND, "holiday", "ada", real.now)
              : new PipelineCommand.EnableTransition(
                  NaiveStages.name(stage - 1), TransitionType.OUTBOUND, "ada", real.now));
      naive.gate(stage, !isClosing);
      return (isClosing ? "close " : "open ") + stage;
    }
    if (choice < 85) {
      String failed = naive.failed(stage);
      if (failed != null) {
        real.tell(new PipelineCommand.RetryStage(failed, NaiveStages.name(stage), real.now));
        naive.retry(stage);
      }
      return "retry in " + stage + " of " + failed;
    }
    if (choice < 92) {
      String target =
          real.state.rollbackTargets(NaiveStages.name(stage)).stream().findFirst().orElse("none");
      boolean isFree = naive.inside(stage) == null;
      real.tell(
          new PipelineCommand.RollBackStage(
              NaiveStages.name(stage), target, Optional.empty(), real.now));
      if (isFree && !target.equals("none")) {
        naive.rollBack(stage, DerivedIds.executionId("locks", real.state.started));
      }
      return "roll back " + stage + " to " + target;
    }
    String any = naive.anybody(random);
    if (any != null) {
      real.tell(new PipelineCommand.StopExecution(any, true, "enough", real.now));
      naive.stop(any);
    }
    return "stop " + any;
  }

  private static String describe(DrivenPipeline real, NaiveStages naive, int stages) {
    StringBuilder text = new StringBuilder();
    PipelineView view = real.state.view().orElseThrow();
    for (int i = 0; i < stages; i++) {
      StageView stage = view.stage(NaiveStages.name(i)).orElseThrow();
      text.append(stage.name())
          .append(
              stage
                  .latestExecution()
                  .filter(each -> each.status() == StageStatus.IN_PROGRESS)
                  .map(each -> " " + each.execution())
                  .orElse(" free"))
          .append(stage.inboundTransition().isEnabled() ? " open" : " closed");
      stage
          .inboundExecutions()
          .forEach(
              each ->
                  text.append(' ')
                      .append(each.execution())
                      .append(each.isStranded() ? " stranded" : ""));
      text.append('\n');
    }
    for (String each : naive.everybody()) {
      ExecutionStatus status =
          real.state.ended(each).orElseGet(() -> real.state.execution(each).orElseThrow().status());
      text.append(each).append(' ').append(status).append('\n');
    }
    return text.toString();
  }
}
