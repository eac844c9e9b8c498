package dev.penstock.deploy.agent;

import dev.penstock.deploy.DeploymentId;
import dev.penstock.deploy.LifecycleEvent;
import dev.penstock.deploy.LifecycleResult;
import dev.penstock.deploy.LifecycleTask;
import dev.penstock.pipeline.ArtifactReference;
import dev.penstock.pipeline.engine.ArtifactTransfer;
import dev.penstock.process.simulation.VirtualTime;
import dev.penstock.revision.Digest;
import dev.penstock.revision.FileExistsBehavior;
import dev.penstock.revision.InstallPlan;
import dev.penstock.revision.InstallPlan.FileCopy;
import dev.penstock.revision.InstallPlan.HookScript;
import dev.penstock.revision.InstallPlan.Permission;
import dev.penstock.revision.Revision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** An agent with one instance, whose bundles are directories that a test fills. */
final class Bench {
  final VirtualTime time = VirtualTime.startingAt(Instant.parse("2026-03-02T08:00:00Z"));
  final Path root;
  final Path bundles;
  final Map<String, InstallPlan> plans = new LinkedHashMap<>();
  final CompletableFuture<Void> abandoned = new CompletableFuture<>();
  boolean transferFails;
  int transfers;
  final InstanceAgent agent;

  Bench(Path directory) throws IOException {
    this(directory, agent -> {});
  }

  Bench(Path directory, Consumer<InstanceAgentBuilder> options) throws IOException {
    root = Files.createDirectories(directory.resolve("instance")).toRealPath();
    bundles = Files.createDirectories(directory.resolve("bundles")).toRealPath();
    InstanceAgentBuilder builder =
        InstanceAgent.builder()
            .installPlans(bundle -> planOf(Files.readString(bundle.resolve("revision")).strip()))
            .scheduler(time)
            .clock(time.clock())
            .instance("i-1", root, Map.of("PORT", "8081"));
    options.accept(builder);
    if (builder.shell == null) {
      builder.shell(new LocalShell());
    }
    if (builder.bundles == null) {
      builder.artifacts(new Transfer());
    }
    agent = builder.build();
  }

  private InstallPlan planOf(String revision) throws IOException {
    InstallPlan plan = plans.get(revision);
    if (plan == null) {
      throw new IOException("no plan for " + revision);
    }
    return plan;
  }

  /** Unpacks by copying; a failing transfer leaves half of the work behind. */
  private final class Transfer implements ArtifactTransfer {
    @Override
    public ArtifactReference store(String key, Path directory) {
      throw new UnsupportedOperationException("an agent stores nothing");
    }

    @Override
    public void fetch(ArtifactReference artifact, Path directory) throws IOException {
      transfers++;
      Path source = bundles.resolve(artifact.location());
      try (Stream<Path> all = Files.walk(source)) {
        for (Path path : (Iterable<Path>) all::iterator) {
          if (!path.equals(source)) {
            Files.copy(
                path,
                directory.resolve(source.relativize(path).toString()),
                java.nio.file.StandardCopyOption.COPY_ATTRIBUTES,
                java.nio.file.LinkOption.NOFOLLOW_LINKS);
          }
          if (transferFails && Files.isRegularFile(path)) {
            throw new IOException("connection lost");
          }
        }
      }
    }
  }

  /** Fills a bundle: path to content; a content that begins with #! makes a script. */
  Bench bundle(String revision, String... pathsAndContents) throws IOException {
    Path bundle = Files.createDirectories(bundles.resolve(revision));
    Files.writeString(bundle.resolve("revision"), revision);
    for (int i = 0; i < pathsAndContents.length; i += 2) {
      Path file = bundle.resolve(pathsAndContents[i]);
      Files.createDirectories(file.getParent());
      Files.writeString(file, pathsAndContents[i + 1]);
    }
    plans.put(revision, plan(List.of(), List.of(), Map.of()));
    return this;
  }

