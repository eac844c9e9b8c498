package dev.penstock.deploy;

import dev.penstock.deploy.rollout.HostTask;
import dev.penstock.deploy.rollout.OpenRollout;
import dev.penstock.deploy.rollout.RollbackCause;
import dev.penstock.deploy.rollout.RolloutEngine;
import dev.penstock.deploy.rollout.RolloutStatus;
import dev.penstock.deploy.rollout.RolloutView;
import dev.penstock.deploy.rollout.RoutingTask;
import dev.penstock.engine.EffectContext;
import dev.penstock.engine.OpenProcess;
import dev.penstock.engine.ProcessEngine;
import dev.penstock.process.CommandResult;
import dev.penstock.process.RejectedCommandException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Carries out plans of deployments, each by a rollout of its own that journals beside its
 * deployment. What the rollout would do itself, moving hosts and traffic, it orders from the
 * deployment, which keeps the rules of lifecycle events and routes. Safe for several threads.
 */
final class PlanRunner {

  /** The only order that a rollout gets. */
  private static final String TOKEN = "deployment";

  /** Places for the deployment, its plan, alarms and measurements of both, a hook, and events. */
  private static final int PLACES_BESIDE = 8;

  private final ProcessEngine processes;
  private final Clock clock;
  private final DeploymentServices services;
  private final Function<DeploymentPlan, OpenProcess<DeploymentState, DeploymentCommand>>
      deployments;

  PlanRunner(
      ProcessEngine processes,
      Clock clock,
      DeploymentServices services,
      Function<DeploymentPlan, OpenProcess<DeploymentState, DeploymentCommand>> deployments) {
    this.processes = processes;
    this.clock = clock;
    this.services = services;
    this.deployments = deployments;
  }

  /** The rollout of a deployment, begun or not. */
  OpenRollout open(DeploymentPlan plan) {
    OpenProcess<DeploymentState, DeploymentCommand> deployment = deployments.apply(plan);
    HostMoves moves = new HostMoves(deployment);
    RolloutEngine.Builder rollouts =
        RolloutEngine.builder(processes, clock)
            .router(task -> shift(deployment, task))
            .hostMover(task -> move(deployment, moves, task))
            .alarmSource(services.alarms());
    if (services.metrics() != null) {
      rollouts.metricProvider(services.metrics());
    }
    if (services.planHooks() != null) {
      rollouts.hookRunner(services.planHooks());
    }
    return rollouts.build().openOnce(plan.id());
  }

  /** Removes what is left of the rollout of a deployment that has ended. */
  CompletionStage<Boolean> remove(String deployment) {
    return RolloutEngine.builder(processes, clock).build().removeOnce(deployment);
  }

  void run(DeploymentEffect.RunPlan order, EffectContext<DeploymentCommand> context) {
    if (!context.isRepeat()) {
      requirePlaces(order);
    }
    OpenRollout rollout = open(order.plan());
    report(
        begin(rollout, order.plan(), order.hosts()).thenCompose(begun -> rollout.ended(TOKEN)),
        order.plan(),
        context);
  }

  /** Hosts that wait in all places for lifecycle events, which wait for a place, would wait on. */
  private void requirePlaces(DeploymentEffect.RunPlan order) {
    int places = processes.maxInFlight() - PLACES_BESIDE;
    PlannedRollout rollout = order.plan().way().rollout().orElseThrow();
    if (rollout.movesHosts() && order.hosts().size() > places) {
      int most = rollout.mostAtOnce(order.hosts());
      if (most > places) {
        throw new IllegalStateException(
            most
                + " hosts are moved at once, and each holds one of the process engine's places in"
                + " flight; allowed: at most "
                + places
                + "; move fewer at once, or raise maxInFlight");
      }
    }
  }

  /** Begins it if it has not begun, as it may just be about to, so that its end is one. */
  void end(DeploymentEffect.EndPlan order, EffectContext<DeploymentCommand> context) {
    OpenRollout rollout = open(order.plan());
    String who = "deployment " + order.plan().id();
    report(
        begin(rollout, order.plan(), order.hosts())
            .thenCompose(
                begun ->
                    order.isAtOnce()
                        ? rollout.abort(who, order.reason())
                        : rollout.rollBack(who, order.reason()))
            .thenCompose(ending -> rollout.ended(TOKEN)),
        order.plan(),
        context);
  }

  private static CompletionStage<CommandResult> begin(
      OpenRollout rollout, DeploymentPlan plan, List<DeploymentPlan.Target> hosts) {
    PlannedRollout planned = plan.way().rollout().orElseThrow();
    return rollout
        .release(planned.release(plan, hosts), planned.plan(), TOKEN)
        .thenCompose(PlanRunner::accepted);
  }

