package dev.penstock.samples.benchmarks;

import java.util.Map;
import java.util.UUID;
import org.flowable.bpmn.model.BpmnModel;
import org.flowable.bpmn.model.EndEvent;
import org.flowable.bpmn.model.FlowElement;
import org.flowable.bpmn.model.ParallelGateway;
import org.flowable.bpmn.model.Process;
import org.flowable.bpmn.model.SequenceFlow;
import org.flowable.bpmn.model.ServiceTask;
import org.flowable.bpmn.model.StartEvent;
import org.flowable.common.engine.impl.history.HistoryLevel;
import org.flowable.engine.ProcessEngine;
import org.flowable.engine.delegate.JavaDelegate;
import org.flowable.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.flowable.engine.impl.cfg.StandaloneInMemProcessEngineConfiguration;
import org.flowable.engine.runtime.ProcessInstance;

/**
 * Flowable over H2 in memory: gateways that fork and join service tasks. All on the caller's thread
 * in one transaction, which is its fastest way; asynchronous tasks would be jobs in the database.
 */
final class FlowableGraph implements PeerGraph {
  private final ProcessEngine engine;

  FlowableGraph(Load load, HistoryLevel history) {
    JavaDelegate action = execution -> load.act();
    ProcessEngineConfigurationImpl configuration = new StandaloneInMemProcessEngineConfiguration();
    configuration
        .setDisableIdmEngine(true)
        .setDisableEventRegistry(true)
        .setHistoryLevel(history)
        .setAsyncExecutorActivate(false)
        .setJdbcUrl("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=1000")
        .setBeans(Map.of("action", action));
    engine = configuration.buildProcessEngine();
    engine
        .getRepositoryService()
        .createDeployment()
        .addBpmnModel("graph.bpmn", model(load.stages()))
        .deploy();
  }

  private static BpmnModel model(int stages) {
    Process process = new Process();
    process.setId("graph");
    FlowElement last = element(process, new StartEvent(), "start");
    for (int s = 0; s < stages; s++) {
      FlowElement fork = element(process, new ParallelGateway(), "fork-" + s);
      FlowElement join = element(process, new ParallelGateway(), "join-" + s);
      process.addFlowElement(new SequenceFlow(last.getId(), fork.getId()));
      for (int a = 0; a < WIDTH; a++) {
        ServiceTask action = new ServiceTask();
        action.setImplementationType("delegateExpression");
        action.setImplementation("${action}");
        element(process, action, "action-" + s + "-" + a);
        process.addFlowElement(new SequenceFlow(fork.getId(), action.getId()));
        process.addFlowElement(new SequenceFlow(action.getId(), join.getId()));
      }
      last = join;
    }
    FlowElement end = element(process, new EndEvent(), "end");
    process.addFlowElement(new SequenceFlow(last.getId(), end.getId()));
    BpmnModel model = new BpmnModel();
    model.addProcess(process);
    return model;
  }

  private static FlowElement element(Process process, FlowElement element, String id) {
    element.setId(id);
    process.addFlowElement(element);
    return element;
  }

  @Override
  public void run() {
    ProcessInstance instance = engine.getRuntimeService().startProcessInstanceByKey("graph");
    if (!instance.isEnded()) {
      throw new IllegalStateException("Flowable: not ended: " + instance);
    }
  }

  @Override
  public void close() {
    engine.close();
  }
}
