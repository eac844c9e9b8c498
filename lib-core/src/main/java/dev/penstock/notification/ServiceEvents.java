package dev.penstock.notification;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.penstock.pipeline.ActionCategory;
import dev.penstock.pipeline.Pipeline;
import dev.penstock.pipeline.execution.ActionKey;
import dev.penstock.pipeline.execution.PipelineEvent;
import dev.penstock.pipeline.execution.PipelineEvent.ActionAbandoned;
import dev.penstock.pipeline.execution.PipelineEvent.ActionFailed;
import dev.penstock.pipeline.execution.PipelineEvent.ActionStarted;
import dev.penstock.pipeline.execution.PipelineEvent.ActionSucceeded;
import dev.penstock.pipeline.execution.PipelineEvent.ApprovalAnswered;
import dev.penstock.pipeline.execution.PipelineEvent.Checkpointed;
import dev.penstock.pipeline.execution.PipelineEvent.ConditionOverridden;
import dev.penstock.pipeline.execution.PipelineEvent.ExecutionCancelled;
import dev.penstock.pipeline.execution.PipelineEvent.ExecutionFailed;
import dev.penstock.pipeline.execution.PipelineEvent.ExecutionStarted;
import dev.penstock.pipeline.execution.PipelineEvent.ExecutionStopped;
import dev.penstock.pipeline.execution.PipelineEvent.ExecutionSucceeded;
import dev.penstock.pipeline.execution.PipelineEvent.ExecutionSuperseded;
import dev.penstock.pipeline.execution.PipelineEvent.PipelineDefined;
import dev.penstock.pipeline.execution.PipelineEvent.StageEntered;
import dev.penstock.pipeline.execution.PipelineEvent.StageFailed;
import dev.penstock.pipeline.execution.PipelineEvent.StageRetried;
import dev.penstock.pipeline.execution.PipelineEvent.StageSkipped;
import dev.penstock.pipeline.execution.PipelineEvent.StageSucceeded;
import dev.penstock.pipeline.execution.PipelineEvent.StopRequested;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Makes the service's events of a pipeline's own (P-1402 to P-1406): a fold over all events of one
 * process, in their order, with the same outcome whenever it is done.
 *
 * <p>Of one execution, what begins is told from the outside in, and what ends from the inside out
 * (P-1408). Of an execution whose start was not heard, what is unknown is left out: its version,
 * attempt and start time. Confined to one thread.
 */
public final class ServiceEvents {
  private final String process;
  private final String pipeline;
  private final EventOrigin origin;
  private final EventDetails details;
  private final Map<Class<?>, Consumer<PipelineEvent>> readers = new HashMap<>();
  private final Map<String, FollowedExecution> live = new HashMap<>();
  private final Map<String, FollowedExecution> ended =
      new Remembered<>(); // to retry or roll back to
  private final Set<String> elsewhere = new HashSet<>(); // under way in processes of their own
  private final Map<String, Boolean> endedElsewhere = new Remembered<>();
  private final List<ServiceEvent> out = new ArrayList<>(); // of the event at hand
  private long sequence; // of the event at hand
  private @Nullable Pipeline definition;
  private int version;

  /**
   * Starts with no events.
   *
   * @param process the process's id
   * @param pipeline the pipeline's name
   * @param origin whose pipeline it is
   */
  public ServiceEvents(String process, String pipeline, EventOrigin origin) {
    this.process = Objects.requireNonNull(process, "process");
    this.pipeline = Objects.requireNonNull(pipeline, "pipeline");
    this.origin = Objects.requireNonNull(origin, "origin");
    this.details = new EventDetails(pipeline, origin.region());
    on(PipelineDefined.class, this::defined);
    on(Checkpointed.class, this::checkpointed);
    on(ExecutionStarted.class, this::started);
    on(PipelineEvent.ExecutionWaiting.class, this::shown);
    on(ExecutionSuperseded.class, e -> finished(e.execution(), EventState.SUPERSEDED, e.at()));
    on(StageEntered.class, this::entered);
    on(ActionStarted.class, this::actionStarted);
    on(PipelineEvent.ActionCheckpointed.class, this::shown);
    on(PipelineEvent.ActionTimedOut.class, this::shown);
    on(ActionSucceeded.class, this::actionSucceeded);
    on(ActionFailed.class, e -> ended(e.key(), EventState.FAILED, EventDetails.result(e), e.at()));
    on(ActionAbandoned.class, this::abandoned);
    on(ApprovalAnswered.class, this::answered);
    on(StageSucceeded.class, e -> left(e.execution(), e.stage(), EventState.SUCCEEDED, e.at()));
    on(StageFailed.class, e -> left(e.execution(), e.stage(), EventState.FAILED, e.at()));
    on(StageRetried.class, this::retried);
    on(StageSkipped.class, e -> execution(e.execution()).stage = null); // has no word (P-1405)
    on(ConditionOverridden.class, this::overridden);
    on(PipelineEvent.ConditionStarted.class, this::shown);
    on(PipelineEvent.ConditionEnded.class, this::shown);
    on(PipelineEvent.RuleAnswered.class, this::shown);
    on(PipelineEvent.RuleWindowMissed.class, this::shown);
    on(PipelineEvent.StageTimedOut.class, this::shown);
    on(StopRequested.class, this::stopping);
    on(ExecutionStopped.class, e -> finished(e.execution(), EventState.STOPPED, e.at()));
    on(ExecutionFailed.class, e -> finished(e.execution(), EventState.FAILED, e.at()));
    on(ExecutionSucceeded.class, e -> finished(e.execution(), EventState.SUCCEEDED, e.at()));
    on(ExecutionCancelled.class, e -> finished(e.execution(), EventState.CANCELED, e.at()));
    on(PipelineEvent.TransitionDisabled.class, this::shown);
    on(PipelineEvent.TransitionEnabled.class, this::shown);
    on(PipelineEvent.TransitionsHandedOn.class, this::shown);
    on(PipelineEvent.TargetsForgotten.class, this::shown);
  }

