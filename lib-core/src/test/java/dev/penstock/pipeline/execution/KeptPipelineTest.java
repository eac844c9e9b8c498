package dev.penstock.pipeline.execution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.journal.FileJournal;
import dev.penstock.pipeline.FailureType;
import dev.penstock.pipeline.RevisionDetails;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("The journal of a pipeline that is kept of a release")
class KeptPipelineTest {
  private static final Path KEPT = Path.of("src/test/resources/journals");

  @TempDir Path directory;

  static List<String> releases() throws IOException {
    try (Stream<Path> folders = Files.list(KEPT)) {
      return folders.map(folder -> folder.getFileName().toString()).sorted().toList();
    }
  }

  private List<PipelineEvent> events(String release) throws IOException {
    return events(release, "pipeline", KeptPipeline.STREAM);
  }

  private List<PipelineEvent> events(String release, String folder, String stream)
      throws IOException {
    Path copy = Files.createTempDirectory(directory, folder);
    try (Stream<Path> files = Files.list(KEPT.resolve(release).resolve(folder))) {
      for (Path file : files.toList()) {
        Files.copy(file, copy.resolve(file.getFileName()));
      }
    }
    List<PipelineEvent> events = new ArrayList<>();
    try (FileJournal journal = FileJournal.open(copy)) {
      journal.open(stream, PipelineDecider.CODEC).read(0, (sequence, event) -> events.add(event));
    }
    return events;
  }

  @ParameterizedTest
  @MethodSource("releases")
  @DisplayName("holds every kind of event that there is, after")
  void everyEvent(String release) throws IOException {
    TreeSet<String> missing = new TreeSet<>();
    Arrays.stream(PipelineEvent.class.getPermittedSubclasses())
        .forEach(type -> missing.add(type.getSimpleName()));
    events(release).forEach(event -> missing.remove(event.getClass().getSimpleName()));
    for (String stream : KeptModes.STREAMS) {
      events(release, "modes", stream)
          .forEach(event -> missing.remove(event.getClass().getSimpleName()));
      events(release, "compacted", stream)
          .forEach(event -> missing.remove(event.getClass().getSimpleName()));
    }
    events(release, "causes", KeptCauses.STREAM)
        .forEach(event -> missing.remove(event.getClass().getSimpleName()));
    events(release, "conditions", KeptConditions.STREAM)
        .forEach(event -> missing.remove(event.getClass().getSimpleName()));
    assertEquals(new TreeSet<>(), missing, "write a journal for the new kinds of events");
  }

  @ParameterizedTest
  @MethodSource("releases")
  @DisplayName("folds to the same states if it was compacted, after")
  void compacted(String release) throws IOException {
    try (Stream<Path> files = Files.list(KEPT.resolve(release).resolve("compacted"))) {
      assertTrue(files.anyMatch(file -> file.toString().contains("-")), "one was rewritten");
    }
    for (String stream : KeptModes.STREAMS) {
      List<PipelineEvent> events = events(release, "compacted", stream);
      assertEquals(2, events.size(), stream);
      assertEquals(
          fold(events(release, "modes", stream)).describe(), fold(events).describe(), stream);
    }
  }

  private static PipelineState fold(List<PipelineEvent> events) {
    PipelineDecider decider = new PipelineDecider();
    PipelineState state = decider.initial();
    for (PipelineEvent event : events) {
      state = decider.evolve(state, event);
    }
    return state;
  }

  @ParameterizedTest
  @MethodSource("releases")
  @DisplayName("folds to the same history and state, after")
  void folds(String release) throws IOException {
    PipelineDecider decider = new PipelineDecider();
    PipelineState state = decider.initial();
    PipelineHistory.Reader reader = new PipelineHistory.Reader();
    for (PipelineEvent event : events(release)) {
      state = decider.evolve(state, event);
      reader.add(event);
    }
    List<String> lines = new ArrayList<>();
    for (PipelineHistory.Execution execution : reader.history().executions()) {
      lines.add(
          execution.number()
              + " "
              + execution.status()
              + " "
              + execution.startedAt()
              + " "
              + execution.variables());
      for (PipelineHistory.Attempt attempt : execution.actions()) {
        ActionKey key = attempt.key();
        lines.add(
            ("  " + key.stage() + "/" + key.action() + "/" + key.attempt())
                .concat(" " + attempt.status() + " " + attempt.endedAt().orElseThrow())
                .concat(attempt.revision().isEmpty() ? "" : " " + attempt.revision())
                .concat(attempt.summary().isEmpty() ? "" : " " + attempt.summary())
                .concat(attempt.answeredBy().map(by -> " by " + by).orElse("")));
      }
      assertEquals(execution.status(), state.ended(execution.id()).orElseThrow());
    }
    List<PipelineEffect> open = new ArrayList<>();
    decider.pending(state, open::add);
    assertEquals(List.of(), open);
    assertEquals(EXPECTED, String.join("\n", lines) + "\n");
  }

