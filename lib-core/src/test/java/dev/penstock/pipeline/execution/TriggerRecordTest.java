package dev.penstock.pipeline.execution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.penstock.pipeline.ActionCategory;
import dev.penstock.pipeline.ActionType;
import dev.penstock.pipeline.Pipeline;
import dev.penstock.process.EncodedEvent;
import dev.penstock.source.Criterion;
import dev.penstock.source.PullRequestEvent;
import dev.penstock.source.Trigger;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The record of a definition with triggers")
class TriggerRecordTest {
  private static final Instant AT = Instant.parse("2026-01-05T09:00:00Z");

  private static Pipeline.Builder pipeline() {
    return Pipeline.builder("checkout")
        .stage(
            "Source",
            stage ->
                stage
                    .action("app", ActionType.of(ActionCategory.SOURCE, "Git"))
                    .action("config", ActionType.of(ActionCategory.SOURCE, "Git")));
  }

  @Test
  @DisplayName("reads as it was written")
  void roundTrip() {
    Pipeline pipeline =
        pipeline()
            .trigger(
                "app",
                trigger ->
                    trigger
                        .push(push -> push.tags(Criterion.including("v*").except("*-rc")))
                        .push(
                            push ->
                                push.branches("main")
                                    .filePaths(new Criterion(List.of(), List.of())))
                        .pullRequest(
                            request ->
                                request
                                    .events(PullRequestEvent.OPEN, PullRequestEvent.CLOSED)
                                    .branches(Criterion.excluding("wip/**"))
                                    .filePaths("src/**"))
                        .pullRequest(request -> {}))
            .trigger(new Trigger("Git", "config", List.of(), List.of()))
            .build();
    PipelineEvent event = new PipelineEvent.PipelineDefined(pipeline, 1, false, 0, 0, AT);
    assertEquals(event, PipelineDecider.CODEC.decode(PipelineDecider.CODEC.encode(event)));
  }

  @Test
  @DisplayName("keeps the branch of a commit, and has none when an older release wrote it")
  void branch() {
    for (SourceOverride override :
        List.of(
            new SourceOverride("app", RevisionType.COMMIT_ID, "c0ffee", Optional.of("cart")),
            new SourceOverride("app", RevisionType.COMMIT_ID, "c0ffee"))) {
      PipelineEvent event =
          new PipelineEvent.ExecutionStarted(
              "id",
              1,
              Map.of(),
              List.of(override),
              Optional.of(TriggerType.WEBHOOK_V2),
              "",
              Optional.empty(),
              Optional.empty(),
              false,
              Optional.empty(),
              Optional.empty(),
              0,
              AT);
      EncodedEvent written = PipelineDecider.CODEC.encode(event);
      assertEquals(event, PipelineDecider.CODEC.decode(written));
      Map<?, ?> revision = (Map<?, ?>) ((List<?>) written.fields().get("revisions")).get(0);
      assertEquals(override.branch().isPresent(), revision.containsKey("branch"));
    }
  }

  @Test
  @DisplayName("has no triggers when it was written by a release without them")
  void older() {
    PipelineEvent event = new PipelineEvent.PipelineDefined(pipeline().build(), 1, false, 0, 0, AT);
    EncodedEvent written = PipelineDecider.CODEC.encode(event);
    Map<?, ?> definition = (Map<?, ?>) new LinkedHashMap<>(written.fields()).get("definition");
    assertFalse(definition.containsKey("triggers"));
    assertEquals(event, PipelineDecider.CODEC.decode(written));
  }
}
