package dev.penstock.pipeline.execution;

import dev.penstock.pipeline.execution.PipelineCommand.AnswerApproval;
import dev.penstock.pipeline.execution.PipelineCommand.BeginExecution;
import dev.penstock.pipeline.execution.PipelineCommand.DefinePipeline;
import dev.penstock.pipeline.execution.PipelineCommand.DisableTransition;
import dev.penstock.pipeline.execution.PipelineCommand.EnableTransition;
import dev.penstock.pipeline.execution.PipelineCommand.HandOnTransitions;
import dev.penstock.pipeline.execution.PipelineCommand.OverrideCondition;
import dev.penstock.pipeline.execution.PipelineCommand.ReportCheckpoint;
import dev.penstock.pipeline.execution.PipelineCommand.ReportExecutionEnd;
import dev.penstock.pipeline.execution.PipelineCommand.ReportResult;
import dev.penstock.pipeline.execution.PipelineCommand.ReportRule;
import dev.penstock.pipeline.execution.PipelineCommand.ResumeExecution;
import dev.penstock.pipeline.execution.PipelineCommand.RetryStage;
import dev.penstock.pipeline.execution.PipelineCommand.RollBackStage;
import dev.penstock.pipeline.execution.PipelineCommand.StartExecution;
import dev.penstock.pipeline.execution.PipelineCommand.StopExecution;
import dev.penstock.pipeline.execution.PipelineCommand.TimerFired;
import dev.penstock.pipeline.execution.PipelineEffect.RuleTimerKey;
import dev.penstock.pipeline.execution.PipelineEffect.StageTimerKey;
import dev.penstock.pipeline.execution.PipelineEffect.TimerKey;
import dev.penstock.pipeline.execution.PipelineEvent.ActionCheckpointed;
import dev.penstock.pipeline.execution.PipelineEvent.ActionFailed;
import dev.penstock.pipeline.execution.PipelineEvent.ActionSucceeded;
import dev.penstock.pipeline.execution.PipelineEvent.ActionTimedOut;
import dev.penstock.pipeline.execution.PipelineEvent.ApprovalAnswered;
import dev.penstock.pipeline.execution.PipelineEvent.ConditionOverridden;
import dev.penstock.pipeline.execution.PipelineEvent.ExecutionStarted;
import dev.penstock.pipeline.execution.PipelineEvent.PipelineDefined;
import dev.penstock.pipeline.execution.PipelineEvent.RuleAnswered;
import dev.penstock.pipeline.execution.PipelineEvent.RuleWindowMissed;
import dev.penstock.pipeline.execution.PipelineEvent.StageRetried;
import dev.penstock.pipeline.execution.PipelineEvent.StageTimedOut;
import dev.penstock.pipeline.execution.PipelineEvent.StopRequested;
import dev.penstock.pipeline.execution.PipelineEvent.TransitionDisabled;
import dev.penstock.pipeline.execution.PipelineEvent.TransitionEnabled;
import dev.penstock.pipeline.execution.PipelineEvent.TransitionsHandedOn;
import java.util.Optional;

/** Which event is the record of which command. */
final class CommandRecords {
  private CommandRecords() {}

  /** Whether an event is what the history keeps of an accepted command. */
  static boolean isRecord(PipelineCommand command, PipelineEvent event) {
    return event.at().equals(command.at())
        ? isRecordOfThen(command, event)
        : command instanceof BeginExecution begin // keeps when the pipeline started it
            && event instanceof ExecutionStarted started
            && started.equals(begin.start().here());
  }

