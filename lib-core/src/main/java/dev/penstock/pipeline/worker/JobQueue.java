package dev.penstock.pipeline.worker;

import dev.penstock.pipeline.ActionResult;
import dev.penstock.pipeline.ActionType;
import dev.penstock.pipeline.ExternalExecution;
import dev.penstock.pipeline.FailureType;
import dev.penstock.pipeline.engine.ActionContext;
import dev.penstock.pipeline.engine.ActionExecutor;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Has actions carried out by workers that ask for them (P-1321).
 *
 * <pre>{@code
 * JobQueue jobs = new JobQueue(context -> JobResources.NONE);
 * PipelineEngine engine = PipelineEngine.builder(processes).action(JENKINS, jobs).build();
 * // what a host's endpoints do for a worker:
 * Job job = jobs.poll(JENKINS, 1, Map.of("ProjectName", "shop"), clock.instant()).get(0);
 * jobs.acknowledge(job.id(), job.nonce());
 * jobs.succeed(job.id(), JobSuccess.done().withOutputVariable("version", "1.4.0"));
 * }</pre>
 *
 * <p>A job that is offered and not acknowledged within a minute is offered to others. An action
 * that is to stop, or takes too long, while no worker has it fails at once; a worker that has it
 * sees that in {@link #job} and may finish or fail. The last 1,000 jobs that ended are remembered.
 * What workers ask for and report is remembered of jobs alone; declarations are kept as long as the
 * queue, withdrawn ones too (P-1328), so declare for those who define pipelines, not for workers.
 *
 * <p>Safe for several threads. Answers complete once what was told is durable.
 */
public final class JobQueue implements ActionExecutor {
  private static final int REMEMBERED = 1_000;

  private final Function<? super ActionContext, JobResources> resources;
  private final Map<String, QueuedJob> jobs = new LinkedHashMap<>(); // guarded by this
  private final Map<String, JobView> ended = remembering(); // guarded by this
  private final Map<ActionType, CustomActionType> declared = new HashMap<>(); // guarded by this
  private final Map<ActionType, CustomActionType> withdrawn = new HashMap<>(); // guarded by this

  /**
   * A queue without jobs.
   *
   * @param resources what the host gives workers of an action; called when the action starts
   */
  public JobQueue(Function<? super ActionContext, JobResources> resources) {
    this.resources = Objects.requireNonNull(resources, "resources");
  }

  /**
   * Declares what workers need of a type: actions that do not fit fail before they are offered.
   *
   * @param type the declaration
   * @throws IllegalArgumentException if the type is declared otherwise, or was before it was
   *     withdrawn (P-1328); then choose another version
   */
  public synchronized void declare(CustomActionType type) {
    CustomActionType before =
        declared.getOrDefault(type.type(), withdrawn.getOrDefault(type.type(), type));
    if (!before.equals(type)) {
      throw new IllegalArgumentException(
          type.type()
              + " of version "
              + type.type().version()
              + " was declared otherwise before; choose another version");
    }
    declared.put(type.type(), type);
  }

  /**
   * Withdraws a declaration: actions of the type are offered as they are.
   *
   * @param type the type
   * @return whether it was declared
   */
  public synchronized boolean withdraw(ActionType type) {
    CustomActionType before = declared.remove(type);
    if (before != null) {
      withdrawn.put(type, before);
    }
    return before != null;
  }

  @Override
  public CompletionStage<ActionResult> execute(ActionContext context) {
    QueuedJob job = new QueuedJob(context);
    CustomActionType type;
    synchronized (this) {
      type = declared.get(context.definition().type());
      jobs.put(job.id, job);
    }
    List<String> faults =
        type == null ? List.of() : type.faultsOf(context.definition(), context.configuration());
    if (!faults.isEmpty()) {
      close(job, JobStatus.FAILED);
      job.result.complete(
          ActionResult.failed(FailureType.CONFIGURATION_ERROR, String.join("; ", faults)));
      return job.result;
    }
    try {
      JobResources given = resources.apply(context);
      synchronized (this) {
        job.open(given);
      }
    } catch (RuntimeException e) {
      close(job, JobStatus.FAILED);
      throw e;
    }
    var unused = context.cancellation().thenRun(() -> stop(job));
    return job.result;
  }

  private void stop(QueuedJob job) {
    synchronized (this) {
      if (job.status == JobStatus.IN_PROGRESS || job.status.isEnded()) {
        return; // its worker sees it, or has been quicker
      }
      close(job, JobStatus.TIMED_OUT);
    }
    job.result.complete(ActionResult.failed("no worker had taken the job"));
  }

  private synchronized void close(QueuedJob job, JobStatus how) {
    job.status = how;
    jobs.remove(job.id, job);
    ended.put(job.id, job.view());
  }

  /**
   * Offers jobs to a worker, the oldest first.
   *
   * @param type what it can carry out
   * @param most how many it wants, at least 1
   * @param query the value of the type's queryable property, by its name; empty for any
   * @param now the present instant
   * @return the jobs; each is to be acknowledged within a minute
   * @throws IllegalArgumentException if it wants none, or asks by what is not queryable
   */
  public synchronized List<Job> poll(
      ActionType type, int most, Map<String, String> query, Instant now) {
    if (most < 1) {
      throw new IllegalArgumentException(
          "most: " + most + " is out of range; allowed: 1 and above");
    }
    checkQuery(declared.get(type), query);
    List<QueuedJob> givenUp = jobs.values().stream().filter(QueuedJob::isGivenUp).toList();
    givenUp.forEach(job -> close(job, JobStatus.TIMED_OUT)); // their workers may be gone for good
    List<Job> offered = new ArrayList<>();
    for (QueuedJob job : jobs.values()) {
      if (offered.size() < most && job.isFor(type, query, now)) {
        offered.add(job.offer(now));
      }
    }
    return offered;
  }

  private static void checkQuery(@Nullable CustomActionType type, Map<String, String> query) {
    String queryable =
        type == null ? "" : type.queryable().map(ConfigurationProperty::name).orElse("");
    query.forEach(
        (name, value) -> {
          if (!name.equals(queryable)) {
            throw new IllegalArgumentException(
                "\""
                    + name
                    + "\" is not queryable; allowed: "
                    + (queryable.isEmpty() ? "no property of this type is" : queryable));
          }
          if (!ConfigurationProperty.isQueryableValue(value)) {
            throw new IllegalArgumentException(
                "a query of \"" + value + "\"; allowed: 1 to 20 characters of a-zA-Z0-9_-");
          }
        });
  }

  /**
   * Takes an offered job. Of those that acknowledge an offer, one wins.
   *
   * @param id the job's id
   * @param nonce the offer's
   * @return completes with the status, and whether this call has won the job; or with why not
   */
  public CompletionStage<JobAnswer> acknowledge(String id, String nonce) {
    CompletionStage<Void> taken;
    synchronized (this) {
      QueuedJob job = jobs.get(id);
      if (job == null) {
        return answered(endedOr(id));
      }
      if (!job.isOffer(nonce)) {
        return answered(
            JobRejection.INVALID_NONCE.because("the nonce is not that of the newest offer"));
      }
      if (job.status == JobStatus.IN_PROGRESS) {
        return answered(new JobAnswer.Heard(JobStatus.IN_PROGRESS, false));
      }
      taken = job.take();
    }
    return taken.thenApply(done -> new JobAnswer.Heard(JobStatus.IN_PROGRESS, true));
  }

  private JobAnswer endedOr(String id) {
    JobView view = ended.get(id);
    return view == null
        ? JobRejection.UNKNOWN.because(
            "no job " + id + " is known; remembered are the last " + REMEMBERED + " that ended")
        : new JobAnswer.Heard(view.status(), false);
  }

  private static CompletionStage<JobAnswer> answered(JobAnswer answer) {
    return CompletableFuture.completedStage(answer);
  }

  /**
   * A worker has succeeded, or goes on elsewhere.
   *
   * @param id the job's id
   * @param success what it reports
   * @return completes with the status: {@link JobStatus#QUEUED} if the job is to be offered again;
   *     or with why the report was refused
   */
  public CompletionStage<JobAnswer> succeed(String id, JobSuccess success) {
    String fault = JobReports.faultOf(success);
    if (fault != null) {
      return answered(JobRejection.INVALID.because(fault));
    }
    QueuedJob job;
    synchronized (this) {
      job = jobs.get(id);
      JobAnswer refused = refusal(job, id, JobStatus.SUCCEEDED);
      if (job == null || refused != null) {
        return answered(refused == null ? endedOr(id) : refused);
      }
      job.summary = success.summary();
      job.externalId = success.externalExecutionId();
      job.percent = success.percentComplete().orElse(job.percent);
      if (success.continuationToken().isPresent()) {
        return job.goOn(success.continuationToken().get())
            .thenApply(done -> new JobAnswer.Heard(JobStatus.QUEUED, true));
      }
      close(job, JobStatus.SUCCEEDED);
    }
    job.result.complete(JobReports.resultOf(success));
    return answered(new JobAnswer.Heard(JobStatus.SUCCEEDED, true));
  }

  /**
   * A worker has failed.
   *
   * @param id the job's id
   * @param failure what it reports
   * @return completes with the status, or with why the report was refused
   */
  public CompletionStage<JobAnswer> fail(String id, JobFailure failure) {
    String fault = JobReports.faultOf(failure);
    if (fault != null) {
      return answered(JobRejection.INVALID.because(fault));
    }
    QueuedJob job;
    synchronized (this) {
      job = jobs.get(id);
      JobAnswer refused = refusal(job, id, JobStatus.FAILED);
      if (job == null || refused != null) {
        return answered(refused == null ? endedOr(id) : refused);
      }
      job.summary = failure.message();
      job.externalId = failure.externalExecutionId();
      close(job, JobStatus.FAILED);
    }
    ActionResult result = ActionResult.failed(failure.type(), failure.message());
    job.result.complete(
        failure.externalExecutionId().isEmpty()
            ? result
            : result.withExternalExecution(
                new ExternalExecution(failure.externalExecutionId(), "")));
    return answered(new JobAnswer.Heard(JobStatus.FAILED, true));
  }

  /** Why a report is refused, or what it repeats; null if it is to be taken. */
  private @Nullable JobAnswer refusal(@Nullable QueuedJob job, String id, JobStatus wanted) {
    JobView over = ended.get(id);
    if (job == null && over != null && over.status() != wanted) {
      return JobRejection.INVALID_STATE.because(
          "the job has ended before, as " + over.status().serviceName());
    }
    return job != null && job.status != JobStatus.IN_PROGRESS
        ? JobRejection.INVALID_STATE.because(
            "the job is " + job.status.serviceName() + "; acknowledge it first")
        : null;
  }

  /**
   * Looks at a job.
   *
   * @param id its id
   * @return the job, or empty if it is unknown or ended too long ago
   */
  public synchronized Optional<JobView> job(String id) {
    QueuedJob job = jobs.get(id);
    return job == null ? Optional.ofNullable(ended.get(id)) : Optional.of(job.view());
  }

  private static <V> Map<String, V> remembering() {
    return new LinkedHashMap<>() {
      private static final long serialVersionUID = 1L;

      @Override
      protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
        return size() > REMEMBERED;
      }
    };
  }
}