  Bench copies(String revision, String... sourcesAndDestinations) {
    List<FileCopy> copies = new ArrayList<>();
    for (int i = 0; i < sourcesAndDestinations.length; i += 2) {
      copies.add(new FileCopy(sourcesAndDestinations[i], sourcesAndDestinations[i + 1]));
    }
    InstallPlan before = plans.getOrDefault(revision, plan(List.of(), List.of(), Map.of()));
    plans.put(revision, plan(copies, before.permissions(), before.hooks()));
    return this;
  }

  Bench permits(String revision, Permission... permissions) {
    InstallPlan before = plans.getOrDefault(revision, plan(List.of(), List.of(), Map.of()));
    plans.put(revision, plan(before.files(), List.of(permissions), before.hooks()));
    return this;
  }

  Bench hook(String revision, LifecycleEvent event, String... locations) {
    return hook(revision, event.text(), locations);
  }

  Bench hook(String revision, String event, String... locations) {
    InstallPlan before = plans.getOrDefault(revision, plan(List.of(), List.of(), Map.of()));
    Map<String, List<HookScript>> hooks = new LinkedHashMap<>(before.hooks());
    hooks.put(
        event,
        Stream.of(locations)
            .map(each -> new HookScript(each, Duration.ofMinutes(5), Optional.empty()))
            .toList());
    plans.put(revision, plan(before.files(), before.permissions(), hooks));
    return this;
  }

  private static InstallPlan plan(
      List<FileCopy> files, List<Permission> permissions, Map<String, List<HookScript>> hooks) {
    return new InstallPlan(files, permissions, hooks, Optional.empty());
  }

  String application = "shop"; // of the group "production"

  LifecycleTask task(
      String deployment, String revision, LifecycleEvent event, FileExistsBehavior behavior) {
    return new LifecycleTask(
        deployment + "/i-1/" + event,
        new DeploymentId(deployment),
        application,
        "production",
        "i-1",
        event,
        new Revision(revision, revision, new Digest("0".repeat(64)), ""),
        behavior,
        false,
        abandoned);
  }

  /** What an agent is told about a deployment of the group "production" whose id is "g-1". */
  static DeploymentSpecificationBuilder specification(String deployment, String revision) {
    return DeploymentSpecification.builder()
        .deployment(new DeploymentId(deployment))
        .groupId("g-1")
        .group("production")
        .application("shop")
        .revision(new Revision(revision, revision, new Digest("0".repeat(64)), ""));
  }

  LifecycleResult run(DeploymentSpecification specification, String event) {
    return agent
        .run(EventRequest.of(specification, "i-1", event, abandoned))
        .toCompletableFuture()
        .join();
  }

  LifecycleResult run(
      String deployment, String revision, LifecycleEvent event, FileExistsBehavior behavior) {
    return agent.run(task(deployment, revision, event, behavior)).toCompletableFuture().join();
  }

  LifecycleResult run(String deployment, String revision, LifecycleEvent event) {
    return run(deployment, revision, event, FileExistsBehavior.DISALLOW);
  }

  /** Downloads and installs; returns the result of Install. */
  LifecycleResult install(String deployment, String revision, FileExistsBehavior behavior) {
    LifecycleResult downloaded = run(deployment, revision, LifecycleEvent.DOWNLOAD_BUNDLE);
    if (!downloaded.isSucceeded()) {
      throw new AssertionError(downloaded);
    }
    return run(deployment, revision, LifecycleEvent.INSTALL, behavior);
  }

  LifecycleResult install(String deployment, String revision) {
    return install(deployment, revision, FileExistsBehavior.DISALLOW);
  }

  /** The files on the instance, the agent's notes left out: path to content. */
  Map<String, String> files() throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(root)) {
      for (Path path : (Iterable<Path>) all::iterator) {
        if (Files.isRegularFile(path) && !path.startsWith(root.resolve(".penstock"))) {
          files.put(root.relativize(path).toString(), Files.readString(path));
        }
      }
    }
    return files;
  }
}