  private static boolean isRecordOfThen(PipelineCommand command, PipelineEvent event) {
    if (command instanceof ReportResult report) {
      return report.key().equals(endOf(event));
    }
    if (command instanceof TimerFired timer && timer.key() instanceof TimerKey key) {
      return event instanceof ActionTimedOut late
          ? late.key().equals(key.action())
          : event instanceof ActionFailed failed && failed.key().equals(key.action());
    }
    if (command instanceof TimerFired timer && timer.key() instanceof RuleTimerKey key) {
      return event instanceof RuleWindowMissed missed
          ? missed.key().equals(key.rule())
          : event instanceof RuleAnswered answered && answered.key().equals(key.rule());
    }
    if (command instanceof TimerFired timer && timer.key() instanceof StageTimerKey key) {
      return event.equals(new StageTimedOut(key.execution(), key.stage(), timer.at()));
    }
    if (command instanceof ReportRule report) {
      return event.equals(
          new RuleAnswered(
              report.key(), report.result().outcome(), report.result().summary(), report.at()));
    }
    if (command instanceof OverrideCondition order) {
      return event instanceof ConditionOverridden overridden
          && overridden.execution().equals(order.execution())
          && overridden.stage().equals(order.stage())
          && overridden.condition() == order.condition()
          && overridden.by().equals(order.by());
    }
    if (command instanceof ReportCheckpoint report) {
      return event.equals(
          new ActionCheckpointed(report.key(), report.number(), report.text(), report.at()));
    }
    if (command instanceof AnswerApproval answer) {
      return event instanceof ApprovalAnswered answered
          && answered.token().equals(answer.token())
          && answered.isApproved() == answer.isApproved()
          && answered.by().equals(answer.by())
          && answered.summary().equals(answer.summary());
    }
    if (command instanceof StopExecution stop) {
      return event.equals(
          new StopRequested(
              stop.execution(), stop.isAbandoning(), stop.reason(), stop.by(), stop.at()));
    }
    if (command instanceof RetryStage retry) {
      return event instanceof StageRetried retried
          && !retried.isAutomatic()
          && retried.execution().equals(retry.execution())
          && retried.stage().equals(retry.stage())
          && retried.by().equals(retry.by())
          && retried.mode() == retry.mode();
    }
    if (command instanceof ResumeExecution resume) {
      return event instanceof StageRetried retried
          && retried.execution().equals(resume.key().execution())
          && retried.stage().equals(resume.stage())
          && retried.run() == resume.key().run()
          && retried.by().equals(resume.by())
          && retried.mode() == resume.mode();
    }
    return isRecordOfPipeline(command, event);
  }

  private static boolean isRecordOfPipeline(PipelineCommand command, PipelineEvent event) {
    if (command instanceof DefinePipeline define) {
      return event instanceof PipelineDefined defined
          && defined.definition().equals(define.definition())
          && defined.limits().equals(define.limits());
    }
    if (command instanceof StartExecution start) {
      return event instanceof ExecutionStarted started
          && started.rollback().isEmpty()
          && started.token().equals(start.token())
          && started.by().equals(start.by())
          && started.git().equals(start.git())
          && started.nesting() == start.nesting()
          && started.revisions().equals(start.revisions())
          && started.triggerType().equals(Optional.of(start.triggerType()));
    }
    if (command instanceof RollBackStage order) {
      return event instanceof ExecutionStarted started
          && started
              .rollback()
              .equals(Optional.of(new Rollback(order.stage(), order.target(), false)))
          && started.token().equals(order.token())
          && started.by().equals(order.by());
    }
    if (command instanceof BeginExecution begin) {
      return event.equals(begin.start().here());
    }
    if (command instanceof DisableTransition disable) {
      return event instanceof TransitionDisabled disabled
          && disabled.by().equals(disable.by())
          && disabled.reason().equals(disable.reason());
    }
    if (command instanceof EnableTransition enable) {
      return event instanceof TransitionEnabled enabled && enabled.by().equals(enable.by());
    }
    if (command instanceof HandOnTransitions report) {
      return event.equals(
          new TransitionsHandedOn(report.number(), report.transitions(), report.at()));
    }
    if (command instanceof PipelineCommand.ForgetTargets forget) {
      return event instanceof PipelineEvent.TargetsForgotten forgotten
          && forget.executions().containsAll(forgotten.executions());
    }
    return command instanceof ReportExecutionEnd end
        && isEnd(event)
        && ExecutionDraft.executionOf(event).equals(end.key().execution());
  }

  /** Whether only somebody's order can lead to an event. */
  static boolean isOrdered(PipelineEvent event) {
    return event instanceof StopRequested
        || event instanceof ApprovalAnswered
        || event instanceof ActionCheckpointed
        || event instanceof ActionSucceeded
        || event instanceof ConditionOverridden
        || event instanceof RuleWindowMissed
        || event instanceof StageTimedOut
        || event instanceof TransitionDisabled
        || event instanceof TransitionEnabled
        || event instanceof TransitionsHandedOn
        || event instanceof PipelineEvent.TargetsForgotten
        || (event instanceof ExecutionStarted started
            && !started.rollback().map(Rollback::isAutomatic).orElse(false))
        || (event instanceof StageRetried retried && !retried.isAutomatic());
  }

  private static Object endOf(PipelineEvent event) {
    return event instanceof ActionSucceeded succeeded
        ? succeeded.key()
        : event instanceof ActionFailed failed ? failed.key() : "none";
  }

  private static boolean isEnd(PipelineEvent event) {
    return event instanceof PipelineEvent.ExecutionSucceeded
        || event instanceof PipelineEvent.ExecutionFailed
        || event instanceof PipelineEvent.ExecutionStopped
        || event instanceof PipelineEvent.ExecutionCancelled;
  }
}
