package dev.penstock.pipeline.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.penstock.conventions.Covers;
import dev.penstock.engine.ProcessEngine;
import dev.penstock.journal.InMemoryJournal;
import dev.penstock.pipeline.ActionCategory;
import dev.penstock.pipeline.ActionResult;
import dev.penstock.pipeline.ActionType;
import dev.penstock.pipeline.ArtifactReference;
import dev.penstock.pipeline.EncryptionKey;
import dev.penstock.pipeline.ExecutionMode;
import dev.penstock.pipeline.FailureType;
import dev.penstock.pipeline.Pipeline;
import dev.penstock.pipeline.RevisionDetails;
import dev.penstock.pipeline.engine.ActionExecutor;
import dev.penstock.pipeline.engine.OpenPipeline;
import dev.penstock.pipeline.engine.PipelineEngine;
import dev.penstock.pipeline.execution.ExecutionStatus;
import dev.penstock.pipeline.execution.PipelineHistory.Attempt;
import dev.penstock.process.Journal;
import dev.penstock.process.simulation.VirtualTime;
import dev.penstock.revision.Digest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Jobs for workers")
class JobQueueTest {
  private static final Instant START = Instant.parse("2026-01-05T09:00:00Z");
  private static final ActionType GIT = ActionType.of(ActionCategory.SOURCE, "Git");
  private static final ActionType JENKINS = ActionType.of(ActionCategory.BUILD, "Jenkins");
  private static final ArtifactReference CODE =
      new ArtifactReference("s3://store/code", new Digest("ab".repeat(32)));
  private static final ArtifactReference JAR =
      new ArtifactReference("s3://store/jar", new Digest("cd".repeat(32)));
  private static final JobResources RESOURCES =
      new JobResources(
          Map.of("jar", "s3://store/new"),
          new JobCredentials(Map.of("accessKeyId", "AKIA-very-secret")),
          Optional.of(new EncryptionKey("key-1", EncryptionKey.KMS)));

  private final Journal journal = new InMemoryJournal();
  private VirtualTime time = VirtualTime.startingAt(START);
  private ProcessEngine processes = processes();
  private JobQueue jobs = new JobQueue(context -> RESOURCES);
  private ExecutionMode mode = ExecutionMode.SUPERSEDED;
  private OpenPipeline pipeline = open();

  private ProcessEngine processes() {
    return ProcessEngine.builder()
        .journal(journal)
        .executor(Runnable::run)
        .scheduler(time)
        .clock(time.clock())
        .build();
  }

  private OpenPipeline open() {
    return PipelineEngine.builder(processes)
        .action(
            GIT,
            ActionExecutor.blocking(
                context ->
                    ActionResult.succeeded()
                        .withVariable("Id", "c0ffee")
                        .withArtifact("code", CODE)))
        .action(JENKINS, jobs)
        .build()
        .open(
            Pipeline.builder("shop")
                .executionMode(mode)
                .stage(
                    "Source",
                    stage -> stage.action("fetch", GIT, a -> a.output("code").namespace("src")))
                .stage(
                    "Build",
                    stage ->
                        stage.action(
                            "compile",
                            JENKINS,
                            compile ->
                                compile
                                    .input("code")
                                    .output("jar")
                                    .configuration("ProjectName", "shop-#{src.Id}")
                                    .timeout(Duration.ofHours(1))))
                .build());
  }

  private void restart() {
    processes.close();
    time = VirtualTime.startingAt(time.now());
    processes = processes();
    jobs = new JobQueue(context -> RESOURCES);
    pipeline = open();
  }

  @AfterEach
  void close() {
    processes.close();
  }

  private static <T> T now(CompletionStage<T> stage) {
    return stage.toCompletableFuture().getNow(null);
  }

  private List<Job> poll() {
    return jobs.poll(JENKINS, 10, Map.of(), time.now());
  }

  private static String said(CompletionStage<JobAnswer> answer) {
    return now(answer)
        .fold(
            heard -> heard.status().serviceName() + (heard.isChanged() ? "" : " before"),
            refused -> refused.rejection().toString());
  }

  private Job taken() {
    Job job = poll().get(0);
    assertEquals("InProgress", said(jobs.acknowledge(job.id(), job.nonce())));
    return job;
  }

  private String status(Job job) {
    return jobs.job(job.id()).orElseThrow().status().serviceName();
  }

