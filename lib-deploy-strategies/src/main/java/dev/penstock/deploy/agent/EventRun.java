package dev.penstock.deploy.agent;

import dev.penstock.deploy.DeploymentId;
import dev.penstock.deploy.LifecycleErrorCode;
import dev.penstock.deploy.LifecycleResult;
import dev.penstock.revision.InstallPlan;
import dev.penstock.revision.InstallPlan.HookScript;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** One lifecycle event on one instance, from its beginning to its result. */
final class EventRun {
  private final InstanceAgent agent;
  private final EventRequest request;
  private final DeploymentSpecification specification;
  private final Instance instance;
  private final InstanceHome home;
  private final BundleFetch fetch;

  EventRun(
      InstanceAgent agent,
      EventRequest request,
      Instance instance,
      InstanceHome home,
      BundleFetch fetch) {
    this.agent = agent;
    this.request = request;
    this.specification = request.specification();
    this.instance = instance;
    this.home = home;
    this.fetch = fetch;
  }

  CompletionStage<LifecycleResult> run() throws IOException {
    CompletionStage<LifecycleResult> result =
        switch (request.event()) {
          case "DownloadBundle" -> download();
          case "Install" -> install();
          default -> runHooks();
        };
    return result.thenApply(this::note);
  }

  /** A revision counts as installed after the event that the conformance names (D-096, D-463). */
  private LifecycleResult note(LifecycleResult result) {
    if (result.isSucceeded() && request.event().equals(agent.conformance().installedAfter())) {
      try {
        home.setInstalled(specification.deployment());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return result;
  }

  private static CompletionStage<LifecycleResult> succeeded() {
    return CompletableFuture.completedFuture(LifecycleResult.succeeded(""));
  }

  /** A bundle appears under its name only when it is complete and checked. */
  private CompletionStage<LifecycleResult> download() throws IOException {
    DeploymentId deployment = specification.deployment();
    if (home.hasBundle(deployment)) {
      downloaded();
      return succeeded();
    }
    Path part = home.partialBundle(deployment);
    home.files().deleteTree(part);
    home.files().deleteTree(home.archive(deployment));
    home.files().createDirectories(part);
    return fetch
        .fetch(specification.revision(), part, request.abandoned())
        .thenApply(
            nothing -> {
              try {
                BundleCheck.check(part, agent.limits());
                home.files().move(part, home.bundle(deployment));
                downloaded();
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
              return LifecycleResult.succeeded("");
            });
  }

  /** The note of what was downloaded is written at the end of the event (D-096). */
  private void downloaded() throws IOException {
    home.setDownloaded(specification.deployment());
    home.retire(specification.deployment(), agent.conformance().mostBundles());
  }

  private CompletionStage<LifecycleResult> install() throws IOException {
    Root bundle = bundleOf(specification.deployment());
    InstallPlan plan = plan(bundle);
    new Installation(home, agent.conformance(), agent.access())
        .install(
            plan, bundle, plan.fileExistsBehavior().orElse(specification.fileExistsBehavior()));
    return succeeded();
  }

  private CompletionStage<LifecycleResult> runHooks() throws IOException {
    Optional<DeploymentId> supplier =
        HookSupplier.on(request.source(), home, specification.deployment());
    if (supplier.isEmpty()) {
      return succeeded();
    }
    Root bundle = bundleOf(supplier.get());
    List<HookScript> scripts = plan(bundle).hooks(request.event());
    if (scripts.isEmpty()) {
      return succeeded();
    }
    home.files().createDirectories(home.deployment(specification.deployment()));
    ScriptLog log = new ScriptLog(home.log(specification.deployment()));
    boolean isInterrupted = home.begin(specification.deployment(), request.event());
    if (isInterrupted && agent.conformance().failsInterruptedScripts()) {
      home.end();
      return CompletableFuture.completedFuture(
          LifecycleResult.failed(
              LifecycleErrorCode.UNKNOWN_ERROR,
              request.event() + ": was cut short by a restart of the agent",
              ""));
    }
    return agent.scripts(request, instance, bundle, log).run(scripts).thenApply(this::ended);
  }

  private LifecycleResult ended(LifecycleResult result) {
    try {
      home.end();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return result;
  }

  private InstallPlan plan(Root bundle) throws IOException {
    return agent.plans(specification).read(bundle.path());
  }

  private Root bundleOf(DeploymentId deployment) throws IOException {
    if (!home.hasBundle(deployment)) {
      throw new IOException("the bundle of deployment " + deployment + " is missing");
    }
    return Root.of(home.bundle(deployment), "the bundle");
  }
}
