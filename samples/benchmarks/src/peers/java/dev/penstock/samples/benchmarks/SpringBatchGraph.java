package dev.penstock.samples.benchmarks;

import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobInstance;
import org.springframework.batch.core.job.builder.FlowBuilder;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.job.flow.Flow;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.repository.support.ResourcelessJobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.batch.infrastructure.support.transaction.ResourcelessTransactionManager;
import org.springframework.core.task.support.TaskExecutorAdapter;

/**
 * Spring Batch without a database: a job of splits on the given pool; the caller's thread leads.
 * Its repository keeps one execution at a time.
 */
final class SpringBatchGraph implements PeerGraph {
  private final JobRepository repository = new ResourcelessJobRepository();
  private final ResourcelessTransactionManager transactions = new ResourcelessTransactionManager();
  private final Job job;

  SpringBatchGraph(Load load) {
    TaskExecutorAdapter pool = new TaskExecutorAdapter(load.pool());
    FlowBuilder<Flow> stages = new FlowBuilder<>("stages");
    for (int s = 0; s < load.stages(); s++) {
      Flow[] actions = new Flow[WIDTH];
      for (int a = 0; a < WIDTH; a++) {
        String name = "stage-" + s + "-action-" + a;
        actions[a] = new FlowBuilder<Flow>(name).start(step(name, load)).build();
      }
      Flow stage = new FlowBuilder<Flow>("stage-" + s).split(pool).add(actions).build();
      if (s == 0) {
        stages.start(stage);
      } else {
        stages.next(stage);
      }
    }
    job = new JobBuilder("job", repository).start(stages.build()).end().build();
  }

  private Step step(String name, Load load) {
    return new StepBuilder(name, repository)
        .tasklet(
            (contribution, chunk) -> {
              load.act();
              return RepeatStatus.FINISHED;
            },
            transactions)
        .build();
  }

  @Override
  public void run() throws Exception {
    JobParameters none = new JobParameters();
    JobInstance instance = repository.createJobInstance("job", none);
    JobExecution execution = repository.createJobExecution(instance, none, new ExecutionContext());
    job.execute(execution);
    if (execution.getStatus() != BatchStatus.COMPLETED) {
      throw new IllegalStateException(
          "Spring Batch: " + execution,
          execution.getAllFailureExceptions().stream().findFirst().orElse(null));
    }
    repository.deleteJobExecution(execution);
  }

  @Override
  public void close() {}
}
