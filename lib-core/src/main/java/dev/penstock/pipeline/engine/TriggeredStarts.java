package dev.penstock.pipeline.engine;

import dev.penstock.pipeline.Pipeline;
import dev.penstock.pipeline.PipelineTriggers;
import dev.penstock.pipeline.execution.RevisionType;
import dev.penstock.pipeline.execution.SourceOverride;
import dev.penstock.pipeline.execution.TriggerType;
import dev.penstock.process.RejectedCommandException;
import dev.penstock.source.GitChange;
import dev.penstock.source.SourceEvent;
import dev.penstock.source.TriggerVerdict;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Turns events of Git hosts into starts of one open pipeline. */
final class TriggeredStarts {
  private volatile @Nullable PipelineTriggers compiled; // of the definition seen last

  CompletionStage<TriggerResult> offer(
      Pipeline definition,
      SourceEvent event,
      Function<StartRequest, CompletionStage<StartResult.Started>> start) {
    List<TriggerVerdict> verdicts = triggersOf(definition).judge(event);
    List<TriggerVerdict> starting = verdicts.stream().filter(TriggerVerdict::isStarting).toList();
    if (starting.isEmpty()) {
      return CompletableFuture.completedStage(new TriggerResult.NotStarted(verdicts));
    }
    StartRequest request =
        StartRequest.of(TriggerType.WEBHOOK_V2, detail(event, starting))
            .withToken("event/" + event.id())
            .withGitChange(GitChange.of(starting.get(0).sourceAction(), event));
    for (String source : starting.stream().map(TriggerVerdict::sourceAction).distinct().toList()) {
      request =
          request.withRevision(
              new SourceOverride(source, RevisionType.COMMIT_ID, event.commit(), event.branch()));
    }
    return start
        .apply(request)
        .<TriggerResult>thenApply(
            begun -> new TriggerResult.Started(begun.execution(), verdicts, begun.isRepeat()))
        .exceptionally(failure -> refused(failure, verdicts));
  }

  private PipelineTriggers triggersOf(Pipeline definition) {
    PipelineTriggers triggers = compiled;
    if (triggers == null || !triggers.pipeline().equals(definition)) {
      triggers = PipelineTriggers.of(definition);
      compiled = triggers;
    }
    return triggers;
  }

  private static TriggerResult refused(Throwable failure, List<TriggerVerdict> verdicts) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    if (cause instanceof RejectedCommandException rejected) {
      return new TriggerResult.Refused(rejected.rejection(), verdicts);
    }
    throw failure instanceof CompletionException already
        ? already
        : new CompletionException(failure);
  }

  /** What people read about the cause of the execution. */
  private static String detail(SourceEvent event, List<TriggerVerdict> starting) {
    return TriggerText.fitting(
        "event "
            + event.id()
            + ": "
            + starting.stream().map(TriggerVerdict::toString).collect(Collectors.joining("; ")));
  }
}
