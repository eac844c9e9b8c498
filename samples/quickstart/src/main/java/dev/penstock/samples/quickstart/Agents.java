package dev.penstock.samples.quickstart;

import dev.penstock.deploy.agent.InstanceAgent;
import dev.penstock.deploy.agent.InstanceAgentBuilder;
import dev.penstock.pipeline.engine.ArtifactTransfer;
import dev.penstock.process.Scheduler;
import dev.penstock.spec.deploy.AppSpecReader;
import dev.penstock.spec.deploy.ServerAppSpec.OperatingSystem;
import java.nio.file.Path;
import java.util.Map;

/** The agent of all instances: each has a directory and a port of its own. */
final class Agents {

  private Agents() {}

  static InstanceAgent of(Machine machine, ArtifactTransfer bundles, Scheduler scheduler) {
    InstanceAgentBuilder agent =
        InstanceAgent.builder()
            .artifacts(bundles)
            .installPlans(new AppSpecReader(OperatingSystem.LINUX))
            .shell(machine.shell())
            .scheduler(scheduler)
            .clock(machine.clock());
    for (String instance : Fleet.instances()) {
      Path root = machine.place().instance(instance);
      agent.instance(
          instance,
          root,
          Map.of(
              "INSTANCE_DIR", root.toString(),
              "PORT", String.valueOf(machine.ports().of(instance)),
              "JAVA_HOME", Machine.javaHome().toString()));
    }
    return agent.build();
  }
}
