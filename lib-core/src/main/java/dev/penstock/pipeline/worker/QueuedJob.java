package dev.penstock.pipeline.worker;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.penstock.pipeline.ActionResult;
import dev.penstock.pipeline.ActionType;
import dev.penstock.pipeline.engine.ActionContext;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** One attempt as workers see it. Guarded by its queue, but for the result. */
final class QueuedJob {
  /** How long an offer holds before the job is offered to others. */
  static final Duration OFFER = Duration.ofMinutes(1);

  private static final String TAKEN = "taken\n";
  private static final String WAITING = "waiting\n";

  final String id;
  final CompletableFuture<ActionResult> result = new CompletableFuture<>();
  private final ActionContext context;
  JobStatus status = JobStatus.CREATED;
  String summary = "";
  String externalId = "";
  int percent;
  private JobResources resources = JobResources.NONE;
  private String nonce = "";
  private int offers;
  private Instant offeredAt = Instant.MIN;
  private @Nullable String token; // of the continuation

  QueuedJob(ActionContext context) {
    this.context = context;
    this.id = idOf(context.key());
  }

  static String idOf(String actionExecution) {
    return UUID.nameUUIDFromBytes(("job/" + actionExecution).getBytes(UTF_8)).toString();
  }

  /** From now on workers can have it; after a restart it may be a worker's already. */
  void open(JobResources given) {
    resources = given;
    String noted = context.checkpoint().orElse("");
    int end = noted.indexOf('\n');
    String rest = noted.substring(end + 1);
    token = rest.isEmpty() ? null : rest;
    status = noted.startsWith(TAKEN) ? JobStatus.IN_PROGRESS : JobStatus.QUEUED;
  }

  boolean isFor(ActionType type, Map<String, String> query, Instant now) {
    boolean isFree =
        status == JobStatus.QUEUED
            || (status == JobStatus.DISPATCHED && !offeredAt.plus(OFFER).isAfter(now));
    return isFree
        && context.definition().type().equals(type)
        && query.entrySet().stream()
            .allMatch(each -> each.getValue().equals(context.configuration().get(each.getKey())));
  }

  Job offer(Instant now) {
    status = JobStatus.DISPATCHED;
    offeredAt = now;
    offers++;
    nonce = UUID.nameUUIDFromBytes((id + "/offer/" + offers).getBytes(UTF_8)).toString();
    return new Job(
        id,
        nonce,
        context.definition().type(),
        context.configuration(),
        context.pipeline(),
        context.stage(),
        context.action(),
        context.execution(),
        context.key(),
        context.inputs(),
        context.outputs(),
        resources,
        Optional.ofNullable(token));
  }

  boolean isOffer(String asked) {
    return !nonce.isEmpty() && nonce.equals(asked);
  }

  /** A worker has won it; durable when the stage completes. */
  CompletionStage<Void> take() {
    status = JobStatus.IN_PROGRESS;
    return context.checkpoint(TAKEN + (token == null ? "" : token));
  }

  /** Its worker wants it offered again; durable when the stage completes. */
  CompletionStage<Void> goOn(String continuation) {
    status = JobStatus.QUEUED;
    nonce = "";
    token = continuation;
    return context.checkpoint(WAITING + continuation);
  }

  /** Whether a worker has it, and nobody waits for its report any more. */
  boolean isGivenUp() {
    return status == JobStatus.IN_PROGRESS && context.isGivenUp();
  }

  JobView view() {
    return new JobView(
        id, status, context.key(), summary, externalId, percent, context.isCancelled());
  }
}