  @ParameterizedTest
  @MethodSource("releases")
  @DisplayName("of all execution modes folds to the same ends, after")
  void foldsModes(String release) throws IOException {
    List<String> lines = new ArrayList<>();
    for (String stream : KeptModes.STREAMS) {
      PipelineHistory.Reader reader = new PipelineHistory.Reader();
      events(release, "modes", stream).forEach(reader::add);
      lines.add(stream + " " + reader.history().version());
      for (PipelineHistory.Execution execution : reader.history().executions()) {
        lines.add(
            String.format(
                "  %d %s %s v%d %s %s %s %s",
                execution.number(),
                execution.type(),
                execution.status(),
                execution.version(),
                execution.triggerType(),
                execution.revisions(),
                execution.succeededStages(),
                execution.actions().stream()
                    .map(each -> each.key().action() + "/" + each.key().attempt())
                    .toList()));
      }
    }
    assertEquals(MODES, String.join("\n", lines) + "\n");
  }

  @ParameterizedTest
  @MethodSource("releases")
  @DisplayName("of causes tells who and what, after")
  void foldsCauses(String release) throws IOException {
    PipelineHistory.Reader reader = new PipelineHistory.Reader();
    PipelineDecider decider = new PipelineDecider();
    PipelineState state = decider.initial();
    for (PipelineEvent event : events(release, "causes", KeptCauses.STREAM)) {
      reader.add(event);
      state = decider.evolve(state, event);
    }
    List<String> lines = new ArrayList<>();
    for (PipelineHistory.Execution execution : reader.history().executions()) {
      lines.add(
          String.format(
              "%d %s by %s, stopped by %s, retried by %s, %s",
              execution.number(),
              execution.status(),
              execution.startedBy().orElse("?"),
              execution.stoppedBy().orElse("?"),
              execution.retriedBy().orElse("?"),
              execution.artifactRevisions()));
      for (PipelineHistory.Attempt attempt : execution.actions()) {
        lines.add(
            String.format(
                "  %s/%d %s %s %s %s %s",
                attempt.key().action(),
                attempt.key().attempt(),
                attempt.revisionDetails().map(RevisionDetails::url).orElse("-"),
                attempt.externalExecutionId().orElse("-"),
                attempt.externalExecutionUrl().orElse("-"),
                attempt.failureType().map(FailureType::serviceName).orElse("-"),
                attempt.summary()));
      }
    }
    lines.add("targets " + state.rollbackTargets("Prod").size());
    assertEquals(CAUSES, String.join("\n", lines) + "\n");
  }

  private static final String CAUSES =
      """
      1 SUCCEEDED by ada, stopped by ?, retried by ?, []
        fetch/1 https://git/c0ffee - - -\s
        ship/1 - - - -\s
      2 SUCCEEDED by ada, stopped by ?, retried by bob, []
        fetch/1 https://git/c0ffee - - -\s
        ship/1 - d-1 https://fleet/d-1 SystemUnavailable no route
        ship/2 - d-2 - -\s
      3 SUCCEEDED by cleo, stopped by ?, retried by ?, []
        ship/1 - - - -\s
      4 STOPPED by ada, stopped by dan, retried by ?, []
        fetch/1 https://git/c0ffee - - -\s
        ship/1 - - - -\s
      targets 1
      """;

  @ParameterizedTest
  @MethodSource("releases")
  @DisplayName("of conditions folds to the same answers and ends, after")
  void foldsConditions(String release) throws IOException {
    PipelineHistory.Reader reader = new PipelineHistory.Reader();
    events(release, "conditions", KeptConditions.STREAM).forEach(reader::add);
    List<String> lines = new ArrayList<>();
    for (PipelineHistory.Execution execution : reader.history().executions()) {
      lines.add(
          execution.number()
              + " "
              + execution.type()
              + " "
              + execution.status()
              + " "
              + execution.succeededStages()
              + " "
              + execution.actions().stream()
                  .map(each -> each.key().action() + "/" + each.key().attempt())
                  .toList());
      execution
          .rules()
          .forEach(
              rule ->
                  lines.add(
                      "  "
                          + rule.key().condition()
                          + "/"
                          + rule.key().rule()
                          + " "
                          + rule.status()
                          + (rule.summary().isEmpty() ? "" : " " + rule.summary())));
    }
    assertEquals(CONDITIONS, String.join("\n", lines) + "\n");
  }

