package dev.penstock.artifact.action;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.artifact.Domain;
import dev.penstock.artifact.PackageCoordinates;
import dev.penstock.artifact.PublishRequest;
import dev.penstock.artifact.Repository;
import dev.penstock.artifact.VersionChange;
import dev.penstock.artifact.VersionEvent;
import dev.penstock.artifact.VersionListener;
import dev.penstock.artifact.VersionStatus;
import dev.penstock.artifact.VersionVerdict;
import dev.penstock.artifact.store.CatalogueKey;
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

  private static void release(Repository repository, String version) throws IOException {
    String looked = repository.forReview().describe(APP.version(version)).revision();
    repository.quarantine().release(APP.version(version), looked, "sam", "looked at it");
  }

  private static void hold(Repository repository, String version) throws IOException {
    repository.quarantine().hold(APP.version(version), "jo", "unknown maintainer");
  }

  @Test
  @DisplayName("starts nothing while a review holds it, and once when it is released")
  void held() throws IOException {
    Domain domain = domain(onPublish(pipeline()));
    Repository releases = domain.createRepository("releases");
    hold(releases, "1.0");
    publish(releases, "1.0");
    releases.mark(APP.version("1.0"), "looked", "no");
    assertEquals(List.of(), deployed);
    assertEquals(0, domain.undeliveredEvents());
    release(releases, "1.0");
    assertEquals(List.of("1.0"), deployed);
    hold(releases, "1.0");
    release(releases, "1.0");
    assertEquals(List.of("1.0"), deployed);
    assertEquals(0, domain.undeliveredEvents());
  }

  @Test
  @DisplayName("that was there for readers before a hold starts nothing at its release")
  void heldLater() throws IOException {
    OpenPipeline pipeline = pipeline();
    Repository releases = domain(onPublish(pipeline)).createRepository("releases");
    publish(releases, "1.0");
    hold(releases, "1.0");
    release(releases, "1.0");
    assertEquals(List.of("1.0"), deployed);
    assertEquals(1, pipeline.history().executions().size());
  }

  @Test
  @DisplayName("starts by its last status: what was unlisted under a hold starts nothing")
  void unlistedMeanwhile() throws IOException {
    Repository releases = domain(onPublish(pipeline())).createRepository("releases");
    hold(releases, "1.0");
    publish(releases, "1.0");
    releases.updateStatus(APP, VersionChange.of("1.0"), VersionStatus.UNLISTED);
    release(releases, "1.0");
    assertEquals(List.of(), deployed);
  }

  @Test
  @DisplayName("starts nothing when it was deleted, or its repository, before the release")
  void deletedMeanwhile() throws IOException {
    Domain domain = domain(onPublish(pipeline()));
    Repository releases = domain.createRepository("releases");
    hold(releases, "1.0");
    publish(releases, "1.0");
    releases.delete(APP, VersionChange.of("1.0"));
    assertTrue(releases.quarantine().forget(APP.version("1.0")));
    hold(releases, "2.0");
    publish(releases, "2.0");
    domain.deleteRepository("releases");
    assertEquals(List.of(), deployed);
    assertEquals(
        List.of(), catalogue.keys(CatalogueKey.of("withheld"), null, 10), "nothing is left over");
    assertEquals(0, domain.undeliveredEvents());
  }

  @Test
  @DisplayName("starts when a hold is forgotten")
  void forgotten() throws IOException {
    Repository releases = domain(onPublish(pipeline())).createRepository("releases");
    hold(releases, "1.0");
    publish(releases, "1.0");
    releases.quarantine().forget(APP.version("1.0"));
    assertEquals(List.of("1.0"), deployed);
  }

  @Test
  @DisplayName("starts nothing while a filter keeps it back, whatever a review says")
  void filtered() throws IOException {
    Repository releases =
        Domain.builder("acme", catalogue, new InMemoryContentStore(), time.clock())
            .filter(
                subject ->
                    subject.version().coordinates().version().equals("bad")
                        ? VersionVerdict.block("known to be bad")
                        : subject.review().isPresent()
                            ? VersionVerdict.ALLOW
                            : VersionVerdict.block("not reviewed"))
            .listener(onPublish(pipeline()))
            .build()
            .createRepository("releases");
    publish(releases, "bad");
    publish(releases, "1.0");
    release(releases, "bad");
    assertEquals(List.of(), deployed);
    release(releases, "1.0");
    assertEquals(List.of("1.0"), deployed);
  }

  @Test
  @DisplayName("starts while it is held if the trigger says so, and then not again")
  void alsoHeld() throws IOException {
    OpenPipeline pipeline = pipeline();
    Repository releases =
        domain(onPublish(pipeline).alsoUnavailable()).createRepository("releases");
    hold(releases, "1.0");
    publish(releases, "1.0");
    assertEquals(List.of("1.0"), deployed);
    release(releases, "1.0");
    assertEquals(1, pipeline.history().executions().size());
    releases.delete(APP, VersionChange.of("1.0"));
    assertEquals(2, pipeline.history().executions().size(), "its last status was Published");
  }

  @Test
  @DisplayName("is told of again until its release is acknowledged, with what readers get")
  void releaseIsToldAgain() throws IOException {
    List<String> heard = new ArrayList<>();
    VersionListener listener =
        new VersionListener() {
          @Override
          public void onChange(VersionEvent event) {
            heard.add(event.sequence() + " " + event.readers().reason());
          }

          @Override
          public void onRelease(VersionEvent event) {
            heard.add("released " + event.sequence() + " " + event.isForReaders());
            if (heard.size() < 4) {
              throw new IllegalStateException("acknowledgement lost");
            }
          }
        };
    Domain domain =
        Domain.builder("acme", catalogue, new InMemoryContentStore(), time.clock())
            .listener(listener)
            .build();
    Repository releases = domain.createRepository("releases");
    hold(releases, "1.0");
    publish(releases, "1.0");
    release(releases, "1.0");
    assertEquals(1, domain.undeliveredEvents());
    assertEquals(0, domain.deliverEvents());
    assertEquals(1, domain.deliverEvents());
    assertEquals(
        List.of(
            "1 held by jo: unknown maintainer",
            "released 1 true",
            "released 1 true",
            "released 1 true"),
        heard);
  }
}
