package dev.penstock.deploy;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One group, folded from its events. Belongs to one writer; what others see is a {@link
 * GroupStatus}.
 */
final class GroupState {

  /** How many deployments and tokens are remembered. */
  static final int REMEMBERED = 1_000;

  @Nullable String liveSide;
  @Nullable RecordedRevision lastKnownGood;
  int count;
  @Nullable DeploymentPlan active;

  /** The deployment whose rollback is still to be decided; only within a batch. */
  @Nullable Past undecided;

  final Map<String, Installed> instances = new LinkedHashMap<>();
  final Map<String, String> tokens = bounded();
  final Map<String, Past> history = bounded();

  /**
   * What is on an instance.
   *
   * @param revision the id of the revision, null if nobody can say
   * @param isHealthy whether its last deployment succeeded there
   */
  record Installed(@Nullable String revision, boolean isHealthy) {}

  /** A deployment that has ended or is under way. */
  static final class Past {
    final DeploymentPlan plan;
    @Nullable DeploymentOutcome outcome;
    @Nullable String rolledBackBy;
    String rollbackMessage = "";

    Past(DeploymentPlan plan) {
      this.plan = plan;
    }
  }

  @Nullable Past past(String id) {
    return history.get(id);
  }

  void begin(DeploymentPlan plan) {
    active = plan;
    count++;
    history.put(plan.id(), new Past(plan));
  }

  void end(GroupEvent.DeploymentRecorded event) {
    Past past = Objects.requireNonNull(history.get(event.id()), event.id());
    DeploymentOutcome outcome = event.outcome();
    past.outcome = outcome;
    active = null;
    for (DeploymentOutcome.Result result : outcome.results()) {
      install(past.plan, outcome, result);
    }
    if (!outcome.isSuccess()) {
      undecided = past;
      return;
    }
    lastKnownGood = past.plan.revision();
    if (past.plan.shiftsTraffic() || past.plan.sides().size() == 1) {
      liveSide = past.plan.side();
    }
  }

  /** What an instance is after a deployment (D-264). */
  private void install(
      DeploymentPlan plan, DeploymentOutcome outcome, DeploymentOutcome.Result result) {
    if (result.status() == TargetStatus.SUCCEEDED) {
      instances.put(result.instance(), new Installed(plan.revision().id(), true));
    } else if (result.status() != TargetStatus.SKIPPED) {
      instances.put(result.instance(), new Installed(null, false));
    } else if (outcome.isSuccess()) {
      Installed before = instances.get(result.instance());
      instances.put(
          result.instance(), new Installed(before == null ? null : before.revision(), false));
    }
  }

  void decideRollback(String of, @Nullable String by, String message) {
    Past past = Objects.requireNonNull(history.get(of), of);
    past.rolledBackBy = by;
    past.rollbackMessage = message;
    undecided = null;
  }

  private static <V> Map<String, V> bounded() {
    return new LinkedHashMap<>() {
      private static final long serialVersionUID = 1L;

      @Override
      protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
        return size() > REMEMBERED;
      }
    };
  }
}
