package dev.penstock.artifact.action;

import dev.penstock.artifact.VersionEvent;
import dev.penstock.artifact.VersionListener;
import dev.penstock.pipeline.engine.OpenPipeline;
import dev.penstock.pipeline.engine.StartRequest;
import dev.penstock.pipeline.execution.TriggerType;
import dev.penstock.process.RejectedCommandException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Starts a pipeline when packages change.
 *
 * <pre>{@code
 * VersionListener deploys =
 *     PackageTrigger.of(pipeline)
 *         .when(event -> event.status() == VersionStatus.PUBLISHED && event.changes().isStatusChanged())
 *         .variables(event -> Map.of("Version", event.version().version()));
 * Domain domain = Domain.builder("acme", catalogue, content, clock).listener(deploys).build();
 * }</pre>
 *
 * <p>What readers do not get starts nothing: a version that a review or the domain's filter keeps
 * back starts the pipeline when a review releases it, one that is deleted never, see {@link
 * #alsoUnavailable}. A listener that wraps this one must pass {@link #onRelease} on too.
 *
 * <p>Each event starts at most one execution, however often it is told: its deduplication id is the
 * token of the start. An event is acknowledged once the start is in the pipeline's journal, or was
 * refused; until then the thread that tells it waits. Immutable; each method gives a copy. Safe for
 * several threads.
 */
public final class PackageTrigger implements VersionListener {
  /** How long a start may take before the event counts as not delivered. */
  public static final Duration USUAL_PATIENCE = Duration.ofSeconds(30);

  private static final int LONGEST_TEXT = 1_024;

  private final OpenPipeline pipeline;
  private final Predicate<VersionEvent> wanted;
  private final Function<VersionEvent, Map<String, String>> variables;
  private final BiConsumer<VersionEvent, String> refused;
  private final Duration patience;
  private final boolean isAlsoUnavailable;

  private PackageTrigger(
      OpenPipeline pipeline,
      Predicate<VersionEvent> wanted,
      Function<VersionEvent, Map<String, String>> variables,
      BiConsumer<VersionEvent, String> refused,
      Duration patience,
      boolean isAlsoUnavailable) {
    this.pipeline = Objects.requireNonNull(pipeline, "pipeline");
    this.wanted = Objects.requireNonNull(wanted, "wanted");
    this.variables = Objects.requireNonNull(variables, "variables");
    this.refused = Objects.requireNonNull(refused, "refused");
    this.patience = Objects.requireNonNull(patience, "patience");
    this.isAlsoUnavailable = isAlsoUnavailable;
  }

  /**
   * Starts a pipeline at every event.
   *
   * @param pipeline what to start
   * @return the trigger
   */
  public static PackageTrigger of(OpenPipeline pipeline) {
    return new PackageTrigger(
        pipeline, event -> true, event -> Map.of(), (event, reason) -> {}, USUAL_PATIENCE, false);
  }

  /**
   * The same trigger for some events only.
   *
   * @param condition which events start the pipeline
   * @return a copy
   */
  public PackageTrigger when(Predicate<VersionEvent> condition) {
    return new PackageTrigger(pipeline, condition, variables, refused, patience, isAlsoUnavailable);
  }

  /**
   * The same trigger with values for the pipeline's variables.
   *
   * @param ofEvent the values by name
   * @return a copy
   */
  public PackageTrigger variables(Function<VersionEvent, Map<String, String>> ofEvent) {
    return new PackageTrigger(pipeline, wanted, ofEvent, refused, patience, isAlsoUnavailable);
  }

  /**
   * The same trigger, which tells of starts that the pipeline refuses.
   *
   * @param told the event, and why it started nothing
   * @return a copy
   */
  public PackageTrigger onRefusal(BiConsumer<VersionEvent, String> told) {
    return new PackageTrigger(pipeline, wanted, variables, told, patience, isAlsoUnavailable);
  }

  /**
   * The same trigger with another patience.
   *
   * @param longest how long a start may take, instead of {@link #USUAL_PATIENCE}
   * @return a copy
   */
  public PackageTrigger patience(Duration longest) {
    return new PackageTrigger(pipeline, wanted, variables, refused, longest, isAlsoUnavailable);
  }

  /**
   * The same trigger, which also starts for versions that readers do not get: those that a review
   * or the domain's filter keeps back, as a pipeline that examines them needs, and those that are
   * deleted.
   *
   * @return a copy
   */
  public PackageTrigger alsoUnavailable() {
    return new PackageTrigger(pipeline, wanted, variables, refused, patience, true);
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalStateException if the start could not be made; the event is told again then
   */
  @Override
  public void onChange(VersionEvent event) {
    if ((isAlsoUnavailable || event.isForReaders()) && wanted.test(event)) {
      start(event);
    }
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalStateException if the start could not be made; the release is told again then
   */
  @Override
  public void onRelease(VersionEvent event) {
    if (wanted.test(event)) {
      start(event);
    }
  }

  private void start(VersionEvent event) {
    try {
      String execution =
          pipeline
              .start(request(event))
              .toCompletableFuture()
              .get(patience.toMillis(), TimeUnit.MILLISECONDS);
      Objects.requireNonNull(execution, "execution");
    } catch (ExecutionException e) {
      Throwable cause = cause(e);
      if (!(cause instanceof RejectedCommandException)) {
        throw failed(event, cause);
      }
      refused.accept(event, String.valueOf(cause.getMessage()));
    } catch (TimeoutException e) {
      throw failed(event, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failed(event, e);
    }
  }

  private static Throwable cause(ExecutionException failure) {
    Throwable cause = failure.getCause();
    while (cause instanceof CompletionException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause == null ? failure : cause;
  }

  private IllegalStateException failed(VersionEvent event, Throwable cause) {
    return new IllegalStateException(
        "pipeline " + pipeline.name() + " could not be started for " + event.version(), cause);
  }

  private StartRequest request(VersionEvent event) {
    String text =
        event.repository()
            + "/"
            + event.version()
            + " is "
            + event.status()
            + " as no. "
            + event.sequence();
    return new StartRequest(
        TriggerType.CLOUD_WATCH_EVENT,
        text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT),
        variables.apply(event),
        List.of(),
        Optional.of(event.deduplicationId()),
        Optional.empty(),
        Optional.empty(),
        0);
  }
}