  private static CompletionStage<CommandResult> accepted(CommandResult answer) {
    return answer instanceof CommandResult.Rejected refused
        ? CompletableFuture.failedFuture(new RejectedCommandException(refused.rejection()))
        : CompletableFuture.completedFuture(answer);
  }

  /** If its process was closed, it is begun again after a restart. */
  private void report(
      CompletionStage<RolloutView> end,
      DeploymentPlan plan,
      EffectContext<DeploymentCommand> context) {
    end.whenComplete(
        (view, failure) -> {
          if (failure == null) {
            context.report(reportOf(view, plan.way(), context.now()));
          } else if (rejection(failure) != null) {
            context.report(refused(String.valueOf(rejection(failure)), context.now()));
          }
        });
  }

  private static @Nullable String rejection(Throwable failure) {
    Throwable first = failure;
    while (first instanceof CompletionException && first.getCause() != null) {
      first = first.getCause();
    }
    return first instanceof RejectedCommandException ? first.getMessage() : null;
  }

  /** What is reported if the plan cannot even be begun. */
  static DeploymentCommand refused(String why, Instant at) {
    return new DeploymentCommand.PlanReported(
        false, EndCause.FAILURE, "PLAN_REFUSED", "the plan could not be carried out: " + why, at);
  }

  private static DeploymentCommand reportOf(RolloutView view, Course way, Instant at) {
    RollbackCause cause = view.cause().orElse(RollbackCause.FAILURE);
    boolean isBroken = view.status() == RolloutStatus.ROLLBACK_FAILED;
    return new DeploymentCommand.PlanReported(
        view.status() == RolloutStatus.SUCCESSFUL,
        causeOf(cause),
        codeOf(cause, way.shiftsByPlan()),
        (isBroken ? "the way back of the plan did not work: " : "") + view.reason(),
        at);
  }

  private static EndCause causeOf(RollbackCause cause) {
    return switch (cause) {
      case ALARM -> EndCause.ALARM;
      case ORDER, ABORT, NEWER_REVISION -> EndCause.REQUEST;
      case ANALYSIS, HOOK, TIMEOUT, FAILURE, CIRCUIT_BREAKER -> EndCause.FAILURE;
    };
  }

  private static String codeOf(RollbackCause cause, boolean isTraffic) {
    return switch (cause) {
      case ALARM -> "ALARM_ACTIVE";
      case ORDER, ABORT, NEWER_REVISION -> "MANUAL_STOP";
      case ANALYSIS -> "ANALYSIS_FAILED";
      case HOOK -> "HOOK_EXECUTION_FAILURE";
      case TIMEOUT -> "TIMEOUT";
      case CIRCUIT_BREAKER -> "HEALTH_CONSTRAINTS";
      case FAILURE -> isTraffic ? "TRAFFIC_ROUTING_FAILED" : "HEALTH_CONSTRAINTS";
    };
  }

  private CompletionStage<Void> move(
      OpenProcess<DeploymentState, DeploymentCommand> deployment, HostMoves moves, HostTask task) {
    return deployment
        .tell(new DeploymentCommand.MoveByPlan(task.host(), clock.instant()))
        .thenCompose(PlanRunner::accepted)
        .thenCompose(begun -> moves.ended(task.host()))
        .thenCompose(PlanRunner::orFail);
  }

  private CompletionStage<Void> shift(
      OpenProcess<DeploymentState, DeploymentCommand> deployment, RoutingTask task) {
    int basisPoints = task.table().newShare().basisPoints();
    return deployment
        .tell(new DeploymentCommand.ShiftByPlan(task.key(), basisPoints, clock.instant()))
        .thenCompose(PlanRunner::accepted)
        .thenCompose(begun -> deployment.<String>until(state -> shifted(state, task.key())))
        .thenCompose(PlanRunner::orFail);
  }

  /** How a shift ended: empty if well, null if it has not. */
  private static @Nullable String shifted(DeploymentState state, String order) {
    PlanProgress planned = state.planned;
    if (!order.equals(planned.shift) || state.isEnded()) {
      return "it was overtaken";
    }
    if (state.isRoutingByPlan()) {
      return null;
    }
    return planned.failure == null ? "" : planned.failure;
  }

  private static CompletionStage<Void> orFail(String failure) {
    return failure.isEmpty()
        ? CompletableFuture.completedFuture(null)
        : CompletableFuture.failedFuture(new IllegalStateException(failure));
  }
}
