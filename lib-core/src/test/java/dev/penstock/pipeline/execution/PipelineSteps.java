package dev.penstock.pipeline.execution;

import dev.penstock.pipeline.ConditionKind;
import dev.penstock.pipeline.ExecutionMode;
import dev.penstock.pipeline.Pipeline;
import dev.penstock.pipeline.execution.PipelineCommand.AnswerApproval;
import dev.penstock.pipeline.execution.PipelineCommand.OverrideCondition;
import dev.penstock.pipeline.execution.PipelineCommand.ReportResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Makes the steps of a random history: commands that make sense and that do not, repeated, held up,
 * about attempts that are long over, under clocks that jump, between crashes.
 */
final class PipelineSteps {
  private static final int REMEMBERED = 60;

  private final RandomGenerator random;
  private final PipelineHistories histories;
  private final @Nullable Pipeline alone; // what one execution of mode PARALLEL follows
  private final List<PipelineCommand> sent = new ArrayList<>();
  private final List<PipelineCommand> heldUp = new ArrayList<>();

  PipelineSteps(RandomGenerator random, boolean isOneExecution) {
    this.random = random;
    this.histories = new PipelineHistories(random);
    this.alone = isOneExecution ? PipelineHistories.pipeline(random, ExecutionMode.PARALLEL) : null;
  }

  PipelineStep next(PipelineWalk walk) {
    int choice = random.nextInt(100);
    if (choice < 1) {
      return new PipelineStep.Crash();
    }
    PipelineCommand command = command(walk, random.nextInt(100));
    if (choice < 4) {
      return new PipelineStep.TellInVain(command);
    }
    if (sent.size() < REMEMBERED) {
      sent.add(command);
    } else {
      sent.set(random.nextInt(REMEMBERED), command);
    }
    return new PipelineStep.Tell(command);
  }

  private PipelineCommand command(PipelineWalk walk, int choice) {
    if (choice < 9 && !sent.isEmpty()) {
      return sent.get(random.nextInt(sent.size()));
    }
    if (choice < 14 && !heldUp.isEmpty()) {
      return heldUp.remove(random.nextInt(heldUp.size()));
    }
    List<String> tokens = walk.approvalTokens();
    if (choice < 16 && !tokens.isEmpty()) {
      String token = tokens.get(random.nextInt(tokens.size()));
      return new AnswerApproval(token, random.nextBoolean(), "bob", "", histories.now);
    }
    PipelineCommand override = choice < 21 ? override(walk) : null;
    if (override != null) {
      return override;
    }
    if (choice < 24) {
      jump();
    }
    PipelineCommand command = sensible(walk);
    if (choice < 30) {
      heldUp.add(command);
      return sensible(walk);
    }
    if (choice < 32 && command instanceof ReportResult report) {
      ActionKey key = report.key();
      int attempt = Math.max(0, key.attempt() + random.nextInt(3) - 1);
      return new ReportResult(
          new ActionKey(key.execution(), key.stage(), key.action(), attempt),
          report.result(),
          report.at());
    }
    return command;
  }

  private PipelineCommand sensible(PipelineWalk walk) {
    return alone == null
        ? histories.next(walk.state(), walk.pending(), random)
        : histories.nextOfOne(alone, walk.state(), walk.pending(), random);
  }

  /** Somebody wants an execution that has ended to go on in spite of a condition. */
  private @Nullable PipelineCommand override(PipelineWalk walk) {
    List<ExecutionView> ended =
        walk.state().executions().stream().filter(each -> each.status().isEnded()).toList();
    if (ended.isEmpty()) {
      return null;
    }
    ExecutionView one = ended.get(random.nextInt(ended.size()));
    ConditionKind kind =
        random.nextBoolean() ? ConditionKind.BEFORE_ENTRY : ConditionKind.ON_SUCCESS;
    return new OverrideCondition(
        one.id(), one.stage().orElse("stage-0"), kind, "ada", histories.now);
  }

  /** The clock jumps, forward or back. */
  private void jump() {
    Duration far = Duration.ofMinutes(random.nextInt(60 * 24 * 40));
    histories.now = random.nextBoolean() ? histories.now.plus(far) : histories.now.minus(far);
  }
}
