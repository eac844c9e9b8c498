package dev.penstock.pipeline.execution;

import dev.penstock.pipeline.Action;
import dev.penstock.pipeline.ArtifactReference;
import dev.penstock.pipeline.ConditionKind;
import dev.penstock.pipeline.execution.PipelineEffect.RunAction;
import dev.penstock.pipeline.execution.PipelineEvent.ActionAbandoned;
import dev.penstock.pipeline.execution.PipelineEvent.ActionCheckpointed;
import dev.penstock.pipeline.execution.PipelineEvent.ActionFailed;
import dev.penstock.pipeline.execution.PipelineEvent.ActionStarted;
import dev.penstock.pipeline.execution.PipelineEvent.ActionSucceeded;
import dev.penstock.pipeline.execution.PipelineEvent.ActionTimedOut;
import dev.penstock.pipeline.execution.PipelineEvent.ApprovalAnswered;
import dev.penstock.process.simulation.CheckedProcess.Happened;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What may not happen to actions, as a witness sees it. */
final class WitnessedActions {
  private final Witness witness;
  private final Set<ActionKey> begun = new HashSet<>();
  private final Map<String, ActionKey> openApprovals = new LinkedHashMap<>();
  private final List<String> tokens = new ArrayList<>(); // that ever were
  private int decisions; // counts them over all commands
  private int last = -1;

  WitnessedActions(Witness witness) {
    this.witness = witness;
  }

  /** The approvals that wait for an answer, by token. */
  Map<String, ActionKey> openApprovals() {
    return openApprovals;
  }

  List<String> tokens() {
    return tokens;
  }

  /** Another command is told. */
  void newCommand() {
    last = -1;
  }

  /** Looks at an event if it is one of an action. */
  boolean see(WitnessedExecution execution, Happened<PipelineEvent, PipelineEffect> happened) {
    if (happened.decision() != last) {
      last = happened.decision();
      decisions++;
    }
    PipelineEvent event = happened.event();
    if (event instanceof ActionStarted started) {
      started(execution, started.key(), happened);
    } else if (event instanceof ActionSucceeded succeeded) {
      Action action = ended(execution, succeeded.key(), ActionStatus.SUCCEEDED);
      if (action != null) {
        witness.expect(!action.isManualApproval(), "an approval succeeded by itself");
        String wrong = execution.take(succeeded.key(), action, succeeded.result());
        witness.expect(wrong == null, wrong == null ? "" : wrong);
        witness.expect(
            !execution.late.contains(succeeded.key()), "an action succeeded after its time");
      }
    } else if (event instanceof ActionFailed failed) {
      ended(execution, failed.key(), ActionStatus.FAILED);
    } else if (event instanceof ActionAbandoned abandoned) {
      witness.expect(execution.isAbandoning, "an action was given up without anybody asking");
      ended(execution, abandoned.key(), ActionStatus.ABANDONED);
    } else if (event instanceof ApprovalAnswered answered) {
      witness.expect(
          answered.key().equals(openApprovals.get(answered.token())),
          "an approval was answered that is not open");
      ended(
          execution,
          answered.key(),
          answered.isApproved() ? ActionStatus.SUCCEEDED : ActionStatus.FAILED);
    } else if (event instanceof ActionTimedOut late) {
      timedOut(execution, late);
    } else if (event instanceof ActionCheckpointed noted) {
      witness.expect(execution.open.containsKey(noted.key()), "a checkpoint of what is over");
      Integer before = execution.checkpoints.put(noted.key(), noted.number());
      witness.expect(before == null || before < noted.number(), "checkpoints count backwards");
    } else {
      return false;
    }
    return true;
  }

