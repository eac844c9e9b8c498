package dev.penstock.pipeline.execution;

/** One step of a pipeline's history. */
sealed interface PipelineStep {

  /** A command is told, and what follows becomes durable. */
  record Tell(PipelineCommand command) implements PipelineStep {}

  /** A command is told, but the process dies before what follows is durable, and opens again. */
  record TellInVain(PipelineCommand command) implements PipelineStep {}

  /** The process dies and opens again. */
  record Crash() implements PipelineStep {}
}
