package dev.penstock.deploy.agent;

import dev.penstock.deploy.LifecycleErrorCode;
import dev.penstock.deploy.LifecycleResult;
import dev.penstock.deploy.LifecycleRunner;
import dev.penstock.deploy.LifecycleTask;
import dev.penstock.process.Scheduler;
import dev.penstock.revision.InstallPlanReader;
import dev.penstock.shell.Shell;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

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
 * <p>ApplicationStop and the two block-traffic hooks run the scripts of the revision that was there
 * before, and do nothing if there is none (D-097); all other events belong to the revision being
 * deployed. In the rollback of a blue/green deployment it is otherwise (see {@link #preview}).
 * Scripts run in the instance's root, unless told otherwise, with the variables of D-092 and those
 * of the instance. What it does about links, interrupted scripts and kept bundles, {@link
 * AgentConformance} says.
 *
 * <p>It is called by a deployment engine directly, as its {@link LifecycleRunner}, or by a {@link
 * PollingAgent} that fetches commands. Every event may be run again after a kill at any point: what
 * was half done is done anew, and the instance ends as if there had been no kill.
 *
 * <p>Safe for several threads, for different instances.
 */
public final class InstanceAgent implements LifecycleRunner {
  private final BundleFetch bundles;
  private final Function<String, InstallPlanReader> plans;
  private final Shell shell;
  private final Scheduler scheduler;
  private final Clock clock;
  private final AgentConformance conformance;
  private final BundleLimits limits;
  private final Function<LifecycleTask, DeploymentSpecification> specifications;
  private final @Nullable AccessControl access;
  private final InstanceFiles files;
  private final Map<String, Instance> instances;

  InstanceAgent(InstanceAgentBuilder builder) {
    this.bundles = Objects.requireNonNull(builder.bundles, "artifacts or bundles is required");
    this.plans = Objects.requireNonNull(builder.plans, "installPlans is required");
    this.shell = Objects.requireNonNull(builder.shell, "shell is required");
    this.scheduler = Objects.requireNonNull(builder.scheduler, "scheduler is required");
    this.clock = Objects.requireNonNull(builder.clock, "clock is required");
    this.conformance = builder.conformance;
    this.limits = builder.limits;
    this.specifications = builder.specifications;
    this.access = builder.access;
    this.files = builder.files;
    this.instances = builder.finishedInstances();
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
    return run(
        new EventRequest(
            specifications.apply(task),
            task.instance(),
            task.event().text(),
            task.revisionSource(),
            task.abandoned()));
  }

  CompletionStage<LifecycleResult> run(EventRequest request) {
    return run(request, bundles);
  }

  CompletionStage<LifecycleResult> run(EventRequest request, BundleFetch fetch) {
    try {
      Instance instance = instance(request.instance());
      InstanceHome home = home(request.instance(), request.specification().groupId());
      return new EventRun(this, request, instance, home, fetch)
          .run()
          .exceptionally(failure -> failed(request, failure));
    } catch (IOException | RuntimeException e) {
      return CompletableFuture.completedFuture(failed(request, e));
    }
  }

  private static LifecycleResult failed(EventRequest request, Throwable failure) {
    Throwable cause = failure;
    while ((cause instanceof CompletionException || cause instanceof UncheckedIOException)
        && cause.getCause() != null) {
      cause = cause.getCause();
    }
    String message = cause.getMessage();
    return LifecycleResult.failed(
        LifecycleErrorCode.UNKNOWN_ERROR,
        request.event() + ": " + (message == null ? cause.toString() : message),
        "");
  }

  /**
   * Says what installing a bundle would do, without doing any of it.
   *
   * <pre>{@code
   * InstallPreview preview = agent.preview("blue-1", specification, unpackedBundle);
   * if (!preview.isPossible()) {
   *   System.out.println(preview);
   * }
   * }</pre>
   *
   * @param instance the instance's id
   * @param specification the deployment that would bring the bundle
   * @param bundle the unpacked bundle, wherever it lies
   * @return what would be removed, created, overwritten and kept, what stands in the way, and whose
   *     hooks would run
   * @throws IOException if the bundle or the instance cannot be read, or the bundle is not safe
   */
  public InstallPreview preview(String instance, DeploymentSpecification specification, Path bundle)
      throws IOException {
    Root root = root(instance);
    BundleCheck.check(bundle, limits);
    return new PreviewMaker(
            InstanceHome.existing(root, specification.groupId(), files), conformance, access)
        .preview(specification, Root.of(bundle, "the bundle"), plans(specification));
  }

  /**
   * The ids of the instances that it looks after.
   *
   * @return a sorted copy
   */
  public Set<String> instances() {
    return new TreeSet<>(instances.keySet());
  }

  Instance instance(String id) throws IOException {
    Instance instance = instances.get(id);
    if (instance == null) {
      throw new IOException("instance \"" + id + "\" is not this agent's; it has " + instances());
    }
    return instance;
  }

  Root root(String id) throws IOException {
    Instance instance = instance(id);
    if (!Files.isDirectory(instance.root())) {
      files.createDirectories(instance.root());
    }
    return Root.of(instance.root(), "the root of instance " + id);
  }

  InstanceHome home(String instance, String groupId) throws IOException {
    return InstanceHome.of(root(instance), groupId, files);
  }

  InstallPlanReader plans(DeploymentSpecification specification) {
    return plans.apply(specification.appSpec());
  }

  HookScripts scripts(EventRequest request, Instance instance, Root bundle, ScriptLog log) {
    return new HookScripts(shell, scheduler, clock, request, instance, bundle, log);
  }

  AgentConformance conformance() {
    return conformance;
  }

  BundleLimits limits() {
    return limits;
  }

  @Nullable AccessControl access() {
    return access;
  }

  InstanceFiles files() {
    return files;
  }
}