  private Attempt compile(String execution) {
    return pipeline.history().execution(execution).orElseThrow().actions().get(1);
  }

  private ExecutionStatus status(String execution) {
    return pipeline.history().execution(execution).orElseThrow().status();
  }

  @Test
  @DisplayName("are of seven statuses, and go from one to the next")
  @Covers("P-908")
  void statuses() {
    assertEquals(
        List.of("Created", "Queued", "Dispatched", "InProgress", "TimedOut", "Succeeded", "Failed"),
        Arrays.stream(JobStatus.values()).map(JobStatus::serviceName).toList());
    assertEquals(
        List.of(JobStatus.TIMED_OUT, JobStatus.SUCCEEDED, JobStatus.FAILED),
        Arrays.stream(JobStatus.values()).filter(JobStatus::isEnded).toList());
    StringBuilder created = new StringBuilder();
    jobs =
        new JobQueue(
            context -> {
              created.append(jobs.job(QueuedJob.idOf(context.key())).orElseThrow().status());
              return JobResources.NONE;
            });
    processes.close();
    processes = processes();
    pipeline = open();
    String execution = now(pipeline.start());
    assertEquals("CREATED", created.toString());
    String id = QueuedJob.idOf(execution + "/Build/compile/1");
    assertEquals(JobStatus.QUEUED, jobs.job(id).orElseThrow().status());
    Job job = poll().get(0);
    assertEquals(id, job.id());
    assertEquals("Dispatched", status(job));
    now(jobs.acknowledge(job.id(), job.nonce()));
    assertEquals("InProgress", status(job));
    now(jobs.succeed(job.id(), JobSuccess.done().withArtifact("jar", JAR)));
    assertEquals("Succeeded", status(job));

    now(pipeline.start());
    Job failing = taken();
    now(jobs.fail(failing.id(), new JobFailure(FailureType.JOB_FAILED, "2 tests failed")));
    assertEquals("Failed", status(failing));

    now(pipeline.start());
    Job late = poll().get(0);
    time.advance(Duration.ofHours(1));
    assertEquals("TimedOut", status(late));
  }

  @Test
  @DisplayName("are offered, won by one acknowledgement with the offer's nonce, and reported")
  @Covers("P-1321")
  void acknowledged() {
    assertEquals(List.of(), poll());
    String execution = now(pipeline.start());
    assertEquals(List.of(), jobs.poll(GIT, 10, Map.of(), time.now()));
    Job job = poll().get(0);
    assertEquals(List.of(), poll(), "it is offered to one");
    assertEquals(
        "the job is Dispatched; acknowledge it first [job.invalid-state]",
        said(jobs.succeed(job.id(), JobSuccess.done())));
    assertEquals(
        "the nonce is not that of the newest offer [job.invalid-nonce]",
        said(jobs.acknowledge(job.id(), "x")));
    assertEquals("InvalidNonceException", JobRejection.INVALID_NONCE.exception());
    assertEquals("InProgress", said(jobs.acknowledge(job.id(), job.nonce())));
    assertEquals("InProgress before", said(jobs.acknowledge(job.id(), job.nonce())));
    time.advance(Duration.ofMinutes(2));
    assertEquals(List.of(), poll(), "a worker has it");
    JobSuccess success = JobSuccess.done().withArtifact("jar", JAR);
    assertEquals("Succeeded", said(jobs.succeed(job.id(), success)));
    assertEquals(ExecutionStatus.SUCCEEDED, status(execution));
    assertEquals("Succeeded before", said(jobs.succeed(job.id(), success)));
    assertEquals("Succeeded before", said(jobs.acknowledge(job.id(), job.nonce())));
    assertEquals(
        "the job has ended before, as Succeeded [job.invalid-state]",
        said(jobs.fail(job.id(), new JobFailure(FailureType.JOB_FAILED, "late"))));
    assertEquals(
        "no job x is known; remembered are the last 1000 that ended [job.unknown]",
        said(jobs.succeed("x", success)));
    assertEquals("JobNotFoundException", JobRejection.UNKNOWN.exception());
    assertEquals("InvalidJobStateException", JobRejection.INVALID_STATE.exception());
    assertEquals("ValidationException", JobRejection.INVALID.exception());
  }

