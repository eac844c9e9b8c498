package dev.penstock.pipeline.simulation;

import dev.penstock.engine.ProcessEngine;
import dev.penstock.pipeline.ActionType;
import dev.penstock.pipeline.Pipeline;
import dev.penstock.pipeline.engine.OpenPipeline;
import dev.penstock.pipeline.engine.PipelineEngine;
import dev.penstock.process.Journal;
import dev.penstock.process.simulation.VirtualTime;

/** The real engine on one simulated host, from its opening to its crash. */
final class SimulatedEngine {
  final SimulatedHost host;
  final OpenPipeline pipeline;
  private final ProcessEngine processes;

  SimulatedEngine(
      PipelineSimulation.Builder options,
      Journal journal,
      VirtualTime time,
      ScriptedActions actions,
      Pipeline definition) {
    host = new SimulatedHost(time);
    ProcessEngine.Builder engine =
        ProcessEngine.builder().journal(journal).executor(host).scheduler(host).clock(time.clock());
    options.listeners.forEach(engine::listener);
    processes = engine.build();
    PipelineEngine.Builder builder = PipelineEngine.builder(processes);
    options.executors.forEach(builder::action);
    for (ActionType type : options.scripts.types()) {
      if (!options.executors.containsKey(type)) {
        builder.action(type, actions.on(host, type));
      }
    }
    options.engine.forEach(option -> option.accept(builder));
    pipeline = builder.build().open(definition);
    host.settle();
  }

  /** Forgets what is under way and closes, as if the JVM were gone. */
  void crash() {
    host.crash();
    processes.close();
  }
}
