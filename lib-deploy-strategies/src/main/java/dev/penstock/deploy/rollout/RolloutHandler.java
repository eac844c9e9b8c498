package dev.penstock.deploy.rollout;

import dev.penstock.deploy.analysis.AlarmState;
import dev.penstock.deploy.analysis.AlarmWatch;
import dev.penstock.deploy.analysis.Measurement;
import dev.penstock.deploy.traffic.Weight;
import dev.penstock.engine.EffectContext;
import dev.penstock.engine.EffectHandler;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** Carries out what the rollouts of one service ask for. Safe for several threads. */
final class RolloutHandler implements EffectHandler<RolloutEffect, RolloutCommand> {
  private static final String NO_DECISION = "the hook runner gave no decision";

  private final String service;
  private final RolloutParts parts;
  private final Object routing = new Object();

  RolloutHandler(String service, RolloutParts parts) {
    this.service = service;
    this.parts = parts;
  }

  @Override
  public void carryOut(RolloutEffect effect, EffectContext<RolloutCommand> context)
      throws Exception {
    if (effect instanceof RolloutEffect.Route route) {
      route(route, context);
    } else if (effect instanceof RolloutEffect.Scale scale) {
      scale(scale, context);
    } else if (effect instanceof RolloutEffect.MoveHost host) {
      move(host, context);
    } else if (effect instanceof RolloutEffect.CallHook hook) {
      call(hook, context);
    } else if (effect instanceof RolloutEffect.Measure measure) {
      parts
          .metrics()
          .measure(measure.query())
          .whenComplete(
              (measurement, failure) ->
                  context.report(
                      failure == null
                          ? measured(measure, measurement, context.now())
                          : failed(measure, failure, context.now())));
    } else if (effect instanceof RolloutEffect.WatchAlarms watch) {
      AlarmWatch begun =
          parts
              .alarms()
              .watch(
                  watch.names(),
                  (alarm, state, reason) ->
                      context.report(
                          new RolloutCommand.AlarmReported(
                              watch.run(), alarm, state, reason, context.now())));
      context.settled().thenRun(begun::close);
    }
  }

  /**
   * One call at a time. A route that was overtaken while it waited for its turn is settled by then,
   * and must not come after the one that overtook it.
   */
  private void route(RolloutEffect.Route route, EffectContext<RolloutCommand> context)
      throws Exception {
    synchronized (routing) {
      if (context.settled().toCompletableFuture().isDone()) {
        return;
      }
      report(
          route,
          route.position(),
          parts
              .router()
              .route(
                  new RoutingTask(
                      key(route), service, optional(route.stable()), route.fresh(), route.table())),
          context);
    }
  }

  private void scale(RolloutEffect.Scale scale, EffectContext<RolloutCommand> context)
      throws Exception {
    ScaleTask task =
        new ScaleTask(
            key(scale),
            service,
            scale.side(),
            scale.revision(),
            scale.replicas(),
            context.isRepeat(),
            (ready, failed) ->
                context.report(
                    new RolloutCommand.ReplicasReported(
                        scale.position(), ready, failed, context.now())),
            context.settled());
    report(scale, scale.position(), parts.scaler().scale(task), context);
  }

  private void report(
      RolloutEffect effect,
      Position position,
      CompletionStage<Void> result,
      EffectContext<RolloutCommand> context) {
    result.whenComplete(
        (nothing, failure) ->
            context.report(
                failure == null
                    ? new RolloutCommand.Done(position, context.now())
                    : failed(effect, failure, context.now())));
  }

  private void move(RolloutEffect.MoveHost host, EffectContext<RolloutCommand> context)
      throws Exception {
    HostTask task =
        new HostTask(
            key(host),
            service,
            host.host(),
            optional(host.revision()),
            host.isBack(),
            context.isRepeat());
    parts
        .hosts()
        .move(task)
        .whenComplete(
            (nothing, failure) ->
                context.report(
                    failure == null
                        ? new RolloutCommand.HostReported(
                            host.position(), host.host(), true, "", context.now())
                        : failed(host, failure, context.now())));
  }

  private void call(RolloutEffect.CallHook hook, EffectContext<RolloutCommand> context)
      throws Exception {
    HookTask task =
        new HookTask(
            key(hook),
            service,
            hook.hook().name(),
            hook.stage(),
            hook.step() < 0 ? Optional.empty() : Optional.of(hook.step()),
            hook.position().attempt(),
            hook.run().revision(),
            optional(hook.run().stable()),
            new Weight(hook.run().weight()),
            hook.run().isGoingBack(),
            context.isRepeat());
    parts
        .hooks()
        .run(task)
        .whenComplete(
            (decision, failure) ->
                context.report(
                    failure != null
                        ? failed(hook, failure, context.now())
                        : decision == null
                            ? failed(hook, new IllegalStateException(NO_DECISION), context.now())
                            : new RolloutCommand.HookAnswered(
                                hook.position(), decision, context.now())));
  }

  private static RolloutCommand measured(
      RolloutEffect.Measure measure, Measurement measurement, Instant at) {
    return new RolloutCommand.Measured(
        measure.run(),
        measure.analysis(),
        measure.query().metric(),
        measure.query().number(),
        measurement,
        at);
  }

  private String key(RolloutEffect effect) {
    return service + "/" + effect.key().text();
  }

  private static Optional<String> optional(String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(text);
  }

  @Override
  public RolloutCommand failed(RolloutEffect effect, Throwable cause, Instant at) {
    String message = messageOf(cause);
    if (effect instanceof RolloutEffect.Route route) {
      return new RolloutCommand.Failed(route.position(), message, at);
    }
    if (effect instanceof RolloutEffect.Scale scale) {
      return new RolloutCommand.Failed(scale.position(), message, at);
    }
    if (effect instanceof RolloutEffect.CallHook hook) {
      return new RolloutCommand.Failed(hook.position(), message, at);
    }
    if (effect instanceof RolloutEffect.MoveHost host) {
      return new RolloutCommand.HostReported(host.position(), host.host(), false, message, at);
    }
    if (effect instanceof RolloutEffect.Measure measure) {
      return measured(measure, new Measurement.Failed(message), at);
    }
    return effect instanceof RolloutEffect.WatchAlarms watch
        ? new RolloutCommand.AlarmReported(
            watch.run(), watch.names().get(0), AlarmState.UNREADABLE, message, at)
        : new RolloutCommand.TimerFired(effect.key(), at);
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
