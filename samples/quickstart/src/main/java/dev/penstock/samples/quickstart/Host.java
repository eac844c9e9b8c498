package dev.penstock.samples.quickstart;

import dev.penstock.artifact.Domain;
import dev.penstock.artifact.action.PublishAction;
import dev.penstock.artifact.bundle.BundleTransfer;
import dev.penstock.artifact.store.FileCatalogue;
import dev.penstock.artifact.store.FileContentStore;
import dev.penstock.deploy.ContinueDeploymentAction;
import dev.penstock.deploy.DeployAction;
import dev.penstock.deploy.DeploymentEngine;
import dev.penstock.deploy.OpenGroup;
import dev.penstock.engine.ProcessEngine;
import dev.penstock.engine.Schedulers;
import dev.penstock.journal.FileJournal;
import dev.penstock.pipeline.engine.ActionExecutor;
import dev.penstock.pipeline.engine.OpenPipeline;
import dev.penstock.pipeline.engine.PipelineEngine;
import dev.penstock.process.Scheduler;
import dev.penstock.samples.localhost.GitSourceAction;
import dev.penstock.spec.run.BuildAction;
import java.io.IOException;
import java.time.Clock;

/** The libraries, plugged together with what this machine has. */
final class Host implements AutoCloseable {
  private final Machine machine;
  private final Site site;
  private final ProcessEngine processes;
  private final OpenPipeline pipeline;
  private final OpenGroup staging;
  private final OpenGroup production;

  /** Opens everything; a run that was cut short goes on from here. */
  Host(Machine machine, Site site, Teller teller) throws IOException {
    this.machine = machine;
    this.site = site;
    Workplace place = machine.place();
    Clock clock = machine.clock();
    FileJournal journal = machine.opened(FileJournal.open(place.journal()));
    FileContentStore content = machine.opened(FileContentStore.open(place.content()));
    FileCatalogue catalogue = machine.opened(FileCatalogue.open(place.catalogue()));
    BundleTransfer bundles = new BundleTransfer(content);
    Scheduler scheduler = Schedulers.of(machine.timer(), clock);
    Agents agents = machine.opened(Agents.of(machine, bundles, scheduler));
    processes =
        machine.opened(
            ProcessEngine.builder()
                .journal(journal)
                .executor(machine.pool())
                .scheduler(scheduler)
                .clock(clock)
                .listener(teller)
                .build());
    DeploymentEngine deployments =
        DeploymentEngine.builder(processes, clock)
            .lifecycleRunner(new NotedEvents(agents.queue(), machine.chronicle(), teller))
            .trafficRouter(site.router())
            .alarmSource(site.alarms())
            .build();
    site.alarms().attach(deployments);
    staging = deployments.open(Fleet.staging());
    production = deployments.open(Fleet.production());
    BuildAction builds =
        BuildAction.builder(machine.shell(), place.work("build"), clock)
            .log(context -> line -> machine.log(context.stage() + "/" + context.action(), line))
            .build();
    pipeline =
        PipelineEngine.builder(processes)
            .artifacts(bundles)
            .action(
                ShopPipeline.GIT, noted(new GitSourceAction(machine.shell(), place.work("source"))))
            .action(ShopPipeline.BUILDSPEC, noted(builds))
            .action(ShopPipeline.CHECK, noted(builds))
            .action(
                ShopPipeline.PUBLISH,
                noted(
                    new PublishAction(
                        Domain.builder("acme", catalogue, content, clock)
                            .build()
                            .repositoryOrNew("releases"),
                        place.work("publish"))))
            .action(ShopPipeline.DEPLOY, noted(new DeployAction(deployments)))
            .action(ShopPipeline.CONTINUE, noted(new ContinueDeploymentAction(deployments)))
            .build()
            .open(machine.pipeline());
  }

  private ActionExecutor noted(ActionExecutor executor) {
    return context -> {
      machine.chronicle().note(Chronicle.Kind.ACTION_CALLED, context.key());
      return executor.execute(context);
    };
  }

  OpenPipeline pipeline() {
    return pipeline;
  }

  OpenGroup staging() {
    return staging;
  }

  OpenGroup production() {
    return production;
  }

  Site site() {
    return site;
  }

  @Override
  public void close() {
    processes.close();
    site.close();
    machine.close();
  }
}