  @Test
  @DisplayName("are offered again with another nonce if nobody has acknowledged them for a minute")
  @Covers("P-1321")
  void offeredAgain() {
    now(pipeline.start());
    Job first = poll().get(0);
    time.advance(Duration.ofSeconds(59));
    assertEquals(List.of(), poll());
    time.advance(Duration.ofSeconds(1));
    Job second = poll().get(0);
    assertEquals(first.id(), second.id());
    assertNotEquals(first.nonce(), second.nonce());
    assertEquals(
        "the nonce is not that of the newest offer [job.invalid-nonce]",
        said(jobs.acknowledge(first.id(), first.nonce())));
    assertEquals("InProgress", said(jobs.acknowledge(second.id(), second.nonce())));
    assertEquals(
        "most: 0 is out of range; allowed: 1 and above",
        assertThrows(
                IllegalArgumentException.class, () -> jobs.poll(JENKINS, 0, Map.of(), time.now()))
            .getMessage());
  }

  @Test
  @DisplayName("are dropped once nobody waits for a worker that took one and never reported")
  @Covers("P-908")
  void workerIsGone() {
    String execution = now(pipeline.start());
    Job job = taken();
    time.advance(Duration.ofHours(1));
    assertEquals(List.of(), poll());
    assertEquals("InProgress", status(job), "it was asked to stop and may report");
    time.advance(Duration.ofMinutes(1));
    assertEquals(ExecutionStatus.FAILED, status(execution));
    assertEquals(List.of(), poll());
    assertEquals("TimedOut", status(job));
    assertEquals(
        "the job has ended before, as TimedOut [job.invalid-state]",
        said(jobs.succeed(job.id(), JobSuccess.done().withArtifact("jar", JAR))));
  }

