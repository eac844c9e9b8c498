package dev.penstock.deploy.agent;

import dev.penstock.archive.ExtractionLimits;
import dev.penstock.deploy.DeploymentId;
import dev.penstock.deploy.LifecycleResult;
import dev.penstock.revision.Digest;
import dev.penstock.revision.InstallPlan;
import dev.penstock.revision.Revision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;

/**
 * Installs a bundle on an instance without a deployment engine: all events in a row, as a developer
 * does it to try a bundle out.
 *
 * <pre>{@code
 * LocalDeployment local =
 *     LocalDeployment.builder(agent, "this-host", Path.of("build/bundle"))
 *         .events("ApplicationStop", "DownloadBundle", "Install", "SmokeTest")
 *         .build();
 * local.run().thenAccept(result -> System.out.println(result.isSucceeded()));
 * }</pre>
 *
 * <p>The bundle is a directory, or a tar, tgz or zip archive. The first event that fails ends the
 * run. Each run is a deployment with an id of its own; what is kept on the instance is kept by the
 * group's id, as for deployments of an engine. Immutable; one run at a time for each instance.
 */
public final class LocalDeployment {
  private static final Digest UNCHECKED = new Digest("0".repeat(64));

  private final InstanceAgent agent;
  private final String instance;
  private final Path bundle;
  private final List<String> events;
  private final DeploymentSpecificationBuilder specification;
  private final String groupId;
  private final ExtractionLimits limits;

  LocalDeployment(LocalDeploymentBuilder builder) {
    this.agent = builder.agent;
    this.instance = builder.instance;
    this.bundle = builder.bundle;
    this.events = LocalEvents.completed(builder.events);
    this.groupId = builder.groupId;
    this.specification = builder.specification();
    this.limits = builder.limits;
  }

  /**
   * Starts a configuration.
   *
   * @param agent runs the events
   * @param instance one of the agent's instances
   * @param bundle a directory or an archive
   * @return a builder
   */
  public static LocalDeploymentBuilder builder(InstanceAgent agent, String instance, Path bundle) {
    return new LocalDeploymentBuilder(agent, instance, bundle);
  }

  /**
   * The events that {@link #run} goes through.
   *
   * @return their names in order, with DownloadBundle and Install
   */
  public List<String> events() {
    return List.copyOf(events);
  }

  /**
   * One run.
   *
   * @return completes with how far it came; exceptionally with an {@link IOException} if the bundle
   *     cannot be read, or its hooks and the events do not fit, before any event has run
   */
  public CompletionStage<Result> run() {
    try {
      InstanceHome home = agent.home(instance, groupId);
      DeploymentId id = new DeploymentId("local-" + home.nextRun());
      DeploymentSpecification of =
          specification.deployment(id).revision(new Revision(id.text(), "", UNCHECKED, "")).build();
      Path staged = staged(home, id);
      checkHooks(of, staged);
      BundleFetch fetch =
          (revision, directory, abandoned) -> {
            copy(staged, directory);
            return CompletableFuture.completedFuture(null);
          };
      return run(of, fetch, 0, List.of()).whenComplete((result, failure) -> clear(home, id));
    } catch (IOException | RuntimeException failure) {
      return CompletableFuture.failedFuture(failure);
    }
  }

  /** The bundle as a directory: itself, or unpacked beside the instance's other bundles. */
  private Path staged(InstanceHome home, DeploymentId id) throws IOException {
    if (Files.isDirectory(bundle)) {
      return bundle.toRealPath();
    }
    Path unpacked = home.directory().resolve(id.text() + ".unpacked");
    agent.files().deleteTree(unpacked);
    agent.files().createDirectories(unpacked);
    try {
      BundleType.of(bundle).extract(bundle, unpacked, limits);
    } catch (IOException | RuntimeException failure) {
      agent.files().deleteTree(unpacked);
      throw failure;
    }
    return unpacked;
  }

  private void clear(InstanceHome home, DeploymentId id) {
    try {
      agent.files().deleteTree(home.directory().resolve(id.text() + ".unpacked"));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private void checkHooks(DeploymentSpecification of, Path staged) throws IOException {
    BundleCheck.check(staged, agent.limits());
    InstallPlan plan = agent.plans(of).read(staged);
    List<String> faults = LocalEvents.mismatches(events, new HashSet<>(plan.hooks().keySet()));
    if (!faults.isEmpty()) {
      throw new IOException(String.join("; ", faults));
    }
  }

  private CompletionStage<Result> run(
      DeploymentSpecification of, BundleFetch fetch, int next, List<EventResult> before) {
    if (next == events.size()) {
      return CompletableFuture.completedFuture(new Result(of.deployment(), before));
    }
    String event = events.get(next);
    return agent
        .run(EventRequest.of(of, instance, event, new CompletableFuture<>()), fetch)
        .thenCompose(
            result -> {
              List<EventResult> ended = new ArrayList<>(before);
              ended.add(new EventResult(event, result));
              return result.isSucceeded()
                  ? run(of, fetch, next + 1, ended)
                  : CompletableFuture.completedFuture(new Result(of.deployment(), ended));
            });
  }

  private static void copy(Path source, Path target) throws IOException {
    try (Stream<Path> all = Files.walk(source)) {
      for (Path path : (Iterable<Path>) all::iterator) {
        if (!path.equals(source)) {
          InstanceFiles.PLAIN.copy(path, target.resolve(source.relativize(path)));
        }
      }
    }
  }

  /**
   * How a run ended.
   *
   * @param deployment the id of the run
   * @param events the events that ran, in order; the last one may have failed
   */
  public record Result(DeploymentId deployment, List<EventResult> events) {

    /** Copies the list. */
    public Result {
      Objects.requireNonNull(deployment, "deployment");
      events = List.copyOf(events);
    }

    /**
     * Whether every event succeeded.
     *
     * @return true if none failed
     */
    public boolean isSucceeded() {
      return events.stream().allMatch(each -> each.result().isSucceeded());
    }
  }

  /**
   * How one event of a run ended.
   *
   * @param event the event's name
   * @param result its result
   */
  public record EventResult(String event, LifecycleResult result) {}
}
