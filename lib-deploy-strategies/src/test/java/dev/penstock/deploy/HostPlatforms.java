package dev.penstock.deploy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;

/** What a host has besides instances: a balancer, fleets, a test listener and hook functions. */
final class HostPlatforms implements LoadBalancer, FleetProvider, HookFunctions, TrafficRouter {
  final List<String> done = new ArrayList<>();
  final List<FleetOrder> orders = new ArrayList<>();
  final List<HookInvocation> invocations = new ArrayList<>();
  final Set<LifecycleEvent> hooked = new HashSet<>();
  final Set<String> unhealthy = new HashSet<>();
  private final Host host;

  HostPlatforms(Host host) {
    this.host = host;
  }

  @Override
  public CompletionStage<Void> deregister(LifecycleTask task) {
    done.add("deregister " + task.instance());
    return CompletableFuture.completedStage(null);
  }

  @Override
  public CompletionStage<Void> register(LifecycleTask task) {
    done.add("register " + task.instance());
    return unhealthy.contains(task.instance())
        ? new CompletableFuture<>()
        : CompletableFuture.completedStage(null);
  }

  @Override
  public CompletionStage<List<String>> provide(FleetOrder order) {
    orders.add(order);
    done.add("provide " + order.fleet());
    return CompletableFuture.completedStage(
        IntStream.range(0, order.count()).mapToObj(i -> order.deployment() + "-" + i).toList());
  }

  @Override
  public CompletionStage<Void> terminate(FleetOrder order) {
    orders.add(order);
    done.add("terminate " + order.fleet() + " " + order.instances());
    return CompletableFuture.completedStage(null);
  }

  @Override
  public CompletionStage<Start> invoke(HookInvocation invocation) {
    invocations.add(invocation);
    done.add("invoke " + invocation.event());
    return CompletableFuture.completedStage(
        hooked.contains(invocation.event()) ? Start.INVOKED : Start.NO_HOOK);
  }

  @Override
  public CompletionStage<Void> route(TrafficRoute route) {
    done.add("route " + route.weights());
    return host.route(route);
  }

  @Override
  public CompletionStage<Void> routeTestTraffic(TrafficRoute route) {
    done.add("test " + route.weights());
    return CompletableFuture.completedStage(null);
  }
}