  private void started(
      WitnessedExecution execution,
      ActionKey key,
      Happened<PipelineEvent, PipelineEffect> happened) {
    String name = key.stage() + "/" + key.action();
    Action action = execution.isInside(key.stage()) ? execution.action(key.action()) : null;
    if (action == null) {
      witness.expect(false, "an action started outside of its stage");
      return;
    }
    witness.expect(begun.add(key), "an attempt started twice");
    witness.expect(execution.mayMove(), "an action started in an execution that may not move");
    int attempt = execution.attempts.merge(name, 1, Integer::sum);
    witness.expect(attempt == key.attempt(), "attempt " + attempt + " was expected");
    witness.expect(!execution.succeeded.contains(key.action()), "it has succeeded before");
    execution.failed.forEach(
        (failed, when) ->
            witness.expect(when == decisions, "it starts after " + failed + " failed"));
    String before = execution.blockedBy(action);
    witness.expect(before == null, "it starts before " + before + " has succeeded");
    witness.expect(
        execution.asked == null
            && !execution.isTimedOut
            && WitnessedConditions.isPassed(execution, ConditionKind.BEFORE_ENTRY),
        "it starts before a condition holds, or after the stage's time");
    ActionStatus old = execution.latest.put(name, ActionStatus.IN_PROGRESS);
    witness.edge(
        "action", old == null ? "none" : old.serviceName(), ActionStatus.IN_PROGRESS.serviceName());
    execution.open.put(key, happened.event().at());
    witness.expect(
        execution.open.size() <= execution.actionLimit, "more actions than the limit allows");
    asked(execution, key, action, happened.emitted());
  }

  /** What the host is asked for when an action starts. */
  private void asked(
      WitnessedExecution execution, ActionKey key, Action action, List<PipelineEffect> emitted) {
    Map<String, ArtifactReference> inputs = execution.inputsOf(action);
    Map<String, String> configuration = execution.configurationOf(action);
    List<RunAction> runs = new ArrayList<>();
    for (PipelineEffect each : emitted) {
      if (each instanceof RunAction run) {
        runs.add(run);
      }
    }
    if (inputs == null || configuration == null) {
      witness.expect(emitted.isEmpty(), "the host is asked to run what lacks something");
    } else if (action.isManualApproval()) {
      witness.expect(runs.isEmpty(), "the host is asked to approve");
      String token = DerivedIds.approvalToken(key);
      witness.expect(!tokens.contains(token), "two requests have one token");
      tokens.add(token);
      openApprovals.put(token, key);
    } else if (runs.size() != 1) {
      witness.expect(false, "the host is asked " + runs.size() + " times");
    } else {
      RunAction run = runs.get(0);
      witness.expect(run.key().equals(key), "the host is asked under another key");
      witness.expect(run.inputs().equals(inputs), "other inputs than " + inputs);
      witness.expect(
          run.configuration().equals(configuration), "another configuration than " + configuration);
      witness.expect(
          run.variables().equals(execution.variables), "other variables: " + execution.variables);
    }
  }

  private @Nullable Action ended(WitnessedExecution execution, ActionKey key, ActionStatus how) {
    if (execution.open.remove(key) == null) {
      witness.expect(false, "an attempt ended that is not in progress");
      return null;
    }
    openApprovals.values().remove(key);
    witness.expect(!execution.status.isEnded(), "an action of an execution that has ended");
    String name = key.stage() + "/" + key.action();
    ActionStatus old = execution.latest.put(name, how);
    witness.edge("action", old == null ? "none" : old.serviceName(), how.serviceName());
    if (how == ActionStatus.SUCCEEDED) {
      execution.succeeded.add(key.action());
    } else {
      execution.failed.put(key.action(), decisions);
    }
    return execution.action(key.action());
  }

  private void timedOut(WitnessedExecution execution, ActionTimedOut late) {
    Instant start = execution.open.get(late.key());
    Action action = execution.action(late.key().action());
    if (start == null || action == null) {
      witness.expect(false, "an action timed out that is over");
      return;
    }
    witness.expect(execution.late.add(late.key()), "an action timed out twice");
    witness.expect(
        execution.isTimedOut // with its stage
            || action.timeout().map(most -> !late.at().isBefore(start.plus(most))).orElse(false),
        "an action timed out early");
  }
}
