package dev.penstock.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.penstock.deploy.strategy.DeploymentStrategy;
import dev.penstock.deploy.strategy.RolloutPlan;
import dev.penstock.engine.OpenProcess;
import dev.penstock.engine.ProcessEngine;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Hosts that a plan moves all at once")
class HostMovesTest {
  private final Host host = new Host();

  private static DeploymentGroup group(List<String> instances) {
    return DeploymentGroup.builder("shop")
        .side("hosts", instances)
        .plan(RolloutPlan.builder("all").moveHosts(DeploymentStrategy.allAtOnce()).build())
        .build();
  }

  private static List<String> instances(int count) {
    return IntStream.range(0, count).mapToObj(i -> "i-" + i).toList();
  }

  private void succeed(String instance) {
    host.hung.get("r1 " + instance + " ApplicationStop").complete(LifecycleResult.succeeded(""));
  }

  /** A process whose state is looked at, and that notes who goes on looking. */
  @SuppressWarnings("unchecked")
  private static OpenProcess<DeploymentState, DeploymentCommand> process(
      DeploymentState state, List<Runnable> watches) {
    return (OpenProcess<DeploymentState, DeploymentCommand>)
        Proxy.newProxyInstance(
            OpenProcess.class.getClassLoader(),
            new Class<?>[] {OpenProcess.class},
            (proxy, method, arguments) -> {
              Function<DeploymentState, Object> view =
                  (Function<DeploymentState, Object>) arguments[0];
              if (method.getName().equals("view")) {
                return CompletableFuture.completedFuture(view.apply(state));
              }
              CompletableFuture<Object> seen = new CompletableFuture<>();
              Runnable look =
                  new Runnable() {
                    @Override
                    public void run() {
                      Object found = view.apply(state);
                      if (found != null) {
                        watches.remove(this);
                        seen.complete(found);
                      }
                    }
                  };
              watches.add(look);
              look.run();
              return seen;
            });
  }

  @AfterEach
  void close() {
    host.close();
  }

  @Test
  @DisplayName("are looked for together, however many they are, and for as long as one is out")
  void together() {
    List<String> instances = instances(50);
    Performance run =
        new Performance(Ways.first(group(instances)), DeploymentStrategy.allAtOnce(), null);
    instances.forEach(
        instance -> {
          run.hanging.add(instance + " ApplicationStop");
          run.tell(new DeploymentCommand.MoveByPlan(instance, run.now));
        });
    List<Runnable> watches = new ArrayList<>();
    HostMoves moves = new HostMoves(process(run.rehearsal.state, watches));
    List<CompletionStage<String>> ends = instances.stream().map(moves::ended).toList();
    assertEquals(1, watches.size());
    run.hanging.remove("i-7 ApplicationStop");
    run.play();
    List.copyOf(watches).forEach(Runnable::run);
    assertEquals("", Host.now(ends.get(7)));
    assertEquals(1, ends.stream().filter(end -> end.toCompletableFuture().isDone()).count());
    assertEquals("", Host.now(moves.ended("i-7")), "who asks late is told at once");
    run.hanging.clear();
    run.play();
    List.copyOf(watches).forEach(Runnable::run);
    ends.forEach(end -> assertEquals("", Host.now(end)));
    assertEquals(List.of(), watches);
  }

  @Test
  @DisplayName("are waited for in any order, again after a restart, and to the last")
  void anyOrder() {
    DeploymentGroup definition = group(instances(4));
    instances(4).forEach(instance -> host.hanging.add("r1 " + instance + " ApplicationStop"));
    OpenGroup group = host.start().open(definition);
    DeploymentId id = Host.now(group.deploy(Host.revision("r1"), "r1"));
    succeed("i-2");
    succeed("i-0");
    group = host.start().open(definition);
    assertEquals(2, Host.now(group.deployment(id)).count(TargetStatus.SUCCEEDED));
    host.failing.add("r1 i-3 Install");
    succeed("i-3");
    assertEquals(
        1, Host.now(Host.now(group.rollout(id)).status()).current().orElseThrow().hostsFailed());
    succeed("i-1");
    Deployment end = Host.now(group.ended(id));
    assertEquals(3, end.count(TargetStatus.SUCCEEDED));
    assertEquals(1, end.count(TargetStatus.FAILED));
  }

  @Test
  @DisplayName("are refused at once if they would take all places that their events need")
  void places() {
    ProcessEngine processes =
        ProcessEngine.builder()
            .journal(host.journal)
            .executor(Runnable::run)
            .scheduler(host.time)
            .clock(host.time.clock())
            .maxInFlight(16)
            .build();
    RolloutPlan all = RolloutPlan.builder("all").moveHosts(DeploymentStrategy.allAtOnce()).build();
    DeploymentEngine engine =
        DeploymentEngine.builder(processes, host.time.clock())
            .lifecycleRunner(
                task -> CompletableFuture.completedStage(LifecycleResult.succeeded("")))
            .build();
    assertEquals(DeploymentStatus.SUCCEEDED, deployed(engine, "few", 8, all).status());
    Deployment many = deployed(engine, "many", 16, all);
    assertEquals("PLAN_REFUSED", many.code());
    assertEquals(
        "the plan could not be carried out: 16 hosts are moved at once, and each holds one of the"
            + " process engine's places in flight; allowed: at most 8; move fewer at once, or raise"
            + " maxInFlight",
        many.reason());
    RolloutPlan half =
        RolloutPlan.builder("half")
            .moveHosts("a", DeploymentStrategy.allAtOnce())
            .moveHosts(DeploymentStrategy.halfAtATime())
            .build();
    assertEquals(DeploymentStatus.SUCCEEDED, deployed(engine, "half", 20, half).status());
    assertEquals("PLAN_REFUSED", deployed(engine, "more", 25, half).code());
    processes.close();
  }

  /** The first four are in zone a, the others in none. */
  private static Deployment deployed(
      DeploymentEngine engine, String name, int count, RolloutPlan plan) {
    OpenGroup group =
        engine.open(
            DeploymentGroup.builder(name)
                .side("hosts", instances(count))
                .zones(Map.of("i-0", "a", "i-1", "a", "i-2", "a", "i-3", "a"))
                .plan(plan)
                .build());
    return Host.now(group.deploy(Host.revision("r1"), "r1").thenCompose(group::ended));
  }
}
