package dev.penstock.deploy;

import dev.penstock.deploy.trigger.TriggerEvent;
import dev.penstock.deploy.trigger.TriggerEventType;
import dev.penstock.notification.EventOrigin;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The fields of trigger events (D-402).
 *
 * @param origin whose deployments they are
 * @param group whose group it is
 */
record TriggerFields(EventOrigin origin, DeploymentGroup group) {

  /** Of a deployment as it is after an event. */
  Map<String, String> deployment(DeploymentState state) {
    Deployment seen = DeploymentView.of(state);
    Map<String, String> fields = named(seen.id().text());
    fields.put("createTime", seen.createdAt().toString());
    seen.endedAt().ifPresent(at -> fields.put("completeTime", at.toString()));
    DeploymentOverview overview = seen.overview();
    Map<String, Object> counters = new LinkedHashMap<>();
    counters.put("Pending", overview.pending());
    counters.put("InProgress", overview.inProgress());
    counters.put("Succeeded", overview.succeeded());
    counters.put("Failed", overview.failed());
    counters.put("Skipped", overview.skipped());
    counters.put("Ready", overview.ready());
    fields.put("deploymentOverview", TriggerEvent.json(counters));
    end(fields, seen.status(), seen.code(), seen.reason());
    return fields;
  }

  /** Of a deployment that ended without having begun. */
  Map<String, String> unbegun(String id, DeploymentOutcome outcome, Instant at) {
    Map<String, String> fields = named(id);
    fields.put("completeTime", at.toString());
    end(fields, outcome.status(), outcome.code(), outcome.reason());
    return fields;
  }

  Map<String, String> instance(FollowedDeployment followed, String instance, Instant at) {
    TargetState target = Objects.requireNonNull(followed.state.target(instance), instance);
    Map<String, String> fields = place();
    fields.put("deploymentId", followed.state.plan().id());
    fields.put("instanceId", instance);
    fields.put("lastUpdatedAt", at.toString());
    boolean isReady =
        target.status == TargetStatus.SUCCEEDED
            && DeploymentView.status(followed.state) == DeploymentStatus.READY;
    fields.put("instanceStatus", (isReady ? TargetStatus.READY : target.status).text());
    List<Map<String, String>> events = new ArrayList<>();
    for (FollowedDeployment.Ran ran : followed.ran(instance)) {
      Map<String, String> event = new LinkedHashMap<>();
      event.put("LifecycleEvent", ran.event().text());
      event.put("LifecycleEventStatus", ran.isSucceeded() ? "Succeeded" : "Failed");
      event.put("StartTime", ran.from().toString());
      event.put("EndTime", ran.to().toString());
      events.add(event);
    }
    fields.put("lifecycleEvents", TriggerEvent.json(events));
    return fields;
  }

  static void rollback(Map<String, String> fields, GroupEvent.RollbackRequested rollback) {
    Map<String, String> information = new LinkedHashMap<>();
    information.put("RollbackTriggeringDeploymentId", rollback.of());
    information.put("RollbackDeploymentId", rollback.plan().id());
    information.put("RollbackMessage", rollback.message());
    fields.put("rollbackInformation", TriggerEvent.json(information));
  }

  /** The event with the name of the trigger that it is for. */
  static TriggerEvent event(TriggerEventType type, Map<String, String> fields, String trigger) {
    Map<String, String> named = new LinkedHashMap<>(fields);
    named.put("eventTriggerName", trigger);
    return new TriggerEvent(type, named);
  }

  private Map<String, String> place() {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("region", origin.region());
    fields.put("accountId", origin.account());
    fields.put("eventTriggerName", "");
    return fields;
  }

  private Map<String, String> named(String id) {
    Map<String, String> fields = place();
    fields.put("applicationName", group.application());
    fields.put("deploymentId", id);
    fields.put("deploymentGroupName", group.name());
    return fields;
  }

  private static void end(
      Map<String, String> fields, DeploymentStatus status, String code, String reason) {
    fields.put("status", status.text());
    if (!code.isEmpty()) {
      Map<String, String> error = new LinkedHashMap<>();
      error.put("ErrorCode", DeploymentErrorCode.nearest(code).name());
      error.put("ErrorMessage", reason);
      fields.put("errorInformation", TriggerEvent.json(error));
    }
  }
}
