package dev.penstock.pipeline.explain;

import dev.penstock.pipeline.Action;
import dev.penstock.pipeline.ConditionKind;
import dev.penstock.pipeline.Pipeline;
import dev.penstock.pipeline.engine.DeferredActions;
import dev.penstock.pipeline.engine.OpenPipeline;
import dev.penstock.pipeline.execution.ActionKey;
import dev.penstock.pipeline.execution.ActionStatus;
import dev.penstock.pipeline.execution.ActionView;
import dev.penstock.pipeline.execution.ConditionStatus;
import dev.penstock.pipeline.execution.ConditionView;
import dev.penstock.pipeline.execution.ExecutionStatus;
import dev.penstock.pipeline.execution.ExecutionView;
import dev.penstock.pipeline.execution.InboundExecution;
import dev.penstock.pipeline.execution.PipelineView;
import dev.penstock.pipeline.execution.RuleStatus;
import dev.penstock.pipeline.execution.RuleView;
import dev.penstock.pipeline.execution.StageStatus;
import dev.penstock.pipeline.execution.StageView;
import dev.penstock.pipeline.execution.TransitionState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;

/**
 * Why executions under way do not move by themselves, who owes what, and what happens by itself
 * when nobody does anything.
 *
 * <pre>{@code
 * now(RunExplanation.of(checkout)).text(); // an open pipeline; or of its definition and views
 * // execution 7: Production/sign-off waits for a person to approve or reject it, since ...
 * // execution 8 waits in front of Production: execution 7 is inside
 * }</pre>
 *
 * @param waits the reasons, by execution in the order given, then by action in the order of the
 *     definition, by rule, and the stage's timeout; empty if nothing is under way
 */
public record RunExplanation(List<Wait> waits) {

  /** Copies the list. */
  public RunExplanation {
    waits = List.copyOf(waits);
  }

  /**
   * Explains executions by what views tell: of an action in progress not whether its executor has
   * been given it, or whether it waits for a place. {@link #of(OpenPipeline)} tells that too.
   *
   * @param definition the definition that they follow; of actions that it does not have, only what
   *     is in progress is told
   * @param state the pipeline's state, of the same moment as the executions
   * @param executions the executions; those that have ended are passed over
   * @return the reasons
   */
  public static RunExplanation of(
      Pipeline definition, PipelineView state, List<ExecutionView> executions) {
    List<Wait> waits = new ArrayList<>();
    for (ExecutionView execution : executions) {
      if (!execution.status().isEnded() && execution.stage().isPresent()) {
        String stage = execution.stage().get();
        if (execution.isWaiting()) {
          state.stage(stage).ifPresent(view -> inFront(execution, view, waits));
        } else {
          inside(execution, stage, definition, waits);
        }
      }
    }
    return new RunExplanation(waits);
  }

  /**
   * Explains what an open pipeline has under way. Knows what views do not tell: which actions wait
   * for a place among all that the engine carries out.
   *
   * @param pipeline the pipeline
   * @return completes with the reasons; a pipeline that goes on meanwhile is seen at different
   *     moments
   */
  public static CompletionStage<RunExplanation> of(OpenPipeline pipeline) {
    CompletionStage<DeferredActions> deferred = pipeline.deferredActions();
    return pipeline
        .<Pipeline>until(state -> state.definition().orElse(null))
        .thenCombine(pipeline.state(), PartlySeen::new)
        .thenCombine(
            pipeline.executions(),
            (seen, executions) -> of(seen.definition(), seen.state(), executions))
        .thenCombine(deferred, RunExplanation::with);
  }

  private record PartlySeen(Pipeline definition, PipelineView state) {}

  /**
   * The same with what the engine knows: actions that wait for a place are not carried out yet.
   *
   * @param deferred the actions that wait, of about the same moment
   * @return a copy in which {@link Wait.ForPlace} stands for them
   */
  public RunExplanation with(DeferredActions deferred) {
    return new RunExplanation(waits.stream().map(wait -> known(wait, deferred)).toList());
  }

  private static Wait known(Wait wait, DeferredActions deferred) {
    return wait instanceof Wait.ForExecutor running
            && deferred
                .actions()
                .contains(
                    new ActionKey(
                        running.execution(), running.stage(), running.action(), running.attempt()))
        ? new Wait.ForPlace(
            running.execution(),
            running.stage(),
            running.action(),
            running.since(),
            deferred.underWay(),
            deferred.most())
        : wait;
  }

  /**
   * The reasons in words, one a line.
   *
   * @return the text; {@code nothing waits} if there are none
   */
  public String text() {
    return waits.isEmpty()
        ? "nothing waits"
        : waits.stream().map(Wait::text).collect(Collectors.joining("\n"));
  }

