package dev.penstock.deploy;

import dev.penstock.deploy.analysis.AlarmState;
import dev.penstock.deploy.analysis.AlarmWatch;
import dev.penstock.deploy.traffic.Weight;
import dev.penstock.engine.EffectContext;
import dev.penstock.engine.EffectHandler;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;

/** Carries out what the deployments of one group ask for. Safe for several threads. */
final class DeploymentHandler implements EffectHandler<DeploymentEffect, DeploymentCommand> {
  private static final int LONGEST_MESSAGE = LifecycleResult.LONGEST_MESSAGE;
  private static final String NO_RESULT = "the lifecycle runner gave no result";

  private final DeploymentServices services;
  private final EventRunner events;
  private final Consumer<String> onReady;
  private final PlanRunner plans;
  private final Object routing = new Object();

  DeploymentHandler(DeploymentServices services, Consumer<String> onReady, PlanRunner plans) {
    this.services = services;
    this.events = new EventRunner(services);
    this.onReady = onReady;
    this.plans = plans;
  }

  @Override
  public void carryOut(DeploymentEffect effect, EffectContext<DeploymentCommand> context)
      throws Exception {
    if (effect instanceof DeploymentEffect.RunLifecycleEvent run) {
      run(run, context);
    } else if (effect instanceof DeploymentEffect.RouteTraffic route) {
      route(route, context);
    } else if (effect instanceof DeploymentEffect.RunPlan run) {
      plans.run(run, context);
    } else if (effect instanceof DeploymentEffect.EndPlan order) {
      plans.end(order, context);
    } else if (effect instanceof DeploymentEffect.ProvideFleet provide) {
      provide(provide, context);
    } else if (effect instanceof DeploymentEffect.TerminateFleet terminate) {
      terminate(terminate, context);
    } else if (effect instanceof DeploymentEffect.WatchAlarms watch) {
      AlarmWatch begun =
          services
              .alarms()
              .watch(
                  watch.names(),
                  (alarm, state, reason) ->
                      context.report(
                          new DeploymentCommand.AlarmReported(
                              alarm, state, reason, context.now())));
      context.settled().thenRun(begun::close);
    } else if (effect instanceof DeploymentEffect.AnnounceReady ready) {
      onReady.accept(ready.deployment());
    }
  }

  private void run(DeploymentEffect.RunLifecycleEvent run, EffectContext<DeploymentCommand> context)
      throws Exception {
    events
        .run(run, context)
        .whenComplete(
            (result, failure) ->
                context.report(
                    failure != null
                        ? failed(run, failure, context.now())
                        : result == null
                            ? failed(run, new IllegalStateException(NO_RESULT), context.now())
                            : new DeploymentCommand.LifecycleEventReported(
                                run.instance(), run.event(), result, context.now())));
  }

  /**
   * One call at a time. A route that was overtaken while it waited for its turn is settled by then,
   * and must not come after the one that overtook it.
   */
  private void route(DeploymentEffect.RouteTraffic route, EffectContext<DeploymentCommand> context)
      throws Exception {
    TrafficRouter present = services.presentRouter();
    synchronized (routing) {
      if (context.settled().toCompletableFuture().isDone()) {
        return;
      }
      present
          .route(Routes.of(route.plan(), route.key(), new Weight(route.basisPoints())))
          .whenComplete(
              (nothing, failure) ->
                  context.report(
                      failure == null
                          ? new DeploymentCommand.RouteReported(route.number(), context.now())
                          : failed(route, failure, context.now())));
    }
  }

  private void provide(
      DeploymentEffect.ProvideFleet provide, EffectContext<DeploymentCommand> context)
      throws Exception {
    DeploymentPlan plan = provide.plan();
    services
        .presentFleets()
        .provide(
            order(
                plan,
                provide.key(),
                FleetLabel.GREEN,
                plan.way().originals().stream().map(DeploymentPlan.Target::instance).toList(),
                Fleets.size(plan),
                context))
        .whenComplete(
            (instances, failure) ->
                context.report(
                    failure != null
                        ? failed(provide, failure, context.now())
                        : instances == null || instances.stream().anyMatch(Objects::isNull)
                            ? new DeploymentCommand.FleetFailed(
                                "the fleet provider named no instances", context.now())
                            : new DeploymentCommand.FleetReported(
                                List.copyOf(instances), context.now())));
  }

  private void terminate(
      DeploymentEffect.TerminateFleet terminate, EffectContext<DeploymentCommand> context)
      throws Exception {
    services
        .presentFleets()
        .terminate(
            order(
                terminate.plan(),
                terminate.key(),
                terminate.label(),
                terminate.instances(),
                0,
                context))
        .whenComplete(
            (nothing, failure) ->
                context.report(
                    failure == null
                        ? new DeploymentCommand.TerminationReported(
                            terminate.number(), context.now())
                        : failed(terminate, failure, context.now())));
  }

  private static FleetOrder order(
      DeploymentPlan plan,
      DeploymentKey key,
      FleetLabel label,
      List<String> instances,
      int count,
      EffectContext<DeploymentCommand> context) {
    return new FleetOrder(
        plan.id() + "/" + key.text(),
        plan.deploymentId(),
        plan.group(),
        label == FleetLabel.GREEN ? plan.side() : plan.liveSide().orElse(plan.side()),
        label,
        instances,
        count,
        plan.revision().toRevision(),
        context.isRepeat());
  }

  @Override
  public DeploymentCommand failed(DeploymentEffect effect, Throwable cause, Instant at) {
    String message = messageOf(cause);
    if (effect instanceof DeploymentEffect.RunLifecycleEvent run) {
      return new DeploymentCommand.LifecycleEventReported(
          run.instance(),
          run.event(),
          LifecycleResult.failed(LifecycleErrorCode.UNKNOWN_ERROR, message, ""),
          at);
    }
    if (effect instanceof DeploymentEffect.RouteTraffic route) {
      return new DeploymentCommand.RouteFailed(route.number(), message, at);
    }
    if (effect instanceof DeploymentEffect.ProvideFleet) {
      return new DeploymentCommand.FleetFailed(message, at);
    }
    if (effect instanceof DeploymentEffect.TerminateFleet terminate) {
      return new DeploymentCommand.TerminationNotDone(terminate.number(), message, at);
    }
    if (effect instanceof DeploymentEffect.RunPlan || effect instanceof DeploymentEffect.EndPlan) {
      return PlanRunner.refused(message, at);
    }
    return effect instanceof DeploymentEffect.WatchAlarms watch
        ? new DeploymentCommand.AlarmReported(
            watch.names().get(0), AlarmState.UNREADABLE, message, at)
        : new DeploymentCommand.NoticeFailed(effect.key(), at);
  }

  private static String messageOf(Throwable cause) {
    Throwable first = cause;
    while (first instanceof CompletionException && first.getCause() != null) {
      first = first.getCause();
    }
    String message = first.getMessage() == null ? first.toString() : first.getMessage();
    return message.length() > LONGEST_MESSAGE ? message.substring(0, LONGEST_MESSAGE) : message;
  }
}
