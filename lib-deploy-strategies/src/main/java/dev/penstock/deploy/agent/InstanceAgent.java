package dev.penstock.deploy.agent;

import dev.penstock.deploy.DeploymentId;
import dev.penstock.deploy.LifecycleErrorCode;
import dev.penstock.deploy.LifecycleEvent;
import dev.penstock.deploy.LifecycleResult;
import dev.penstock.deploy.LifecycleRunner;
import dev.penstock.deploy.LifecycleTask;
import dev.penstock.pipeline.ArtifactReference;
import dev.penstock.pipeline.engine.ArtifactTransfer;
import dev.penstock.process.Scheduler;
import dev.penstock.revision.InstallPlan;
import dev.penstock.revision.InstallPlanReader;
import dev.penstock.shell.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Runs lifecycle events on instances of the host's own machine, each with a root directory: bundles
 * are unpacked there, files copied to destinations below it, scripts run in it.
 *
 * <pre>{@code
 * InstanceAgent agent =
 *     InstanceAgent.builder()
 *         .artifacts(transfer)
 *         .installPlans(reader)
 *         .shell(shell)
 *         .scheduler(scheduler)
 *         .clock(clock)
 *         .instance("blue-1", root.resolve("blue-1"), Map.of("PORT", "8081"))
 *         .instance("blue-2", root.resolve("blue-2"), Map.of("PORT", "8082"))
 *         .build();
 * }</pre>
 *
 * <p>ApplicationStop runs the scripts of the revision that was installed last, and does nothing if
 * there is none (D-097); all other events belong to the revision being deployed. Scripts run in the
 * instance's root with the variables of D-092 and those of the instance. The bundles of the last
 * five deployments are kept.
 *
 * <p>Safe for several threads, for different instances.
 */
public final class InstanceAgent implements LifecycleRunner {
  private final ArtifactTransfer artifacts;
  private final InstallPlanReader plans;
  private final Shell shell;
  private final Scheduler scheduler;
  private final Clock clock;
  private final Map<String, Instance> instances;

  InstanceAgent(InstanceAgentBuilder builder) {
    this.artifacts = Objects.requireNonNull(builder.artifacts, "artifacts is required");
    this.plans = Objects.requireNonNull(builder.plans, "installPlans is required");
    this.shell = Objects.requireNonNull(builder.shell, "shell is required");
    this.scheduler = Objects.requireNonNull(builder.scheduler, "scheduler is required");
    this.clock = Objects.requireNonNull(builder.clock, "clock is required");
    this.instances = Map.copyOf(builder.instances);
  }

  /**
   * Starts a configuration. All parts are required but the instances.
   *
   * @return a builder
   */
  public static InstanceAgentBuilder builder() {
    return new InstanceAgentBuilder();
  }

  @Override
  public CompletionStage<LifecycleResult> run(LifecycleTask task) {
    try {
      Instance instance = instances.get(task.instance());
      if (instance == null) {
        throw new IOException(
            "instance \""
                + task.instance()
                + "\" is not this agent's; it has "
                + new TreeSet<>(instances.keySet()));
      }
      Files.createDirectories(instance.root());
      Root root = Root.of(instance.root(), "the root of instance " + task.instance());
      return run(task, instance, InstanceHome.of(root, task.group()));
    } catch (IOException e) {
      String message = task.event() + ": " + (e.getMessage() == null ? e : e.getMessage());
      return CompletableFuture.completedFuture(
          LifecycleResult.failed(LifecycleErrorCode.UNKNOWN_ERROR, message, ""));
    }
  }

  private CompletionStage<LifecycleResult> run(
      LifecycleTask task, Instance instance, InstanceHome home) throws IOException {
    if (task.event() == LifecycleEvent.DOWNLOAD_BUNDLE) {
      download(task, home);
    } else if (task.event() == LifecycleEvent.INSTALL) {
      install(task, home);
    } else {
      return runHooks(task, instance, home);
    }
    return CompletableFuture.completedFuture(LifecycleResult.succeeded(""));
  }

  /** A bundle appears under its name only when it is complete. */
  private void download(LifecycleTask task, InstanceHome home) throws IOException {
    Path bundle = home.bundle(task.deployment());
    if (Files.isDirectory(bundle)) {
      return;
    }
    Path part = home.partialBundle(task.deployment());
    InstanceHome.delete(part);
    Files.createDirectories(part);
    artifacts.fetch(
        new ArtifactReference(task.revision().bundle(), task.revision().digest()), part);
    Files.move(part, bundle, StandardCopyOption.ATOMIC_MOVE);
    home.retire(task.deployment());
  }

  /** The note of what was installed is written at the end of this event (D-096). */
  private void install(LifecycleTask task, InstanceHome home) throws IOException {
    Root bundle = bundleOf(task.deployment(), home);
    InstallPlan plan = plans.read(bundle.path());
    new Installation(home)
        .install(plan, bundle, plan.fileExistsBehavior().orElse(task.fileExistsBehavior()));
    home.setInstalled(task.deployment());
  }

  private CompletionStage<LifecycleResult> runHooks(
      LifecycleTask task, Instance instance, InstanceHome home) throws IOException {
    Optional<DeploymentId> whose =
        task.event() == LifecycleEvent.APPLICATION_STOP
            ? home.installed()
            : Optional.of(task.deployment());
    if (whose.isEmpty()) {
      return CompletableFuture.completedFuture(LifecycleResult.succeeded(""));
    }
    Root bundle = bundleOf(whose.get(), home);
    InstallPlan plan = plans.read(bundle.path());
    Path log = home.log(task.deployment());
    Files.createDirectories(log.getParent());
    return new HookScripts(shell, scheduler, clock, task, instance, bundle, new ScriptLog(log))
        .run(plan.hooks(task.event().text()));
  }

  private static Root bundleOf(DeploymentId deployment, InstanceHome home) throws IOException {
    Path bundle = home.bundle(deployment);
    if (!Files.isDirectory(bundle)) {
      throw new IOException("the bundle of deployment " + deployment + " is missing");
    }
    return Root.of(bundle, "the bundle");
  }
}
