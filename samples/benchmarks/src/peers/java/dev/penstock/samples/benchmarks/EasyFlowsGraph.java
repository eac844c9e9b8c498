package dev.penstock.samples.benchmarks;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.jeasy.flows.engine.WorkFlowEngine;
import org.jeasy.flows.engine.WorkFlowEngineBuilder;
import org.jeasy.flows.work.DefaultWorkReport;
import org.jeasy.flows.work.Work;
import org.jeasy.flows.work.WorkContext;
import org.jeasy.flows.work.WorkReport;
import org.jeasy.flows.work.WorkStatus;
import org.jeasy.flows.workflow.ParallelFlow;
import org.jeasy.flows.workflow.SequentialFlow;
import org.jeasy.flows.workflow.WorkFlow;

/** Easy Flows: a sequence of parallel flows on the given pool; the caller's thread leads. */
final class EasyFlowsGraph implements PeerGraph {
  private final WorkFlowEngine engine = WorkFlowEngineBuilder.aNewWorkFlowEngine().build();
  private final WorkFlow flow;

  EasyFlowsGraph(Load load) {
    Work action =
        context -> {
          load.act();
          return new DefaultWorkReport(WorkStatus.COMPLETED, context);
        };
    List<Work> actions = Collections.nCopies(WIDTH, action);
    List<Work> stages =
        IntStream.range(0, load.stages())
            .<Work>mapToObj(
                stage ->
                    ParallelFlow.Builder.aNewParallelFlow()
                        .execute(actions.toArray(Work[]::new))
                        .with(load.pool())
                        .build())
            .toList();
    this.flow = SequentialFlow.Builder.aNewSequentialFlow().execute(stages).build();
  }

  @Override
  public void run() {
    WorkReport report = engine.run(flow, new WorkContext());
    if (report.getStatus() != WorkStatus.COMPLETED) {
      throw new IllegalStateException("Easy Flows: " + report, report.getError());
    }
  }

  @Override
  public void close() {}
}
