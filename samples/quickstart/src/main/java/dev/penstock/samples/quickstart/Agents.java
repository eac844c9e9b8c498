package dev.penstock.samples.quickstart;

import dev.penstock.deploy.LifecycleRunner;
import dev.penstock.deploy.agent.CommandQueue;
import dev.penstock.deploy.agent.InstanceAgent;
import dev.penstock.deploy.agent.InstanceAgentBuilder;
import dev.penstock.deploy.agent.PollingAgent;
import dev.penstock.pipeline.engine.ArtifactTransfer;
import dev.penstock.process.Scheduler;
import dev.penstock.spec.deploy.AppSpecReader;
import dev.penstock.spec.deploy.ServerAppSpec.OperatingSystem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * The agents of all instances. Each has a directory and a port of its own, and pulls its work: it
 * asks a queue, into which the deployment engine puts it. Here both live in one process; agents on
 * other machines would ask over a wire.
 */
final class Agents implements AutoCloseable {
  private static final long POLL_MILLIS = 20;

  private final CommandQueue queue;
  private final List<PollingAgent> agents = new ArrayList<>();
  private final List<Future<?>> polls = new ArrayList<>();

  private Agents(CommandQueue queue) {
    this.queue = queue;
  }

  static Agents of(Machine machine, ArtifactTransfer bundles, Scheduler scheduler) {
    InstanceAgentBuilder builder =
        InstanceAgent.builder()
            .artifacts(bundles)
            .namedInstallPlans(name -> new AppSpecReader(OperatingSystem.LINUX, name))
            .shell(machine.shell())
            .scheduler(scheduler)
            .clock(machine.clock());
    for (String instance : Fleet.instances()) {
      Path root = machine.place().instance(instance);
      builder.instance(
          instance,
          root,
          Map.of(
              "INSTANCE_DIR", root.toString(),
              "PORT", String.valueOf(machine.ports().of(instance)),
              "JAVA_HOME", Machine.javaHome().toString()));
    }
    InstanceAgent instances = builder.build();
    Agents agents = new Agents(CommandQueue.builder(scheduler, machine.clock()).build());
    for (String instance : Fleet.instances()) {
      PollingAgent agent = PollingAgent.of(instances, instance, agents.queue);
      agents.agents.add(agent);
      agents.polls.add(
          machine
              .timer()
              .scheduleWithFixedDelay(
                  () -> machine.pool().execute(() -> poll(agent)),
                  0,
                  POLL_MILLIS,
                  TimeUnit.MILLISECONDS));
    }
    return agents;
  }

  /** Where the deployment engine puts its events. */
  LifecycleRunner queue() {
    return queue;
  }

  /** Goes on until there is nothing to do. */
  private static void poll(PollingAgent agent) {
    agent
        .poll()
        .whenComplete(
            (report, failure) -> {
              if (failure != null) {
                System.err.println(
                    "quickstart: agent of " + agent.instance() + ": " + failure.getMessage());
              } else if (report.isPresent()) {
                poll(agent);
              }
            });
  }

  @Override
  public void close() {
    polls.forEach(poll -> poll.cancel(false));
    agents.forEach(PollingAgent::close);
  }
}