  @Test
  @DisplayName("are offered the oldest first, and no more than a worker wants")
  @Covers("P-1321")
  void inTurn() {
    mode = ExecutionMode.PARALLEL;
    restart();
    List<String> executions = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      executions.add(now(pipeline.start()));
    }
    List<String> offered = new ArrayList<>();
    for (int most : List.of(1, 2, 3)) {
      List<Job> some = jobs.poll(JENKINS, most, Map.of(), time.now());
      assertEquals(Math.min(most, 4 - offered.size()), some.size());
      some.forEach(job -> offered.add(job.execution()));
    }
    assertEquals(executions, offered);
  }

  @Test
  @DisplayName("tell their type, configuration, place, artifacts, credentials and key")
  @Covers("P-1322")
  void data() {
    String execution = now(pipeline.start());
    Job job = poll().get(0);
    assertEquals(
        new Job(
            job.id(),
            job.nonce(),
            JENKINS,
            Map.of("ProjectName", "shop-c0ffee"),
            "shop",
            "Build",
            "compile",
            execution,
            execution + "/Build/compile/1",
            Map.of("code", CODE),
            List.of("jar"),
            RESOURCES,
            Optional.empty()),
        job);
    assertFalse(job.toString().contains("AKIA-very-secret"), job::toString);
  }

  @Test
  @DisplayName("are offered again with what their worker wants to remember, until it is done")
  @Covers({"P-540", "P-1322", "P-1323"})
  void continued() {
    String execution = now(pipeline.start());
    Job job = taken();
    assertEquals(
        "Queued",
        said(
            jobs.succeed(
                job.id(),
                JobSuccess.continuing("t".repeat(2_048)).withDetails("halfway", "b-7", 50))));
    assertEquals(ExecutionStatus.IN_PROGRESS, status(execution));
    JobView view = jobs.job(job.id()).orElseThrow();
    assertEquals(
        "halfway b-7 50",
        view.summary() + " " + view.externalExecutionId() + " " + view.percentComplete());
    assertEquals(
        "the nonce is not that of the newest offer [job.invalid-nonce]",
        said(jobs.acknowledge(job.id(), job.nonce())));
    restart();
    Job again = taken();
    assertEquals(job.id(), again.id());
    assertEquals(Optional.of("t".repeat(2_048)), again.continuationToken());
    for (String token : List.of("", "t".repeat(2_049))) {
      assertEquals(
          "a continuation token of "
              + token.length()
              + " characters; allowed: 1 to 2048 [job.invalid]",
          said(jobs.succeed(job.id(), JobSuccess.continuing(token))));
    }
    assertEquals(
        "Succeeded", said(jobs.succeed(job.id(), JobSuccess.done().withArtifact("jar", JAR))));
    assertEquals(ExecutionStatus.SUCCEEDED, status(execution));
  }

  @Test
  @DisplayName("take output variables with the last report only")
  @Covers({"P-540", "P-1324"})
  void variables() {
    String execution = now(pipeline.start());
    Job job = taken();
    assertEquals(
        "output variables beside a continuation token; report them with the last success"
            + " [job.invalid]",
        said(
            jobs.succeed(
                job.id(), JobSuccess.continuing("more").withOutputVariable("version", "1"))));
    assertEquals(
        "output artifacts beside a continuation token; report them with the last success"
            + " [job.invalid]",
        said(jobs.succeed(job.id(), JobSuccess.continuing("more").withArtifact("jar", JAR))));
    now(
        jobs.succeed(
            job.id(),
            JobSuccess.done().withOutputVariable("version", "1").withArtifact("jar", JAR)));
    assertEquals(Map.of("version", "1"), compile(execution).outputVariables());
  }

  @Test
  @DisplayName("succeed with a revision and details of the work, within their lengths")
  @Covers("P-1325")
  void details() {
    String execution = now(pipeline.start());
    Job job = taken();
    RevisionDetails details =
        new RevisionDetails("etag", "Add the cart", Optional.of(START), "https://git/c0ffee");
    JobSuccess good =
        JobSuccess.done()
            .withArtifact("jar", JAR)
            .withCurrentRevision("r".repeat(1_500), details)
            .withDetails("s".repeat(2_048), "i".repeat(1_500), 100);
    assertEquals(
        "101 percent complete; allowed: 0 to 100 [job.invalid]",
        said(jobs.succeed(job.id(), good.withDetails("", "", 101))));
    assertEquals(
        "-1 percent complete; allowed: 0 to 100 [job.invalid]",
        said(jobs.succeed(job.id(), good.withDetails("", "", -1))));
    assertEquals(
        "a summary of 2049 characters; allowed: 0 to 2048 [job.invalid]",
        said(jobs.succeed(job.id(), good.withDetails("s".repeat(2_049), "", 1))));
    assertEquals(
        "an external id of 1501 characters; allowed: 0 to 1500 [job.invalid]",
        said(jobs.succeed(job.id(), good.withDetails("", "i".repeat(1_501), 1))));
    assertEquals(
        "a revision of 1501 characters; allowed: 0 to 1500 [job.invalid]",
        said(jobs.succeed(job.id(), good.withCurrentRevision("r".repeat(1_501), details))));
    assertEquals("Succeeded", said(jobs.succeed(job.id(), good)));
    Attempt compile = compile(execution);
    assertEquals("s".repeat(2_048), compile.summary());
    assertEquals(Optional.of("i".repeat(1_500)), compile.externalExecutionId());
    assertEquals("r".repeat(1_500), compile.revision());
    assertEquals(Optional.of(details), compile.revisionDetails());
    assertEquals(100, jobs.job(job.id()).orElseThrow().percentComplete());
  }

  @Test
  @DisplayName(
      "fail with a type, a message of up to 5000 characters, and what it is called outside")
  @Covers("P-1326")
  void failures() {
    String execution = now(pipeline.start());
    Job job = taken();
    assertEquals(
        "a message of 5001 characters; allowed: 0 to 5000 [job.invalid]",
        said(jobs.fail(job.id(), new JobFailure(FailureType.JOB_FAILED, "m".repeat(5_001)))));
    assertEquals(
        "a message of 0 characters; allowed: 1 to 5000 [job.invalid]",
        said(jobs.fail(job.id(), new JobFailure(FailureType.JOB_FAILED, ""))));
    assertEquals(
        "an external id of 1501 characters; allowed: 0 to 1500 [job.invalid]",
        said(jobs.fail(job.id(), new JobFailure(FailureType.JOB_FAILED, "m", "i".repeat(1_501)))));
    JobFailure failure =
        new JobFailure(FailureType.REVISION_UNAVAILABLE, "m".repeat(5_000), "build-7");
    assertEquals("Failed", said(jobs.fail(job.id(), failure)));
    assertEquals("Failed before", said(jobs.fail(job.id(), failure)));
    assertEquals(ExecutionStatus.FAILED, status(execution));
    Attempt compile = compile(execution);
    assertEquals("m".repeat(5_000), compile.summary());
    assertEquals(Optional.of(FailureType.REVISION_UNAVAILABLE), compile.failureType());
    assertEquals(Optional.of("build-7"), compile.externalExecutionId());
  }

  @Test
  @DisplayName("are asked for by their queryable property, and not offered if they do not fit")
  @Covers({"P-1321", "P-1327"})
  void declared() {
    CustomActionType.Artifacts one = new CustomActionType.Artifacts(1, 1);
    jobs.declare(
        new CustomActionType(
            JENKINS, List.of(ConfigurationProperty.of("ProjectName").queryable()), one, one, ""));
    now(pipeline.start());
    assertEquals(List.of(), jobs.poll(JENKINS, 1, Map.of("ProjectName", "other"), time.now()));
    assertEquals(1, jobs.poll(JENKINS, 1, Map.of("ProjectName", "shop-c0ffee"), time.now()).size());
    jobs = new JobQueue(context -> RESOURCES);
    jobs.declare(
        new CustomActionType(JENKINS, List.of(), one, new CustomActionType.Artifacts(0, 0), ""));
    processes.close();
    processes = processes();
    pipeline = open();
    String execution = pipeline.history().executions().get(0).id();
    assertEquals(List.of(), poll());
    assertEquals(
        "configuration \"ProjectName\" is not declared; 1 output artifacts; allowed: 0 to 0",
        compile(execution).summary());
    assertEquals(Optional.of(FailureType.CONFIGURATION_ERROR), compile(execution).failureType());
  }

  @Test
  @DisplayName("stay with the worker that has them, over restarts")
  @Covers("P-1321")
  void afterARestart() {
    String execution = now(pipeline.start());
    Job job = taken();
    restart();
    assertEquals(List.of(), poll());
    assertEquals("InProgress", status(job));
    assertEquals(
        "Succeeded", said(jobs.succeed(job.id(), JobSuccess.done().withArtifact("jar", JAR))));
    assertEquals(ExecutionStatus.SUCCEEDED, status(execution));
  }

  @Test
  @DisplayName(
      "that nobody has end at once when their action is to stop; a worker may finish its own")
  void stops() {
    String waiting = now(pipeline.start());
    Job offered = poll().get(0);
    now(pipeline.stop(waiting, "enough"));
    assertEquals(ExecutionStatus.STOPPED, status(waiting));
    assertEquals("no worker had taken the job", compile(waiting).summary());
    assertEquals("TimedOut before", said(jobs.acknowledge(offered.id(), offered.nonce())));

    String running = now(pipeline.start());
    Job job = taken();
    assertFalse(jobs.job(job.id()).orElseThrow().isToStop());
    now(pipeline.stop(running, "enough"));
    assertEquals(true, jobs.job(job.id()).orElseThrow().isToStop());
    assertEquals(ExecutionStatus.STOPPING, status(running));
    now(jobs.succeed(job.id(), JobSuccess.done().withArtifact("jar", JAR)));
    assertEquals(ExecutionStatus.STOPPED, status(running));
    assertEquals("SUCCEEDED", compile(running).status().toString());
  }

  @Test
  @DisplayName("of a source start an execution for each revision that is new")
  @Covers("P-1329")
  void pushedRevisions() {
    var first = now(pipeline.putRevision("fetch", "c0ffee", "monday"));
    assertEquals(true, first.isNew());
    var again = now(pipeline.putRevision("fetch", "c0ffee", "monday"));
    assertEquals(false, again.isNew());
    assertEquals(first.execution(), again.execution());
    var changed = now(pipeline.putRevision("fetch", "c0ffee", "tuesday"));
    assertEquals(true, changed.isNew());
    var other = now(pipeline.putRevision("fetch", "beef", "tuesday"));
    assertEquals(true, other.isNew());
    assertEquals(3, pipeline.history().executions().size());
    assertEquals(
        "PutActionRevision",
        pipeline.history().execution(other.execution()).orElseThrow().triggerType().serviceName());
    restart();
    assertEquals(false, now(pipeline.putRevision("fetch", "beef", "tuesday")).isNew());
    assertEquals(
        "a change identifier of 101 characters; allowed: 0 to 100",
        assertThrows(
                IllegalArgumentException.class,
                () -> pipeline.putRevision("fetch", "beef", "x".repeat(101)))
            .getMessage());
  }
}
