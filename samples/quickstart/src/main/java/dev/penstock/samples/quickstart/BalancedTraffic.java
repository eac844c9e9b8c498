package dev.penstock.samples.quickstart;

import dev.penstock.deploy.TrafficRoute;
import dev.penstock.deploy.TrafficRouter;
import dev.penstock.deploy.traffic.Weight;
import dev.penstock.samples.quickstart.traffic.LoadBalancer;
import dev.penstock.samples.quickstart.traffic.Side;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** Plugs the load balancer in: what a deployment wants becomes weights. */
final class BalancedTraffic implements TrafficRouter {
  private final LoadBalancer balancer;
  private final Users users;
  private final Chronicle chronicle;
  private final Consumer<String> notes;

  BalancedTraffic(LoadBalancer balancer, Users users, Chronicle chronicle, Consumer<String> notes) {
    this.balancer = balancer;
    this.users = users;
    this.chronicle = chronicle;
    this.notes = notes;
  }

  @Override
  public CompletionStage<Void> route(TrafficRoute route) {
    Weight blue = route.weight(Fleet.name(Side.BLUE));
    Weight green = route.weight(Fleet.name(Side.GREEN));
    if (!blue.isNone() || !green.isNone()) {
      balancer.weigh(Side.BLUE, blue.basisPoints());
      users.begin();
    }
    String words = "traffic: blue " + blue.percent() + " %, green " + green.percent() + " %";
    chronicle.note(Chronicle.Kind.ROUTED, route.deployment(), blue.basisPoints(), words);
    notes.accept(words);
    return CompletableFuture.completedFuture(null);
  }

  /** After a crash: a real load balancer would have gone on with these. */
  void restore() {
    List<Chronicle.Entry> routes = chronicle.entries(Chronicle.Kind.ROUTED);
    if (!routes.isEmpty()) {
      balancer.weigh(Side.BLUE, Integer.parseInt(routes.get(routes.size() - 1).field(1)));
      users.begin();
    }
  }
}
