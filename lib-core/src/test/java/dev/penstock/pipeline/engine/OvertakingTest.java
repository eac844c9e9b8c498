package dev.penstock.pipeline.engine;

import static dev.penstock.pipeline.engine.TestHost.now;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.penstock.conventions.Covers;
import dev.penstock.engine.RetentionPolicy;
import dev.penstock.journal.InMemoryJournal;
import dev.penstock.pipeline.ExecutionMode;
import dev.penstock.pipeline.Pipeline;
import dev.penstock.pipeline.execution.ExecutionStatus;
import dev.penstock.process.Journal;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Executions of which an update lets the newer come past the older")
class OvertakingTest {
  private static Pipeline shortened(ExecutionMode mode, boolean isShort) {
    Pipeline.Builder pipeline =
        Pipeline.builder("shortened")
            .executionMode(mode)
            .stage("Source", s -> s.action("fetch", TestHost.GIT, f -> f.output("sources")));
    if (!isShort) {
      pipeline.stage("Check", stage -> stage.action("probe", TestHost.SCRIPT));
    }
    return pipeline.stage("Prod", stage -> stage.action("ship", TestHost.SCRIPT)).build();
  }

  /** An older execution in a stage that an update has taken out, and a newer one in the next. */
  private record Overtaking(Releases releases, String older, String newer)
      implements AutoCloseable {

    static Overtaking in(Journal journal, ExecutionMode mode) {
      Releases releases = new Releases(journal, shortened(mode, false), engine -> {});
      String older = releases.start();
      releases.pass(older, Releases.SOURCE);
      now(releases.pipeline.update(shortened(mode, true)));
      String newer = releases.start();
      releases.pass(newer, Releases.SOURCE);
      assertEquals(List.of("Check", "Prod"), stages(releases, older, newer));
      return new Overtaking(releases, older, newer);
    }

    private static List<String> stages(Releases releases, String... executions) {
      return Stream.of(executions).map(each -> releases.view(each).stage().orElseThrow()).toList();
    }

    @Override
    public void close() {
      releases.close();
    }
  }

  @Test
  @DisplayName("release nothing older over something newer that an update let come past")
  @Covers("P-606")
  void olderBehindNewer() {
    for (boolean isOver : List.of(false, true)) {
      for (boolean isGood : List.of(false, true)) {
        try (Overtaking run = Overtaking.in(new InMemoryJournal(), ExecutionMode.SUPERSEDED)) {
          Releases releases = run.releases();
          if (isOver && isGood) {
            releases.pass(run.newer(), Releases.PROD);
          } else if (isOver) {
            releases.fail(run.newer(), Releases.PROD);
          }
          releases.pass(run.older(), "Check/probe/1");
          assertEquals(ExecutionStatus.SUPERSEDED, releases.status(run.older()));
          if (!isOver) {
            releases.pass(run.newer(), Releases.PROD);
          } else if (!isGood) {
            now(releases.pipeline.retry(run.newer(), "Prod")).orThrow();
            releases.pass(run.newer(), "Prod/ship/2");
          }
          assertEquals(ExecutionStatus.SUCCEEDED, releases.status(run.newer()));
          String next = releases.start();
          releases.pass(next, Releases.SOURCE);
          releases.pass(next, Releases.PROD);
          assertEquals(ExecutionStatus.SUCCEEDED, releases.status(next), "who is newer goes on");
        }
      }
    }
  }

  @Test
  @DisplayName("know after a restart who has passed a stage")
  @Covers("P-606")
  void olderBehindNewerAfterRestart() {
    InMemoryJournal journal = new InMemoryJournal();
    String older;
    try (Overtaking run = Overtaking.in(journal, ExecutionMode.SUPERSEDED)) {
      older = run.older();
      run.releases().pass(run.newer(), Releases.PROD);
      now(run.releases().pipeline.compact(RetentionPolicy.compactingAt(2).keepingEnded(0)));
    }
    try (Releases again =
        new Releases(journal, shortened(ExecutionMode.SUPERSEDED, true), engine -> {})) {
      again.pass(older, "Check/probe/1");
      assertEquals(ExecutionStatus.SUPERSEDED, again.status(older));
    }
  }

  @Test
  @DisplayName("let all go on in mode QUEUED, in the order in which they come to a stage")
  @Covers({"P-606", "P-621"})
  void olderBehindNewerInQueue() {
    try (Overtaking run = Overtaking.in(new InMemoryJournal(), ExecutionMode.QUEUED)) {
      Releases releases = run.releases();
      releases.pass(run.older(), "Check/probe/1");
      assertEquals(true, releases.view(run.older()).isWaiting());
      releases.pass(run.newer(), Releases.PROD);
      releases.pass(run.older(), Releases.PROD);
      assertEquals(ExecutionStatus.SUCCEEDED, releases.status(run.newer()));
      assertEquals(ExecutionStatus.SUCCEEDED, releases.status(run.older()));
    }
  }

  @Test
  @DisplayName("count no rollback as newer: who was under way meanwhile goes on")
  @Covers({"P-606", "P-1105"})
  void behindRollback() {
    try (Releases releases = new Releases(ExecutionMode.SUPERSEDED)) {
      String good = releases.release();
      String next = releases.start();
      releases.pass(next, Releases.SOURCE);
      String rollback = now(releases.pipeline.rollBack("Prod", good));
      releases.pass(rollback, Releases.PROD);
      releases.pass(next, Releases.BUILD);
      releases.pass(next, Releases.PROD);
      assertEquals(ExecutionStatus.SUCCEEDED, releases.status(next));
    }
  }
}
