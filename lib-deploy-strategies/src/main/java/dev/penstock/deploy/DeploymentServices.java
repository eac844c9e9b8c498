package dev.penstock.deploy;

import dev.penstock.deploy.analysis.AlarmSource;
import dev.penstock.deploy.analysis.MetricProvider;
import dev.penstock.deploy.rollout.HookRunner;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a host has for deployments. What is null is not needed by the groups that are open. */
record DeploymentServices(
    LifecycleRunner runner,
    @Nullable TrafficRouter router,
    AlarmSource alarms,
    @Nullable LoadBalancer balancer,
    @Nullable FleetProvider fleets,
    @Nullable HookFunctions hooks,
    @Nullable MetricProvider metrics,
    @Nullable HookRunner planHooks) {

  TrafficRouter presentRouter() {
    return present(router, "a traffic router");
  }

  LoadBalancer presentBalancer() {
    return present(balancer, "a load balancer");
  }

  FleetProvider presentFleets() {
    return present(fleets, "a fleet provider");
  }

  HookFunctions presentHooks() {
    return present(hooks, "hook functions");
  }

  private static <T> T present(@Nullable T service, String name) {
    return Objects.requireNonNull(service, "the deployment engine was built without " + name);
  }
}
