package dev.penstock.spec.batch;

import dev.penstock.engine.EffectContext;
import dev.penstock.engine.EffectHandler;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Carries out what a batch asks for, by the host's means. Safe for several threads. */
final class BatchHandler implements EffectHandler<BatchEffect, BatchCommand> {

  private final BatchBuilds builds;

  BatchHandler(BatchBuilds builds) {
    this.builds = builds;
  }

  @Override
  public void carryOut(BatchEffect effect, EffectContext<BatchCommand> context) throws Exception {
    if (effect instanceof BatchEffect.ReadPlan) {
      BatchPlan plan = builds.plan();
      context.report(new BatchCommand.PlanReported(plan, context.now()));
    } else if (effect instanceof BatchEffect.RunBuild run) {
      CompletableFuture<Void> stop = new CompletableFuture<>();
      context.attach(stop);
      String identifier = run.build().identifier();
      builds
          .run(run.build(), stop)
          .whenComplete(
              (result, failure) ->
                  context.report(
                      failure == null
                          ? new BatchCommand.BuildReported(identifier, result, context.now())
                          : failed(run, failure, context.now())));
    } else if (effect instanceof BatchEffect.CombineArtifacts combine) {
      builds.combine(combine.identifiers());
      context.report(new BatchCommand.CombineReported(context.now()));
    }
  }

  @Override
  @SuppressWarnings("unchecked") // only builds attach, and they attach this
  public void signal(BatchEffect signal, Object target) {
    ((CompletableFuture<Void>) target).complete(null);
  }

  @Override
  public BatchCommand failed(BatchEffect effect, Throwable cause, Instant at) {
    Throwable first = cause;
    while (first instanceof CompletionException && first.getCause() != null) {
      first = first.getCause();
    }
    String message = first.getMessage() == null ? first.toString() : first.getMessage();
    if (effect instanceof BatchEffect.ReadPlan) {
      return new BatchCommand.PlanFailed(message, at);
    }
    return effect instanceof BatchEffect.RunBuild run
        ? new BatchCommand.BuildReported(
            run.build().identifier(),
            new BatchBuildResult(BatchBuildStatus.FAULT, message, Map.of()),
            at)
        : new BatchCommand.CombineFailed(message, at);
  }
}