  private <E extends PipelineEvent> void on(Class<E> type, Consumer<? super E> reader) {
    readers.put(type, event -> reader.accept(type.cast(event)));
  }

  /** The kinds of events of which it was decided what they tell, be it nothing. */
  Set<Class<?>> known() {
    return Set.copyOf(readers.keySet());
  }

  /**
   * Takes the next event.
   *
   * @param number its number in the stream of the process
   * @param event the event
   * @return what it tells in the service's words, in order; often nothing
   */
  public List<ServiceEvent> add(long number, PipelineEvent event) {
    out.clear();
    sequence = number;
    readers.getOrDefault(event.getClass(), this::shown).accept(event);
    return List.copyOf(out);
  }

  private void shown(PipelineEvent event) {} // the service tells nothing of it

  /** What is kept of the past was told when it happened. */
  private void checkpointed(Checkpointed event) {
    event.kept().forEach(each -> add(sequence, each));
    out.clear();
  }

  /** Takes note of what a checkpoint keeps of the time before an event that it covers as well. */
  void rememberUntil(Checkpointed past, PipelineEvent event) {
    for (PipelineEvent each : past.kept()) {
      if (each.equals(event)) {
        return;
      }
      add(sequence, each);
    }
  }

  private void defined(PipelineDefined event) {
    definition = event.definition();
    version = event.version();
  }

  private void started(ExecutionStarted event) {
    if (event.isOwnProcess()) {
      elsewhere.add(event.execution()); // that process tells all about it
      return;
    }
    FollowedExecution execution = new FollowedExecution(event.execution());
    execution.definition = definition;
    execution.version = version;
    execution.startedAt = event.at();
    execution.attempt = 1;
    execution.trigger = EventDetails.trigger(event);
    execution.git = event.git().map(GitTrigger::new).orElse(null);
    event.rollback().map(rollback -> ended.get(rollback.target())).ifPresent(execution::knowWhat);
    live.put(execution.id, execution);
    tell(execution, EventState.STARTED, event.at(), Map.of());
  }

  private void entered(StageEntered event) {
    FollowedExecution execution = execution(event.execution());
    execution.stage = event.stage();
    execution.stagesEntered.put(event.stage(), event.at());
    tellStage(execution, event.stage(), EventState.STARTED, event.at());
  }

  private void actionStarted(ActionStarted event) {
    FollowedExecution execution = execution(event.key().execution());
    execution.running.put(event.key(), event.at());
    tellAction(execution, event.key(), EventState.STARTED, null, event.at());
  }

  private void actionSucceeded(ActionSucceeded event) {
    FollowedExecution execution = execution(event.key().execution());
    execution.artifacts.putAll(event.result().artifacts());
    execution
        .action(event.key())
        .filter(action -> action.type().category() == ActionCategory.SOURCE)
        .ifPresent(
            action -> {
              execution.sourceActions.add(EventDetails.source(action, event.result().variables()));
              if (execution.git != null) {
                execution.git.learn(action, event.result().variables());
              }
            });
    ended(event.key(), EventState.SUCCEEDED, EventDetails.result(event), event.at());
  }

  private void abandoned(ActionAbandoned event) {
    Map<String, Object> result = EventDetails.result(event.key(), "", false);
    ended(event.key(), EventState.ABANDONED, result, event.at());
  }

