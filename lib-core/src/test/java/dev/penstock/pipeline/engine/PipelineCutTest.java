package dev.penstock.pipeline.engine;

import static dev.penstock.pipeline.engine.TestHost.SCRIPT;
import static dev.penstock.pipeline.engine.TestHost.now;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.journal.FileJournal;
import dev.penstock.pipeline.ActionResult;
import dev.penstock.pipeline.Pipeline;
import dev.penstock.pipeline.execution.PipelineDecider;
import dev.penstock.pipeline.execution.PipelineEvent;
import dev.penstock.pipeline.execution.PipelineHistory;
import dev.penstock.process.Journal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A pipeline whose journal was cut")
class PipelineCutTest {
  private static final int STEP = 197; // prime, so that the cuts fall anywhere within a record

  private static final Pipeline RELEASE =
      Pipeline.builder("release")
          .stage("Build", stage -> stage.action("compile", SCRIPT).action("lint", SCRIPT))
          .stage(
              "Prod",
              stage -> stage.approval("sign-off").action("ship", SCRIPT, ship -> ship.runOrder(2)))
          .build();

  @TempDir Path directory;
  private String segment = "";
  private byte[] whole = {};
  private List<String> expected = List.of();

  @BeforeEach
  void runToTheEnd() throws IOException {
    Path place = Files.createDirectory(directory.resolve("whole"));
    try (FileJournal journal = FileJournal.open(place)) {
      List<String> calls = new ArrayList<>();
      expected = finish(journal, calls);
      assertEquals(List.of("Build/compile/1", "Build/lint/1", "Prod/ship/1"), calls);
    }
    try (Stream<Path> files = Files.list(place)) {
      Path file =
          files.filter(each -> each.toString().endsWith(".journal")).findFirst().orElseThrow();
      segment = file.getFileName().toString();
      whole = Files.readAllBytes(file);
    }
    assertTrue(whole.length > 2_000, "a journal of " + whole.length + " bytes");
  }

  @Test
  @DisplayName("goes on to the same end from many lengths, and runs nothing finished again")
  void manyLengths() throws IOException {
    for (int length = 0; length <= whole.length; length += STEP) {
      resume(length);
    }
    resume(whole.length);
  }

  @Test
  @Tag("thorough")
  @DisplayName("goes on to the same end from every length, and runs nothing finished again")
  void everyLength() throws IOException {
    for (int length = 0; length <= whole.length; length++) {
      resume(length);
    }
  }

  private void resume(int length) throws IOException {
    Path place = Files.createDirectory(directory.resolve("cut-" + length));
    Files.write(place.resolve(segment), Arrays.copyOf(whole, length));
    String when = "after a cut at byte " + length + " of " + whole.length;
    try (FileJournal journal = FileJournal.open(place)) {
      List<PipelineEvent> before = events(journal);
      List<String> calls = new ArrayList<>();
      assertEquals(expected, finish(journal, calls), when);
      assertEquals(new TreeSet<>(calls).size(), calls.size(), when + " each once: " + calls);
      List<PipelineEvent> after = events(journal);
      assertEquals(before, after.subList(0, before.size()), when);
      for (PipelineEvent event : before) {
        if (event instanceof PipelineEvent.ActionSucceeded succeeded) {
          String call = succeeded.key().stage() + "/" + succeeded.key().action() + "/1";
          assertFalse(calls.contains(call), call + " ran again " + when);
        }
      }
    }
  }

  /** Brings the release to its end, whatever is done already, and tells how each action ended. */
  private static List<String> finish(Journal journal, List<String> calls) {
    try (TestHost host =
        new TestHost(
            journal, RELEASE, ActionExecutor.blocking(context -> ActionResult.succeeded()))) {
      now(host.pipeline.start(StartRequest.of("push").withToken("commit-1")));
      Optional<String> token =
          now(host.pipeline.executions()).stream()
              .flatMap(execution -> execution.actions().stream())
              .flatMap(action -> action.approvalToken().stream())
              .findFirst();
      token.ifPresent(open -> now(host.pipeline.approve(open, "ada", "")));
      calls.addAll(host.calls);
      List<String> ends = new ArrayList<>();
      for (PipelineHistory.Execution execution : host.pipeline.history().executions()) {
        ends.add(execution.id() + " " + execution.status());
        execution.actions().forEach(attempt -> ends.add(attempt.key() + " " + attempt.status()));
      }
      return ends;
    }
  }

  private static List<PipelineEvent> events(Journal journal) {
    List<PipelineEvent> events = new ArrayList<>();
    journal
        .open("pipeline/release", PipelineDecider.CODEC)
        .read(0, (sequence, event) -> events.add(event));
    return events;
  }
}
