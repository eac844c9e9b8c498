package dev.penstock.notification;

import dev.penstock.pipeline.Action;
import dev.penstock.pipeline.ActionCategory;
import dev.penstock.pipeline.ActionCell;
import dev.penstock.pipeline.ArtifactReference;
import dev.penstock.pipeline.Pipeline;
import dev.penstock.pipeline.Stage;
import dev.penstock.pipeline.execution.ActionKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the events of one execution have told so far. Confined to one thread. */
final class FollowedExecution {
  final String id;
  @Nullable Pipeline definition; // null if its start was not heard
  int version; // 0 if unknown
  @Nullable Instant startedAt;
  Map<String, Object> trigger = Map.of();
  @Nullable GitTrigger git; // what caused it, if it was a change in a repository
  int attempt; // 0 if unknown
  @Nullable String stage; // the one that it is inside
  @Nullable String failedStage;
  final Map<String, Instant> stagesEntered = new HashMap<>();
  final Map<String, Instant> stagesRetried = new HashMap<>();
  final Map<ActionKey, Instant> running = new LinkedHashMap<>();
  final Map<String, ArtifactReference> artifacts = new HashMap<>();
  final List<Map<String, Object>> failedActions = new ArrayList<>();
  final List<Map<String, Object>> sourceActions = new ArrayList<>();
  private long told;

  FollowedExecution(String id) {
    this.id = id;
  }

  long next() {
    return ++told;
  }

  /** An action has failed with this result. */
  void fail(ActionKey key, Map<String, Object> result) {
    failedStage = key.stage();
    failedActions.add(
        Map.of(
            "action",
            key.action(),
            "additionalInformation",
            result.getOrDefault(EventDetails.SUMMARY, "")));
  }

  /** A rollback works with what its target knew. */
  void knowWhat(FollowedExecution target) {
    artifacts.putAll(target.artifacts);
    sourceActions.addAll(target.sourceActions);
  }

  /** What caused it: the change, if one did, else the kind of cause. */
  Map<String, Object> triggerAsTold() {
    GitTrigger change = git;
    return change == null ? trigger : change.toMap(definition);
  }

  /** Whether it ends as failed because its sources could not be fetched (P-1407). */
  boolean hasFailedAtItsSource(EventState state) {
    return state == EventState.FAILED
        && failedStage != null
        && definition != null
        && definition
            .stage(failedStage)
            .map(Stage::actions)
            .filter(
                actions ->
                    actions.stream()
                        .anyMatch(each -> each.type().category() == ActionCategory.SOURCE))
            .isPresent();
  }

  Optional<Action> action(ActionKey key) {
    return definition == null
        ? Optional.empty()
        : definition.stages().stream()
            .filter(each -> each.name().equals(key.stage()))
            .flatMap(each -> each.cells().stream())
            .map(ActionCell::action)
            .filter(each -> each.name().equals(key.action()))
            .findFirst();
  }

  /** What the service adds to the end of what failed. */
  Map<String, Object> failures(EventState state) {
    Map<String, Object> attributes = new LinkedHashMap<>();
    if (state == EventState.FAILED && failedStage != null) {
      attributes.put("failedActionCount", failedActions.size());
      attributes.put("failedStage", failedStage);
      attributes.put("failedActions", List.copyOf(failedActions));
    }
    return attributes;
  }
}
