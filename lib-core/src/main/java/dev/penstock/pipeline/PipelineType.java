package dev.penstock.pipeline;

/**
 * Which generation of the cloud service a pipeline is written for (P-108); nothing else uses it.
 */
public enum PipelineType {
  /** The first: without variables of the pipeline, triggers, conditions and the newer modes. */
  V1,
  /** The second. */
  V2
}
