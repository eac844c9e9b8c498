package dev.penstock.deploy;

import dev.penstock.deploy.DeploymentEffect.RunLifecycleEvent;
import dev.penstock.deploy.traffic.Weight;
import dev.penstock.engine.EffectContext;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Brings each lifecycle event to the one of the host's services that carries it out. */
final class EventRunner {
  private final DeploymentServices services;

  EventRunner(DeploymentServices services) {
    this.services = services;
  }

  /** Runs it; a stage that never completes is one whose result comes by another way. */
  CompletionStage<LifecycleResult> run(
      RunLifecycleEvent run, EffectContext<DeploymentCommand> context) throws Exception {
    return run.plan().platform().targetType() == TargetType.INSTANCE
        ? onInstance(run, context)
        : onTaskSet(run, context);
  }

  private CompletionStage<LifecycleResult> onInstance(
      RunLifecycleEvent run, EffectContext<DeploymentCommand> context) throws Exception {
    LifecycleTask task = task(run, context);
    if (run.event() == LifecycleEvent.BLOCK_TRAFFIC) {
      task.reportStart();
      return done(services.presentBalancer().deregister(task));
    }
    if (run.event() == LifecycleEvent.ALLOW_TRAFFIC) {
      task.reportStart();
      return done(services.presentBalancer().register(task));
    }
    if (!services.runner().reportsStarts()) {
      task.reportStart();
    }
    return services.runner().run(task);
  }

  private CompletionStage<LifecycleResult> onTaskSet(
      RunLifecycleEvent run, EffectContext<DeploymentCommand> context) throws Exception {
    DeploymentPlan plan = run.plan();
    if (run.event() == LifecycleEvent.INSTALL) {
      reportStart(run, context);
      return done(services.presentFleets().provide(taskSet(run, context)));
    }
    boolean isOfTest =
        run.event() == LifecycleEvent.ALLOW_TEST_TRAFFIC
            || run.event() == LifecycleEvent.AFTER_ALLOW_TEST_TRAFFIC;
    if (isOfTest && !plan.way().hasTestListener()) {
      reportStart(run, context);
      return nothing();
    }
    if (run.event() == LifecycleEvent.ALLOW_TEST_TRAFFIC) {
      reportStart(run, context);
      return done(
          services.presentRouter().routeTestTraffic(Routes.of(plan, run.key(), Weight.ALL)));
    }
    return services
        .presentHooks()
        .invoke(
            new HookInvocation(
                plan.deploymentId(),
                HookReports.executionId(run.instance(), run.event()),
                plan.group(),
                run.event(),
                plan.revision().toRevision(),
                context.isRepeat()))
        .thenCompose(
            start -> {
              reportStart(run, context);
              return start == HookFunctions.Start.NO_HOOK ? nothing() : new CompletableFuture<>();
            });
  }

  private static LifecycleTask task(
      RunLifecycleEvent run, EffectContext<DeploymentCommand> context) {
    DeploymentPlan plan = run.plan();
    return new LifecycleTask(
        plan.id() + "/" + run.instance() + "/" + run.event().text(),
        plan.deploymentId(),
        plan.application(),
        plan.group(),
        run.instance(),
        run.event(),
        plan.revision().toRevision(),
        plan.revision().fileExistsBehavior(),
        context.isRepeat(),
        context.settled(),
        run.event().revisionSource(run.isWayBack()),
        () -> reportStart(run, context));
  }

  private static void reportStart(RunLifecycleEvent run, EffectContext<DeploymentCommand> context) {
    if (run.plan().way().startWithin().isPresent()) {
      context.report(
          new DeploymentCommand.StartReported(run.instance(), run.event(), context.now()));
    }
  }

  private static FleetOrder taskSet(
      RunLifecycleEvent run, EffectContext<DeploymentCommand> context) {
    DeploymentPlan plan = run.plan();
    return new FleetOrder(
        plan.id() + "/" + run.key().text(),
        plan.deploymentId(),
        plan.group(),
        plan.side(),
        FleetLabel.GREEN,
        List.of(run.instance()),
        1,
        plan.revision().toRevision(),
        context.isRepeat());
  }

  private static CompletionStage<LifecycleResult> done(CompletionStage<?> stage) {
    return stage.thenApply(nothing -> LifecycleResult.succeeded(""));
  }

  private static CompletionStage<LifecycleResult> nothing() {
    return CompletableFuture.completedStage(LifecycleResult.succeeded(""));
  }
}
