package dev.penstock.deploy;

import dev.penstock.deploy.analysis.AlarmSource;
import dev.penstock.deploy.analysis.AlarmState;
import dev.penstock.deploy.analysis.AlarmWatch;
import dev.penstock.deploy.traffic.Weight;
import dev.penstock.engine.EffectContext;
import dev.penstock.engine.EffectHandler;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Carries out what the deployments of one group ask for. Safe for several threads. */
final class DeploymentHandler implements EffectHandler<DeploymentEffect, DeploymentCommand> {
  private final LifecycleRunner runner;
  private final @Nullable TrafficRouter router;
  private final AlarmSource alarms;
  private final Consumer<String> onReady;
  private final Object routing = new Object();

  DeploymentHandler(
      LifecycleRunner runner,
      @Nullable TrafficRouter router,
      AlarmSource alarms,
      Consumer<String> onReady) {
    this.runner = runner;
    this.router = router;
    this.alarms = alarms;
    this.onReady = onReady;
  }

  @Override
  public void carryOut(DeploymentEffect effect, EffectContext<DeploymentCommand> context)
      throws Exception {
    if (effect instanceof DeploymentEffect.RunLifecycleEvent run) {
      run(run, context);
    } else if (effect instanceof DeploymentEffect.RouteTraffic route) {
      route(route, context);
    } else if (effect instanceof DeploymentEffect.WatchAlarms watch) {
      AlarmWatch begun =
          alarms.watch(
              watch.names(),
              (alarm, state, reason) ->
                  context.report(
                      new DeploymentCommand.AlarmReported(alarm, state, reason, context.now())));
      context.settled().thenRun(begun::close);
    } else if (effect instanceof DeploymentEffect.AnnounceReady ready) {
      onReady.accept(ready.deployment());
    }
  }

  private void run(DeploymentEffect.RunLifecycleEvent run, EffectContext<DeploymentCommand> context)
      throws Exception {
    DeploymentPlan plan = run.plan();
    LifecycleTask task =
        new LifecycleTask(
            plan.id() + "/" + run.instance() + "/" + run.event().text(),
            plan.deploymentId(),
            plan.application(),
            plan.group(),
            run.instance(),
            run.event(),
            plan.revision().toRevision(),
            plan.revision().fileExistsBehavior(),
            context.isRepeat(),
            context.settled());
    runner
        .run(task)
        .whenComplete(
            (result, failure) ->
                context.report(
                    failure == null
                        ? new DeploymentCommand.LifecycleEventReported(
                            run.instance(), run.event(), result, context.now())
                        : failed(run, failure, context.now())));
  }

  /**
   * One call at a time. A route that was overtaken while it waited for its turn is settled by then,
   * and must not come after the one that overtook it.
   */
  private void route(DeploymentEffect.RouteTraffic route, EffectContext<DeploymentCommand> context)
      throws Exception {
    TrafficRouter present =
        Objects.requireNonNull(router, "the deployment engine was built without a traffic router");
    synchronized (routing) {
      if (context.settled().toCompletableFuture().isDone()) {
        return;
      }
      present
          .route(routeOf(route))
          .whenComplete(
              (nothing, failure) ->
                  context.report(
                      failure == null
                          ? new DeploymentCommand.RouteReported(route.number(), context.now())
                          : failed(route, failure, context.now())));
    }
  }

  private static TrafficRoute routeOf(DeploymentEffect.RouteTraffic route) {
    DeploymentPlan plan = route.plan();
    Weight share = new Weight(route.basisPoints());
    Map<String, Weight> weights = new LinkedHashMap<>();
    for (String side : plan.sides()) {
      boolean isLive = plan.liveSide().filter(side::equals).isPresent();
      weights.put(
          side, side.equals(plan.side()) ? share : isLive ? share.complement() : Weight.NONE);
    }
    return new TrafficRoute(
        plan.id() + "/" + route.key().text(), plan.group(), plan.deploymentId(), weights);
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
    String message = first.getMessage();
    return message == null ? first.toString() : message;
  }
}
