package dev.penstock.notification;

import dev.penstock.engine.OpenProcess;
import dev.penstock.engine.ProcessListener;
import dev.penstock.pipeline.engine.OpenPipeline;
import dev.penstock.pipeline.engine.PipelineEngine;
import dev.penstock.pipeline.execution.ActionKey;
import dev.penstock.pipeline.execution.ActionView;
import dev.penstock.pipeline.execution.ExecutionView;
import dev.penstock.pipeline.execution.PipelineEvent.ActionStarted;
import dev.penstock.pipeline.execution.PipelineState;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells approvers that something waits for them (P-1309). A host registers it with its process
 * engine:
 *
 * <pre>{@code
 * ApprovalNotifications approvals = new ApprovalNotifications(
 *     new EventOrigin("123456789012", "eu-central-1"),
 *     ConsoleLinks.below("https://portal.example/pipelines/"),
 *     notice -> mail.send(notice.toJson()));
 * ProcessEngine processes = ProcessEngine.builder()....listener(approvals).build();
 * approvals.catchUp(checkout); // after a restart: whatever is open by now, told or not
 * }</pre>
 *
 * <p>Each request is told of once, as it opens, also while a pipeline is being opened after a
 * crash; told is what is open when it is looked at, so a request that was answered at once is not
 * told of. A request that opened just before a crash may not have been told of. {@link #catchUp}
 * tells of it, and of the others once more: a target knows a repeat by its {@link
 * ApprovalNotice#token()}.
 *
 * <p>What the target throws is logged and goes no further. Safe for several threads, as the target
 * must be.
 */
public final class ApprovalNotifications implements ProcessListener {
  private static final Logger LOG = LoggerFactory.getLogger(ApprovalNotifications.class);

  private final EventOrigin origin;
  private final ConsoleLinks links;
  private final ApprovalTarget target;

  /** Takes what is told: an SPI. */
  @FunctionalInterface
  public interface ApprovalTarget {

    /**
     * Tells approvers.
     *
     * @param notice what waits
     * @throws Exception if that failed, which is logged
     */
    void tell(ApprovalNotice notice) throws Exception;
  }

  /**
   * Takes what it needs.
   *
   * @param origin whose pipelines they are
   * @param links where people look at them
   * @param target tells approvers
   */
  public ApprovalNotifications(EventOrigin origin, ConsoleLinks links, ApprovalTarget target) {
    this.origin = Objects.requireNonNull(origin, "origin");
    this.links = Objects.requireNonNull(links, "links");
    this.target = Objects.requireNonNull(target, "target");
  }

  @Override
  public void onEvent(OpenProcess<?, ?> process, long sequence, Object event) {
    if (event instanceof ActionStarted started
        && process.id().startsWith(PipelineEngine.PROCESS_PREFIX)) {
      tellOf(process, started.key());
    }
  }

  /** Tells nothing: what waits is seen in the process, which the engine hands to the other one. */
  @Override
  public void onEvent(String process, long sequence, Object event) {}

  @Override
  public void onGap(String process, long sequence) {
    LOG.warn(
        "Approvals are not told of any more; the first event missed is {} of {}",
        sequence,
        process);
  }

  /**
   * Tells of all approvals of a pipeline that are open now, also of those told of before.
   *
   * @param pipeline an open pipeline
   * @return completes once the target was told of all of them
   */
  public CompletionStage<Void> catchUp(OpenPipeline pipeline) {
    return pipeline
        .executions()
        .thenAccept(views -> views.forEach(view -> tell(pipeline.name(), view, action -> true)));
  }

  private void tellOf(OpenProcess<?, ?> process, ActionKey key) {
    String name = process.id().substring(PipelineEngine.PROCESS_PREFIX.length());
    int slash = name.indexOf('/');
    String pipeline = slash < 0 ? name : name.substring(0, slash);
    var unused =
        process
            .view(
                state ->
                    state instanceof PipelineState known
                        ? known.execution(key.execution())
                        : Optional.<ExecutionView>empty())
            .thenAccept(
                view ->
                    view.ifPresent(seen -> tell(pipeline, seen, each -> each.key().equals(key))));
  }

  private void tell(
      String pipeline, ExecutionView execution, Predicate<? super ActionView> wanted) {
    for (ActionView action : execution.actions()) {
      if (action.approvalToken().isPresent() && wanted.test(action)) {
        ApprovalNotice notice = notice(pipeline, action);
        try {
          target.tell(notice);
        } catch (Exception | LinkageError | StackOverflowError | AssertionError e) {
          if (e instanceof InterruptedException) {
            Thread.currentThread().interrupt();
          }
          LOG.warn("Nobody was told that {} waits for an approval", action.key(), e);
        }
      }
    }
  }

  private ApprovalNotice notice(String pipeline, ActionView action) {
    ActionKey key = action.key();
    return new ApprovalNotice(
        origin.region(),
        links.pipeline(pipeline),
        pipeline,
        key.stage(),
        key.action(),
        key.execution(),
        action.approvalToken().orElse(""),
        action.expiresAt(),
        action.configuration().getOrDefault("ExternalEntityLink", ""),
        links.approval(pipeline, key.stage(), key.action(), action.approvalToken().orElse("")),
        action.configuration().getOrDefault("CustomData", ""));
  }
}
