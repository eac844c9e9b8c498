package dev.penstock.deploy.agent;

import dev.penstock.pipeline.engine.ArtifactTransfer;
import dev.penstock.process.Scheduler;
import dev.penstock.revision.InstallPlanReader;
import dev.penstock.shell.Shell;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Configures an {@link InstanceAgent}. Each option may be set once. Confined to one thread.
 *
 * @see InstanceAgent#builder()
 */
public final class InstanceAgentBuilder {
  @Nullable ArtifactTransfer artifacts;
  @Nullable InstallPlanReader plans;
  @Nullable Shell shell;
  @Nullable Scheduler scheduler;
  @Nullable Clock clock;
  final Map<String, Instance> instances = new LinkedHashMap<>();

  InstanceAgentBuilder() {}

  /**
   * Where bundles come from. Required.
   *
   * @param value the host's artifact transfer; it checks digests
   * @return this builder
   */
  public InstanceAgentBuilder artifacts(ArtifactTransfer value) {
    artifacts = once("artifacts", artifacts, value);
    return this;
  }

  /**
   * Who finds the install plan in a bundle. Required.
   *
   * @param value the reader
   * @return this builder
   */
  public InstanceAgentBuilder installPlans(InstallPlanReader value) {
    plans = once("installPlans", plans, value);
    return this;
  }

  /**
   * Who runs scripts. Required.
   *
   * @param value the shell
   * @return this builder
   */
  public InstanceAgentBuilder shell(Shell value) {
    shell = once("shell", shell, value);
    return this;
  }

  /**
   * What ends scripts that take too long. Required.
   *
   * @param value the scheduler
   * @return this builder
   */
  public InstanceAgentBuilder scheduler(Scheduler value) {
    scheduler = once("scheduler", scheduler, value);
    return this;
  }

  /**
   * The host's time, by which timeouts are counted. Required.
   *
   * @param value the clock
   * @return this builder
   */
  public InstanceAgentBuilder clock(Clock value) {
    clock = once("clock", clock, value);
    return this;
  }

  /**
   * Adds an instance.
   *
   * @param id the instance's id, as its deployment group names it
   * @param root the directory that is the instance's world; created when it is first needed. No two
   *     instances share one
   * @param variables what its scripts find in their environment, such as a port; never shown
   * @return this builder
   */
  public InstanceAgentBuilder instance(String id, Path root, Map<String, String> variables) {
    Instance added = new Instance(root.toAbsolutePath().normalize(), variables);
    for (Map.Entry<String, Instance> each : instances.entrySet()) {
      if (each.getValue().root().equals(added.root())) {
        throw new IllegalArgumentException(
            "instances " + each.getKey() + " and " + id + " share the root " + root);
      }
    }
    if (instances.putIfAbsent(Objects.requireNonNull(id, "id"), added) != null) {
      throw new IllegalStateException("instance " + id + " was added before");
    }
    return this;
  }

  /**
   * Builds the agent.
   *
   * @return the agent
   * @throws NullPointerException if a required part is missing; the message names it
   */
  public InstanceAgent build() {
    return new InstanceAgent(this);
  }

  private static <T> T once(String option, @Nullable T before, T value) {
    if (before != null) {
      throw new IllegalStateException(option + " was set before, to " + before);
    }
    return Objects.requireNonNull(value, option);
  }
}
