package dev.penstock.pipeline.engine;

import static dev.penstock.pipeline.engine.TestHost.GIT;
import static dev.penstock.pipeline.engine.TestHost.SCRIPT;
import static dev.penstock.pipeline.engine.TestHost.now;
import static dev.penstock.pipeline.engine.TestHost.rejection;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.penstock.journal.FileJournal;
import dev.penstock.pipeline.ActionResult;
import dev.penstock.pipeline.ArtifactReference;
import dev.penstock.pipeline.ExternalExecution;
import dev.penstock.pipeline.Pipeline;
import dev.penstock.pipeline.RevisionDetails;
import dev.penstock.pipeline.RuleResult;
import dev.penstock.pipeline.RuleType;
import dev.penstock.pipeline.execution.ExecutionStatus;
import dev.penstock.pipeline.execution.PipelineHistory;
import dev.penstock.process.Journal;
import dev.penstock.revision.Digest;
import dev.penstock.source.CommitDetails;
import dev.penstock.source.GitChange;
import dev.penstock.source.GitHost;
import dev.penstock.source.GitRef;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("What executors report")
class LargeReportsTest {
  private static final int HUGE = 17 << 20; // more than a journal in files takes as one event
  private static final RuleType ASK = RuleType.of("Ask");

  private static String excess(long size) {
    return "reported "
        + size
        + " characters in its summary, variables and other texts; allowed: 250000; hand more on as"
        + " an artifact";
  }

  private static String reasonOf(OpenPipeline pipeline) {
    String execution = now(pipeline.start());
    assertEquals(ExecutionStatus.FAILED, now(pipeline.finished(execution)));
    List<PipelineHistory.Attempt> attempts =
        pipeline.history().execution(execution).orElseThrow().actions();
    return attempts.get(attempts.size() - 1).summary();
  }

  @Test
  @DisplayName("fails their action if no journal could keep it, and never gives the pipeline up")
  void actions(@TempDir Path directory) {
    String huge = "x".repeat(HUGE);
    ActionResult[] next = new ActionResult[1];
    Pipeline definition =
        Pipeline.builder("loud")
            .stage("Build", stage -> stage.action("compile", SCRIPT, c -> c.output("jar")))
            .build();
    ArtifactReference far = new ArtifactReference(huge, new Digest("ab".repeat(32)));
    try (Journal journal = FileJournal.open(directory);
        TestHost host =
            new TestHost(
                journal,
                definition,
                context -> {
                  if (next[0] == null) {
                    throw new IllegalStateException(huge);
                  }
                  return CompletableFuture.completedStage(next[0]);
                })) {
      assertEquals(excess(HUGE), reasonOf(host.pipeline));
      for (ActionResult each :
          List.of(
              ActionResult.failed(huge),
              ActionResult.succeeded().withSummary(huge),
              ActionResult.succeeded().withVariable("", huge),
              ActionResult.succeeded().withVariable(huge, ""),
              ActionResult.succeeded().withArtifact("", far),
              ActionResult.succeeded().withExternalExecution(new ExternalExecution("", huge)),
              ActionResult.succeeded()
                  .withRevision("", new RevisionDetails("", "", Optional.empty(), huge)))) {
        next[0] = each;
        assertEquals(excess(HUGE), reasonOf(host.pipeline));
      }
      next[0] = ActionResult.succeeded().withVariable("half \ud83d", "x");
      assertEquals(
          "the name of an output variable, \"half \ud83d\", holds half a surrogate pair",
          reasonOf(host.pipeline));
      ArtifactReference near = new ArtifactReference("here", new Digest("ab".repeat(32)));
      next[0] =
          ActionResult.succeeded()
              .withArtifact("jar", near)
              .withVariable("\ud83d\ude00", "x".repeat(250_000 - 9));
      String execution = now(host.pipeline.start());
      assertEquals(ExecutionStatus.SUCCEEDED, now(host.pipeline.finished(execution)));
    }
  }

  @Test
  @DisplayName("makes their rule fail likewise")
  void rules(@TempDir Path directory) {
    Pipeline definition =
        Pipeline.builder("loud")
            .stage(
                "Build",
                stage -> stage.action("a", SCRIPT).onSuccess(c -> c.rule("ask", ASK, r -> {})))
            .build();
    RuleExecutor loud =
        context -> CompletableFuture.completedStage(RuleResult.succeeded("x".repeat(HUGE)));
    try (Journal journal = FileJournal.open(directory);
        TestHost host =
            new TestHost(
                journal,
                definition,
                context -> CompletableFuture.completedStage(ActionResult.succeeded()),
                engine -> engine.rule(ASK, loud))) {
      String execution = now(host.pipeline.start());
      assertEquals(ExecutionStatus.FAILED, now(host.pipeline.finished(execution)));
      assertEquals(
          "answered with a summary of " + HUGE + " characters; allowed: 250000",
          host.pipeline.history().execution(execution).orElseThrow().rules().get(0).summary());
    }
  }

  @Test
  @DisplayName("is refused where it causes a start, such as a commit with an endless message")
  void changes(@TempDir Path directory) {
    Pipeline definition =
        Pipeline.builder("pushed").stage("Source", stage -> stage.action("fetch", GIT)).build();
    CommitDetails details =
        new CommitDetails("x".repeat(HUGE), "Ada", "ada@example.org", "1", Optional.empty());
    GitChange change =
        new GitChange(
            "fetch",
            "acme/shop",
            GitHost.GITHUB,
            GitRef.branch("main"),
            "c0ffee",
            Optional.of(details));
    try (Journal journal = FileJournal.open(directory);
        TestHost host =
            new TestHost(
                journal,
                definition,
                context -> CompletableFuture.completedStage(ActionResult.succeeded()))) {
      GitChange ofHuge =
          new GitChange(
              "x".repeat(HUGE),
              "acme/shop",
              GitHost.GITHUB,
              GitRef.branch("main"),
              "c0ffee",
              Optional.empty());
      for (GitChange each : List.of(change, ofHuge)) {
        CompletableFuture<String> start =
            host.pipeline.start(StartRequest.of("push").withGitChange(each)).toCompletableFuture();
        assertEquals("pipeline.source-revisions", rejection(start));
      }
      assertEquals(
          ExecutionStatus.SUCCEEDED, now(host.pipeline.finished(now(host.pipeline.start()))));
    }
  }
}
