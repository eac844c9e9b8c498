package dev.penstock.notification;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.penstock.pipeline.Action;
import dev.penstock.pipeline.ActionType;
import dev.penstock.pipeline.ArtifactReference;
import dev.penstock.pipeline.ExternalExecution;
import dev.penstock.pipeline.FailureType;
import dev.penstock.pipeline.execution.ActionKey;
import dev.penstock.pipeline.execution.PipelineEvent.ActionFailed;
import dev.penstock.pipeline.execution.PipelineEvent.ActionSucceeded;
import dev.penstock.pipeline.execution.PipelineEvent.ExecutionStarted;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The details of events, by the service's keys (P-1406). What is not known is left out. */
final class EventDetails {
  /** What an action's result says for people. */
  static final String SUMMARY = "external-execution-summary";

  private static final String S3 = "s3://";
  private static final DateTimeFormatter MILLISECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final String pipeline;
  private final String region;

  EventDetails(String pipeline, String region) {
    this.pipeline = pipeline;
    this.region = region;
  }

  Map<String, Object> ofExecution(FollowedExecution execution, EventState state) {
    Map<String, Object> detail = common(execution, state, execution.startedAt);
    Map<String, Object> trigger =
        execution.hasFailedAtItsSource(state) ? execution.trigger : execution.triggerAsTold();
    if (!trigger.isEmpty()) {
      detail.put("execution-trigger", trigger);
    }
    return detail;
  }

  Map<String, Object> ofStage(FollowedExecution execution, String stage, EventState state) {
    Map<String, Object> detail = common(execution, state, execution.stagesEntered.get(stage));
    detail.put("stage", stage);
    Instant retriedAt = execution.stagesRetried.get(stage);
    if (retriedAt != null) {
      detail.put("stage-last-retry-attempt-time", MILLISECONDS.format(retriedAt));
    }
    return detail;
  }

  Map<String, Object> ofAction(FollowedExecution execution, ActionKey key, EventState state) {
    Map<String, Object> detail = common(execution, state, execution.running.get(key));
    detail.put("stage", key.stage());
    detail.put("action", key.action());
    detail.put("action-execution-id", actionExecutionId(key));
    detail.put("region", execution.action(key).flatMap(Action::region).orElse(region));
    execution
        .action(key)
        .ifPresent(
            action -> {
              detail.put("type", type(action.type()));
              detail.put("input-artifacts", artifacts(execution, action.inputArtifacts()));
              detail.put("output-artifacts", artifacts(execution, action.outputArtifacts()));
            });
    return detail;
  }

  /** The result of an action whose executor tells nothing of its work outside. */
  static Map<String, Object> result(ActionKey key, String summary, boolean isFailed) {
    return result(
        key,
        summary,
        Optional.empty(),
        isFailed ? Optional.of(FailureType.JOB_FAILED) : Optional.empty());
  }

  static Map<String, Object> result(ActionSucceeded event) {
    return result(
        event.key(), event.result().summary(), event.result().external(), Optional.empty());
  }

  static Map<String, Object> result(ActionFailed event) {
    return result(
        event.key(),
        event.reason(),
        event.external(),
        Optional.of(event.failureType().orElse(FailureType.JOB_FAILED)));
  }

  /** Unless its executor has told what its work is called outside, the attempt's key names it. */
  private static Map<String, Object> result(
      ActionKey key,
      String summary,
      Optional<ExternalExecution> external,
      Optional<FailureType> failure) {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("external-execution-url", external.map(ExternalExecution::url).orElse(""));
    result.put(SUMMARY, summary);
    result.put(
        "external-execution-id",
        external.map(ExternalExecution::id).filter(id -> !id.isEmpty()).orElse(key.text()));
    failure.ifPresent(type -> result.put("error-code", type.serviceName()));
    return result;
  }

  static Map<String, Object> trigger(ExecutionStarted event) {
    Map<String, Object> trigger = new LinkedHashMap<>();
    trigger.put("trigger-type", event.cause().serviceName());
    trigger.put("trigger-detail", event.trigger());
    return trigger;
  }

  static String word(Enum<?> constant) {
    String name = constant.name().toLowerCase(Locale.ROOT);
    return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
  }

  static String actionExecutionId(ActionKey key) {
    return UUID.nameUUIDFromBytes(("action/" + key.text()).getBytes(UTF_8)).toString();
  }

  static Map<String, Object> source(Action action, Map<String, String> variables) {
    Map<String, Object> source = new LinkedHashMap<>();
    source.put("sourceActionName", action.name());
    source.put("sourceActionProvider", action.type().provider());
    source.put("sourceActionVariables", variables);
    return source;
  }

  private Map<String, Object> common(
      FollowedExecution execution, EventState state, @Nullable Instant startedAt) {
    Map<String, Object> detail = new LinkedHashMap<>();
    detail.put("pipeline", pipeline);
    detail.put("execution-id", execution.id);
    detail.put("state", state.name());
    if (execution.version > 0) {
      detail.put("version", execution.version);
    }
    if (startedAt != null && state != EventState.RESUMED) {
      detail.put("start-time", MILLISECONDS.format(startedAt));
    }
    if (execution.attempt > 0) {
      detail.put("pipeline-execution-attempt", execution.attempt);
    }
    return detail;
  }

  private static Map<String, Object> type(ActionType type) {
    Map<String, Object> written = new LinkedHashMap<>();
    written.put("owner", type.owner());
    written.put("category", word(type.category()));
    written.put("provider", type.provider());
    written.put("version", type.version());
    return written;
  }

  /** Those that exist by now: a started action has its inputs, a successful one its outputs. */
  private static List<Map<String, Object>> artifacts(
      FollowedExecution execution, List<String> names) {
    return names.stream()
        .filter(execution.artifacts::containsKey)
        .map(
            name -> {
              ArtifactReference reference = execution.artifacts.get(name);
              return Map.of("name", name, "s3location", location(reference));
            })
        .toList();
  }

  /** The place of an artifact; where it is in no bucket, the key is what the host's store says. */
  private static Map<String, String> location(@Nullable ArtifactReference reference) {
    String text = reference == null ? "" : reference.location();
    int slash = text.startsWith(S3) ? text.indexOf('/', S3.length()) : -1;
    return slash < 0
        ? Map.of("bucket", "", "key", text)
        : Map.of("bucket", text.substring(S3.length(), slash), "key", text.substring(slash + 1));
  }
}