  private static final String CONDITIONS =
      """
      1 STANDARD IN_PROGRESS [Source, Prod] [fetch/1, ship-a/1, ship-b/1, check/1, tell/1]
        BEFORE_ENTRY/free SUCCEEDED fine
        BEFORE_ENTRY/evening SUCCEEDED the window has opened
        ON_SUCCESS/calm SUCCEEDED fine
      2 STANDARD SUPERSEDED [Source] [fetch/1]
        BEFORE_ENTRY/free FAILED busy
        BEFORE_ENTRY/evening SUCCEEDED the window is open
      3 STANDARD IN_PROGRESS [Source, Prod] [fetch/1, ship-a/1, ship-b/1, ship-b/2, check/1]
        BEFORE_ENTRY/free SUCCEEDED fine
        BEFORE_ENTRY/evening SUCCEEDED the window is open
        ON_SUCCESS/calm ABANDONED
      4 STANDARD FAILED [Source] [fetch/1, ship-a/1, ship-b/1, check/1]
        BEFORE_ENTRY/free SUCCEEDED fine
        BEFORE_ENTRY/evening SUCCEEDED the window is open
        ON_SUCCESS/calm FAILED nobody knows
      5 ROLLBACK STOPPED [] []
        BEFORE_ENTRY/free ABANDONED
        BEFORE_ENTRY/evening SUCCEEDED the window is open
      6 STANDARD FAILED [Source] [fetch/1]
        BEFORE_ENTRY/free ABANDONED
        BEFORE_ENTRY/evening SUCCEEDED the window is open
      """;

  private static final String MODES =
      """
      pipeline/queued 2
        1 STANDARD SUCCEEDED v1 WEBHOOK_V2 {fetch=3f2a} [Source, Prod] [fetch/1, ship/1]
        2 STANDARD FAILED v1 WEBHOOK_V2 {fetch=3f2a} [Source] [fetch/1, ship/1, ship/2]
        3 ROLLBACK SUCCEEDED v1 MANUAL_ROLLBACK {fetch=3f2a} [Prod] [ship/1]
        4 STANDARD CANCELLED v1 WEBHOOK_V2 {fetch=3f2a} [Source] [fetch/1, ship/1]
        5 STANDARD CANCELLED v1 WEBHOOK_V2 {fetch=3f2a} [Source] [fetch/1]
      pipeline/parallel 1
        1 STANDARD STOPPED v1 WEBHOOK_V2 {} [] []
      pipeline/parallel/one 1
        1 STANDARD SUCCEEDED v1 WEBHOOK {fetch=3f2a} [Source, Prod] [fetch/1, ship/1, ship/2]
      """;

  private static final String EXPECTED =
      """
      1 FAILED 2026-11-21T12:01:00.000000001Z {greeting=gr\u00fc\u00dfe}
        Build/compile/1 SUCCEEDED 2026-11-21T12:03:00.000000001Z 3f2a fine
        Build/lint/1 SUCCEEDED 2026-11-21T12:04:00.000000001Z
        Prod/sign-off/1 SUCCEEDED 2026-11-21T12:11:00.000000001Z seen by ada
        Prod/ship/1 FAILED 2026-11-21T12:12:00.000000001Z the host is gone
      2 SUPERSEDED 2026-11-21T12:05:00.000000001Z {greeting=gr\u00fc\u00dfe}
        Build/compile/1 SUCCEEDED 2026-11-21T12:06:00.000000001Z 3f2a fine
        Build/lint/1 SUCCEEDED 2026-11-21T12:07:00.000000001Z
      3 SUCCEEDED 2026-11-21T12:08:00.000000001Z {greeting=gr\u00fc\u00dfe}
        Build/compile/1 SUCCEEDED 2026-11-21T12:09:00.000000001Z 3f2a fine
        Build/lint/1 SUCCEEDED 2026-11-21T12:10:00.000000001Z
        Prod/sign-off/1 FAILED 2026-11-21T12:13:00.000000001Z seen by ada
        Prod/sign-off/2 SUCCEEDED 2026-11-21T12:15:00.000000001Z seen by ada
        Prod/ship/1 SUCCEEDED 2026-11-21T12:16:00.000000001Z shipped
      4 FAILED 2026-11-21T12:17:00.000000001Z {greeting=gr\u00fc\u00dfe}
        Build/compile/1 FAILED 2026-11-21T12:51:00.000000001Z timed out after PT30M
        Build/lint/1 SUCCEEDED 2026-11-21T12:18:00.000000001Z
      5 STOPPED 2026-11-21T12:52:00.000000001Z {greeting=gr\u00fc\u00dfe}
        Build/compile/1 ABANDONED 2026-11-21T12:53:00.000000001Z
        Build/lint/1 ABANDONED 2026-11-21T12:53:00.000000001Z
      """;
}
