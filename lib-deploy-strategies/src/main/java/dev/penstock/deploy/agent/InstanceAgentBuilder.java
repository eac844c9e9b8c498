package dev.penstock.deploy.agent;

import dev.penstock.deploy.LifecycleTask;
import dev.penstock.pipeline.engine.ArtifactTransfer;
import dev.penstock.process.Scheduler;
import dev.penstock.revision.InstallPlanReader;
import dev.penstock.shell.Shell;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Configures an {@link InstanceAgent}. Each option may be set once. Confined to one thread.
 *
 * @see InstanceAgent#builder()
 */
public final class InstanceAgentBuilder {
  @Nullable BundleFetch bundles;
  @Nullable Function<String, InstallPlanReader> plans;
  @Nullable Shell shell;
  @Nullable Scheduler scheduler;
  @Nullable Clock clock;
  AgentConformance conformance = AgentConformance.SENSE;
  BundleLimits limits = BundleLimits.DEFAULT;
  Function<LifecycleTask, DeploymentSpecification> specifications = DeploymentSpecification::of;
  InstanceFiles files = InstanceFiles.PLAIN;
  @Nullable AccessControl access;
  private @Nullable Path scripts;
  private final Map<String, Instance> instances = new LinkedHashMap<>();

  InstanceAgentBuilder() {}

  /**
   * Where bundles come from, if they are artifacts of pipelines. This or {@link #bundles} is
   * required.
   *
   * @param value the host's artifact transfer; it checks digests
   * @return this builder
   */
  public InstanceAgentBuilder artifacts(ArtifactTransfer value) {
    bundles = once("artifacts", bundles, BundleFetch.of(value));
    return this;
  }

  /**
   * Where bundles come from. This or {@link #artifacts} is required.
   *
   * @param value brings them
   * @return this builder
   */
  public InstanceAgentBuilder bundles(BundleFetch value) {
    bundles = once("bundles", bundles, value);
    return this;
  }

  /**
   * Who finds the install plan in a bundle, whatever file a deployment names. This or {@link
   * #namedInstallPlans} is required.
   *
   * @param value the reader
   * @return this builder
   */
  public InstanceAgentBuilder installPlans(InstallPlanReader value) {
    Objects.requireNonNull(value, "installPlans");
    plans = once("installPlans", plans, name -> value);
    return this;
  }

  /**
   * Who finds the install plan in a bundle, by the file that the deployment names.
   *
   * <pre>{@code
   * builder.namedInstallPlans(name -> new AppSpecReader(OperatingSystem.LINUX, name));
   * }</pre>
   *
   * @param value gives the reader for a file's name; called for every event
   * @return this builder
   */
  public InstanceAgentBuilder namedInstallPlans(Function<String, InstallPlanReader> value) {
    plans = once("namedInstallPlans", plans, value);
    return this;
  }

  /**
   * What it does where sources differ; {@link AgentConformance#SENSE} unless set.
   *
   * @param value the conformance
   * @return this builder
   */
  public InstanceAgentBuilder conformance(AgentConformance value) {
    conformance = Objects.requireNonNull(value, "conformance");
    return this;
  }

  /**
   * What it accepts in a bundle; {@link BundleLimits#DEFAULT} unless set.
   *
   * @param value the limits
   * @return this builder
   */
  public InstanceAgentBuilder limits(BundleLimits value) {
    limits = Objects.requireNonNull(value, "limits");
    return this;
  }

  /**
   * Who sets access control lists and SELinux contexts. Without it an install plan that has some is
   * refused.
   *
   * @param value the host's tools
   * @return this builder
   */
  public InstanceAgentBuilder accessControl(AccessControl value) {
    access = once("accessControl", access, value);
    return this;
  }

  /**
   * In which directory scripts start; each instance's root unless set. The service's agent starts
   * them in its own working directory (D-093).
   *
   * @param value an existing directory
   * @return this builder
   */
  public InstanceAgentBuilder scriptDirectory(Path value) {
    scripts = once("scriptDirectory", scripts, value.toAbsolutePath().normalize());
    return this;
  }

  /**
   * What is known of a deployment when a deployment engine calls the agent directly; {@link
   * DeploymentSpecification#of} unless set. Commands that are polled bring theirs.
   *
   * @param value makes a specification of a task; called once for each event
   * @return this builder
   */
  public InstanceAgentBuilder specifications(
      Function<LifecycleTask, DeploymentSpecification> value) {
    specifications = Objects.requireNonNull(value, "specifications");
    return this;
  }

  /** Tests see every change of a file, and fail some. */
  InstanceAgentBuilder files(InstanceFiles value) {
    files = value;
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
    Path absolute = root.toAbsolutePath().normalize();
    Instance added = new Instance(absolute, absolute, variables);
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

  /** The instances with the place where their scripts start. */
  Map<String, Instance> finishedInstances() {
    Map<String, Instance> finished = new LinkedHashMap<>();
    instances.forEach(
        (id, instance) ->
            finished.put(
                id,
                new Instance(
                    instance.root(),
                    scripts == null ? instance.root() : scripts,
                    instance.variables())));
    return Map.copyOf(finished);
  }

  private static <T> T once(String option, @Nullable T before, T value) {
    if (before != null) {
      throw new IllegalStateException(option + " was set before, to " + before);
    }
    return Objects.requireNonNull(value, option);
  }
}