  private static void inFront(ExecutionView execution, StageView stage, List<Wait> waits) {
    TransitionState transition = stage.inboundTransition();
    if (!transition.isEnabled()) {
      waits.add(
          new Wait.ForTransition(
              execution.id(),
              stage.name(),
              transition.disabledReason(),
              transition.lastChangedBy(),
              transition.lastChangedAt()));
    }
    stage
        .latestExecution()
        .filter(
            latest ->
                latest.status() == StageStatus.IN_PROGRESS
                    || latest.status() == StageStatus.STOPPING)
        .filter(latest -> !latest.execution().equals(execution.id()))
        .ifPresent(
            latest ->
                waits.add(new Wait.ForStage(execution.id(), stage.name(), latest.execution())));
    String ahead = "";
    for (InboundExecution inbound : stage.inboundExecutions()) {
      if (inbound.execution().equals(execution.id())) {
        break;
      }
      ahead = inbound.execution();
    }
    if (!ahead.isEmpty()) {
      waits.add(new Wait.ForTurn(execution.id(), stage.name(), ahead));
    }
  }

  private static void inside(
      ExecutionView execution, String stage, Pipeline definition, List<Wait> waits) {
    Optional<StageOrder> order = definition.stage(stage).map(StageOrder::new);
    List<Action> actions = order.map(StageOrder::actions).orElse(List.of());
    for (ActionView view : execution.actions()) {
      if (view.status() == ActionStatus.IN_PROGRESS) {
        Optional<Action> action =
            actions.stream().filter(each -> each.name().equals(view.key().action())).findFirst();
        waits.add(inProgress(execution, stage, view, action));
      }
    }
    boolean isEntering =
        execution
            .condition(ConditionKind.BEFORE_ENTRY)
            .filter(entry -> entry.status() == ConditionStatus.IN_PROGRESS)
            .isPresent();
    if (!isEntering) { // else all actions wait for the rules
      order.ifPresent(each -> notStarted(execution, stage, each, waits));
    }
    for (ConditionView condition : execution.conditions()) {
      for (RuleView rule : condition.rules()) {
        if (rule.status() == RuleStatus.IN_PROGRESS) {
          waits.add(
              new Wait.ForRule(
                  execution.id(),
                  stage,
                  condition.kind(),
                  rule.key().rule(),
                  rule.rule().type().toString(),
                  rule.startedAt(),
                  rule.opensAt(),
                  rule.timesOutAt()));
        }
      }
    }
    execution
        .stageTimesOutAt()
        .ifPresent(at -> waits.add(new Wait.ForStageTimeout(execution.id(), stage, at)));
  }

  private static Wait inProgress(
      ExecutionView execution, String stage, ActionView view, Optional<Action> action) {
    if (view.approvalToken().isPresent()) {
      return new Wait.ForApproval(
          execution.id(),
          stage,
          view.key().action(),
          view.startedAt(),
          view.expiresAt(),
          execution.status() == ExecutionStatus.STOPPING);
    }
    return new Wait.ForExecutor(
        execution.id(),
        stage,
        view.key().action(),
        action.map(each -> each.type().toString()).orElse("its executor"),
        view.key().attempt(),
        view.startedAt(),
        action.flatMap(Action::timeout).map(view.startedAt()::plus),
        execution.status() == ExecutionStatus.STOPPING);
  }

  private static void notStarted(
      ExecutionView execution, String stage, StageOrder order, List<Wait> waits) {
    List<String> failed =
        execution.actions().stream()
            .filter(
                view ->
                    view.status() == ActionStatus.FAILED || view.status() == ActionStatus.ABANDONED)
            .map(view -> view.key().action())
            .toList();
    boolean isStopping = execution.status() == ExecutionStatus.STOPPING;
    for (int i = 0; i < order.actions().size(); i++) {
      String action = order.actions().get(i).name();
      if (execution.action(action).isEmpty()) {
        if (isStopping || !failed.isEmpty()) {
          waits.add(
              new Wait.WillNotStart(
                  execution.id(), stage, action, isStopping ? List.of() : failed));
        } else {
          waits.add(
              new Wait.ForActions(execution.id(), stage, action, unfinished(execution, order, i)));
        }
      }
    }
  }

  /** What an action waits for: what is in progress, or else what has not even started. */
  private static List<String> unfinished(ExecutionView execution, StageOrder order, int action) {
    List<String> open =
        order.before(action).stream()
            .mapToObj(each -> order.actions().get(each).name())
            .filter(
                name ->
                    execution
                        .action(name)
                        .map(view -> view.status() != ActionStatus.SUCCEEDED)
                        .orElse(true))
            .toList();
    List<String> inProgress =
        open.stream().filter(name -> execution.action(name).isPresent()).toList();
    return inProgress.isEmpty() ? open : inProgress;
  }
}
