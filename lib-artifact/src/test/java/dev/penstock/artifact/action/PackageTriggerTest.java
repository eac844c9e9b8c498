package dev.penstock.artifact.action;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.artifact.Domain;
import dev.penstock.artifact.PackageCoordinates;
import dev.penstock.artifact.PublishRequest;
import dev.penstock.artifact.Repository;
import dev.penstock.artifact.VersionChange;
import dev.penstock.artifact.VersionEvent;
import dev.penstock.artifact.VersionStatus;
import dev.penstock.artifact.store.InMemoryCatalogue;
import dev.penstock.artifact.store.InMemoryContentStore;
import dev.penstock.engine.ProcessEngine;
import dev.penstock.journal.InMemoryJournal;
import dev.penstock.pipeline.ActionCategory;
import dev.penstock.pipeline.ActionResult;
import dev.penstock.pipeline.ActionType;
import dev.penstock.pipeline.Pipeline;
import dev.penstock.pipeline.engine.OpenPipeline;
import dev.penstock.pipeline.engine.PipelineEngine;
import dev.penstock.pipeline.execution.PipelineHistory;
import dev.penstock.pipeline.execution.TriggerType;
import dev.penstock.process.simulation.VirtualTime;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A package that changes")
class PackageTriggerTest {
  private static final PackageCoordinates APP = PackageCoordinates.generic("acme", "app");
  private static final ActionType FETCH = ActionType.of(ActionCategory.BUILD, "Fetch");

  private final VirtualTime time = VirtualTime.startingAt(Instant.parse("2026-01-01T00:00:00Z"));
  private final List<String> deployed = new ArrayList<>();
  private final ProcessEngine processes =
      ProcessEngine.builder()
          .journal(new InMemoryJournal())
          .executor(Runnable::run)
          .scheduler(time)
          .clock(time.clock())
          .build();
  private final InMemoryCatalogue catalogue = new InMemoryCatalogue();

  private OpenPipeline pipeline() {
    return PipelineEngine.builder(processes)
        .action(
            FETCH,
            context -> {
              deployed.add(context.configuration("Version"));
              return CompletableFuture.completedStage(ActionResult.succeeded());
            })
        .build()
        .open(
            Pipeline.builder("deploy")
                .variable("Version", "none")
                .stage(
                    "Deploy",
                    stage ->
                        stage.action(
                            "fetch",
                            FETCH,
                            fetch -> fetch.configuration("Version", "#{variables.Version}")))
                .build());
  }

  private Domain domain(PackageTrigger trigger) {
    return Domain.builder("acme", catalogue, new InMemoryContentStore(), time.clock())
        .listener(trigger)
        .build();
  }

  private static PackageTrigger onPublish(OpenPipeline pipeline) {
    return PackageTrigger.of(pipeline)
        .when(
            event -> event.status() == VersionStatus.PUBLISHED && event.changes().isStatusChanged())
        .variables(event -> Map.of("Version", event.version().version()))
        .patience(Duration.ofSeconds(5));
  }

  private static void publish(Repository repository, String version) throws IOException {
    repository.publish(
        PublishRequest.of(APP.version(version), "a"), new ByteArrayInputStream(new byte[] {1}));
  }

  @AfterEach
  void close() {
    processes.close();
  }

  @Test
  @DisplayName("starts a pipeline with what has changed, once for each event")
  void starts() throws IOException {
    OpenPipeline pipeline = pipeline();
    PackageTrigger trigger = onPublish(pipeline);
    Domain domain = domain(trigger);
    Repository releases = domain.createRepository("releases");
    publish(releases, "1.0");
    publish(releases, "1.0");
    releases.updateStatus(APP, VersionChange.of("1.0"), VersionStatus.UNLISTED);
    publish(releases, "2.0");
    assertEquals(List.of("1.0", "2.0"), deployed);
    List<PipelineHistory.Execution> executions = pipeline.history().executions();
    assertEquals(2, executions.size());
    assertTrue(
        executions.stream().allMatch(each -> each.triggerType() == TriggerType.CLOUD_WATCH_EVENT));
    assertTrue(
        executions.stream()
            .map(PipelineHistory.Execution::trigger)
            .toList()
            .contains("releases/generic/acme/app/1.0 is Published as no. 1"));
    assertEquals(0, domain.undeliveredEvents());
  }

  @Test
  @DisplayName("starts nothing twice when its event is told again")
  void repeated() throws IOException {
    OpenPipeline pipeline = pipeline();
    PackageTrigger trigger = onPublish(pipeline);
    List<VersionEvent> heard = new ArrayList<>();
    Domain domain =
        Domain.builder("acme", catalogue, new InMemoryContentStore(), time.clock())
            .listener(
                event -> {
                  heard.add(event);
                  trigger.onChange(event);
                  if (heard.size() == 1) {
                    throw new IllegalStateException("acknowledgement lost");
                  }
                })
            .build();
    publish(domain.createRepository("releases"), "1.0");
    assertEquals(1, domain.undeliveredEvents());
    assertEquals(1, domain.deliverEvents());
    assertEquals(2, heard.size());
    assertEquals(List.of("1.0"), deployed);
  }

  @Test
  @DisplayName("is told of if the pipeline refuses, and is over then")
  void refused() throws IOException {
    List<String> refusals = new ArrayList<>();
    PackageTrigger trigger =
        onPublish(pipeline())
            .variables(event -> Map.of("Unknown", "x"))
            .onRefusal((event, reason) -> refusals.add(event.version().version()));
    Domain domain = domain(trigger);
    publish(domain.createRepository("releases"), "1.0");
    assertEquals(List.of("1.0"), refusals);
    assertEquals(0, domain.undeliveredEvents());
    assertEquals(List.of(), deployed);
  }

  @Test
  @DisplayName("waits for the next delivery while the pipeline cannot be started")
  void broken() throws IOException {
    PackageTrigger trigger = onPublish(pipeline());
    Domain domain = domain(trigger);
    Repository releases = domain.createRepository("releases");
    processes.close();
    publish(releases, "1.0");
    assertEquals(1, domain.undeliveredEvents());
    assertTrue(
        domain
            .deliveryFailure()
            .map(Exception::getMessage)
            .orElse("")
            .startsWith("pipeline deploy could not be started for generic/acme/app/1.0"));
  }
}
