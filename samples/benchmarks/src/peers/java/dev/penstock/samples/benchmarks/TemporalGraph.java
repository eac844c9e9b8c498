package dev.penstock.samples.benchmarks;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import io.temporal.activity.ActivityOptions;
import io.temporal.activity.LocalActivityOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Temporal with its test server in the same JVM: one workflow whose activities run on the worker's
 * own threads, of which there are as many as it likes.
 */
final class TemporalGraph implements PeerGraph {
  private static final String QUEUE = "graph";

  private final TestWorkflowEnvironment server;
  private final Load load;
  private final boolean isLocal;

  TemporalGraph(Load load, boolean isLocal) {
    this.load = load;
    this.isLocal = isLocal;
    server =
        TestWorkflowEnvironment.newInstance(
            TestEnvironmentOptions.newBuilder().setUseTimeskipping(false).build());
    Worker worker = server.newWorker(QUEUE);
    worker.registerWorkflowImplementationTypes(Graph.class);
    Action action = load::act;
    worker.registerActivitiesImplementations(action);
    server.start();
  }

  @Override
  public void run() {
    server
        .getWorkflowClient()
        .newWorkflowStub(Stages.class, WorkflowOptions.newBuilder().setTaskQueue(QUEUE).build())
        .run(load.stages(), isLocal);
  }

  @Override
  public void close() {
    server.close();
  }

  /** The action. */
  @ActivityInterface
  public interface Action {
    /** Does nothing. */
    @ActivityMethod
    int act();
  }

  /** The workflow. */
  @WorkflowInterface
  public interface Stages {
    /** Runs all stages. */
    @WorkflowMethod
    void run(int stages, boolean isLocal);
  }

  /** The workflow's code; Temporal makes it. */
  public static final class Graph implements Stages {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    /** Called by Temporal. */
    public Graph() {}

    @Override
    public void run(int stages, boolean isLocal) {
      Action action =
          isLocal
              ? Workflow.newLocalActivityStub(
                  Action.class,
                  LocalActivityOptions.newBuilder().setStartToCloseTimeout(TIMEOUT).build())
              : Workflow.newActivityStub(
                  Action.class,
                  ActivityOptions.newBuilder().setStartToCloseTimeout(TIMEOUT).build());
      for (int s = 0; s < stages; s++) {
        List<Promise<Integer>> stage = new ArrayList<>();
        for (int a = 0; a < WIDTH; a++) {
          stage.add(Async.function(action::act));
        }
        Promise.allOf(stage).get();
      }
    }
  }
}
