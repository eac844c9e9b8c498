package dev.penstock.deploy.rollout;

import dev.penstock.deploy.analysis.AlarmSource;
import dev.penstock.deploy.analysis.MetricProvider;
import dev.penstock.deploy.strategy.RolloutPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a host plugged in; each part is asked for only by plans that were checked to have it. */
final class RolloutParts {
  @Nullable RolloutRouter router;
  @Nullable Scaler scaler;
  @Nullable HostMover hosts;
  @Nullable HookRunner hooks;
  @Nullable MetricProvider metrics;
  @Nullable AlarmSource alarms;

  RolloutParts copy() {
    RolloutParts copy = new RolloutParts();
    copy.router = router;
    copy.scaler = scaler;
    copy.hosts = hosts;
    copy.hooks = hooks;
    copy.metrics = metrics;
    copy.alarms = alarms;
    return copy;
  }

  RolloutRouter router() {
    return present(router, "router");
  }

  Scaler scaler() {
    return present(scaler, "scaler");
  }

  HostMover hosts() {
    return present(hosts, "hostMover");
  }

  HookRunner hooks() {
    return present(hooks, "hookRunner");
  }

  MetricProvider metrics() {
    return present(metrics, "metricProvider");
  }

  AlarmSource alarms() {
    return present(alarms, "alarmSource");
  }

  private static <T> T present(@Nullable T part, String name) {
    return Objects.requireNonNull(part, () -> "the rollout engine was built without " + name);
  }

  /** The parts that a rollout needs and that are not there. */
  List<String> missing(RolloutPlan plan, Release release) {
    List<String> missing = new ArrayList<>();
    need(missing, router, "router", ForwardScript.routes(plan));
    need(missing, scaler, "scaler", release.replicas() > 0);
    need(missing, hosts, "hostMover", plan.movesHosts());
    need(missing, hooks, "hookRunner", plan.callsHooks());
    need(missing, metrics, "metricProvider", plan.judges());
    need(missing, alarms, "alarmSource", !plan.alarms().isEmpty());
    return missing;
  }

  private static void need(
      List<String> missing, @Nullable Object part, String name, boolean isNeeded) {
    if (isNeeded && part == null) {
      missing.add(name);
    }
  }
}