  private void answered(ApprovalAnswered event) {
    EventState state = event.isApproved() ? EventState.SUCCEEDED : EventState.FAILED;
    Map<String, Object> result =
        EventDetails.result(event.key(), event.summary(), !event.isApproved());
    ended(event.key(), state, result, event.at());
  }

  private void ended(ActionKey key, EventState state, Map<String, Object> result, Instant at) {
    FollowedExecution execution = execution(key.execution());
    if (state == EventState.FAILED) {
      execution.fail(key, result);
    }
    tellAction(execution, key, state, result, at);
    execution.running.remove(key);
  }

  private void left(String id, String stage, EventState state, Instant at) {
    FollowedExecution execution = execution(id);
    execution.stage = null;
    tellStage(execution, stage, state, at);
  }

  private void retried(StageRetried event) {
    if (endedElsewhere.remove(event.execution()) != null || elsewhere.contains(event.execution())) {
      elsewhere.add(event.execution());
      return;
    }
    FollowedExecution execution = execution(event.execution());
    if (execution.attempt > 0) {
      execution.attempt++;
    }
    execution.stagesRetried.put(event.stage(), event.at());
    resumed(execution, event.stage(), event.at());
  }

  /** An execution that has ended because of a condition goes on; one under way just does. */
  private void overridden(ConditionOverridden event) {
    if (event.isReopening()) {
      resumed(execution(event.execution()), event.stage(), event.at());
    }
  }

  private void resumed(FollowedExecution execution, String stage, Instant at) {
    execution.stage = stage;
    execution.failedStage = null;
    execution.failedActions.clear();
    tell(execution, EventState.RESUMED, at, Map.of());
    tellStage(execution, stage, EventState.RESUMED, at);
  }

  private void stopping(StopRequested event) {
    if (elsewhere.contains(event.execution())) {
      return;
    }
    FollowedExecution execution = execution(event.execution());
    tell(
        execution,
        EventState.STOPPING,
        event.at(),
        Map.of("stop-execution-comments", event.reason()));
    if (execution.stage != null) {
      tellStage(execution, execution.stage, EventState.STOPPING, event.at());
    }
  }

  /** An execution ends; if it is inside a stage, that ends first, and its actions before that. */
  private void finished(String id, EventState state, Instant at) {
    if (elsewhere.remove(id)) {
      endedElsewhere.put(id, true);
      return;
    }
    FollowedExecution execution = execution(id);
    if (execution.stage != null) {
      for (ActionKey key : List.copyOf(execution.running.keySet())) {
        ended(key, EventState.CANCELED, EventDetails.result(key, "", false), at);
      }
      left(id, execution.stage, state, at);
    }
    tell(execution, state, at, Map.of());
    live.remove(id);
    ended.put(id, execution);
  }

  private FollowedExecution execution(String id) {
    FollowedExecution known = live.get(id);
    if (known == null) {
      known = ended.remove(id);
      live.put(id, known == null ? new FollowedExecution(id) : known);
    }
    return Objects.requireNonNull(live.get(id));
  }

  private void tell(
      FollowedExecution execution, EventState state, Instant at, Map<String, Object> more) {
    Map<String, Object> detail = details.ofExecution(execution, state);
    detail.putAll(more);
    emit(ServiceEvent.PIPELINE, execution, at, detail, execution.failures(state));
  }

  private void tellStage(FollowedExecution execution, String stage, EventState state, Instant at) {
    Map<String, Object> attributes = execution.failures(state);
    if (!execution.sourceActions.isEmpty()) {
      attributes.put("sourceActions", List.copyOf(execution.sourceActions));
    }
    emit(ServiceEvent.STAGE, execution, at, details.ofStage(execution, stage, state), attributes);
  }

  private void tellAction(
      FollowedExecution execution,
      ActionKey key,
      EventState state,
      @Nullable Map<String, Object> result,
      Instant at) {
    Map<String, Object> detail = details.ofAction(execution, key, state);
    if (result != null) {
      detail.put("execution-result", result);
    }
    emit(ServiceEvent.ACTION, execution, at, detail, Map.of());
  }

  private void emit(
      String detailType,
      FollowedExecution execution,
      Instant at,
      Map<String, Object> detail,
      Map<String, Object> attributes) {
    long number = execution.next();
    detail.put("sequence-number", number);
    String name = "service-event/" + process + "/" + sequence + "/" + out.size();
    out.add(
        new ServiceEvent(
            UUID.nameUUIDFromBytes(name.getBytes(UTF_8)).toString(),
            detailType,
            at,
            origin.account(),
            origin.region(),
            List.of(origin.arn(pipeline)),
            number,
            detail,
            attributes));
  }
}
