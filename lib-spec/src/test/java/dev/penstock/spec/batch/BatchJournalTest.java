package dev.penstock.spec.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.penstock.spec.build.TaskEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** How the events of a batch are written: a promise. */
class BatchJournalTest {

  @Test
  void eachEventIsWrittenAsEver() throws IOException {
    PlannedBuild build =
        new PlannedBuild(
            "docs",
            Optional.of("docs.yml"),
            List.of("jar"),
            true,
            Optional.of("SMALL"),
            Optional.of("mine"),
            Optional.of("img"),
            Optional.of(true),
            Optional.of("LINUX_CONTAINER"),
            Map.of("A", "a"),
            true);
    PlannedBuild jar =
        PlannedBuild.of("jar", Optional.empty(), List.of(), false, TaskEnvironment.NONE, false);
    BatchBuild kept =
        new BatchBuild("jar", BatchBuildStatus.SUCCEEDED, false, "well", Map.of("V", "1"));
    List<BatchEvent> events =
        List.of(
            new BatchEvent.BatchSubmitted(
                new BatchRestrictions(7, List.of("SMALL"), List.of("mine"), true), Plans.NOON),
            new BatchEvent.PlanRequested(Plans.NOON),
            new BatchEvent.PlanAccepted(
                new BatchPlan(List.of(jar, build), true), List.of(kept), Plans.NOON),
            new BatchEvent.PlanRefused("none", Plans.NOON),
            new BatchEvent.BuildStarted("docs", Plans.NOON),
            new BatchEvent.BuildSkipped("docs", "jar failed", Plans.NOON),
            new BatchEvent.BuildEnded(
                "docs", BatchBuildStatus.TIMED_OUT, "late", Map.of("V", "2"), Plans.NOON),
            new BatchEvent.StopOrdered(true, "enough", Plans.NOON),
            new BatchEvent.CombineStarted(Plans.NOON),
            new BatchEvent.ArtifactsCombined(Plans.NOON),
            new BatchEvent.CombiningFailed("no disk", Plans.NOON),
            new BatchEvent.BatchEnded(BatchPhase.STOPPED, "enough", Plans.NOON));
    assertEquals(
        Arrays.stream(BatchEvent.class.getPermittedSubclasses()).collect(Collectors.toSet()),
        events.stream().map(BatchEvent::getClass).collect(Collectors.toSet()));
    assertEquals(
        Files.readString(Path.of("src/test/resources/batch-events.txt")),
        events.stream()
            .map(event -> BatchEngine.CODEC.encode(event).toString())
            .collect(Collectors.joining("\n", "", "\n")));
    for (BatchEvent event : events) {
      assertEquals(event, BatchEngine.CODEC.decode(BatchEngine.CODEC.encode(event)));
    }
  }
}
