/**
 * The kernel of deciders, journals and engines, and the pipeline built on it.
 *
 * <p>Start at {@code dev.penstock.pipeline.Pipeline} to define a pipeline, and at {@code
 * dev.penstock.pipeline.engine.PipelineEngine} to run one.
 */
module dev.penstock.core {
  requires static transitive org.jspecify;
  requires transitive java.sql;
  requires com.google.common;
  requires org.slf4j;
  requires com.fasterxml.jackson.core;
  requires com.fasterxml.jackson.databind;
  requires static io.github.resilience4j.bulkhead;
  requires static io.github.resilience4j.circuitbreaker;
  requires static io.github.resilience4j.core;
  requires static io.github.resilience4j.ratelimiter;
  requires static io.github.resilience4j.retry;

  exports dev.penstock;
  exports dev.penstock.engine;
  exports dev.penstock.journal;
  exports dev.penstock.archive;
  exports dev.penstock.process;
  exports dev.penstock.process.simulation;
  exports dev.penstock.diagnostic;
  exports dev.penstock.notification;
  exports dev.penstock.picture;
  exports dev.penstock.pipeline.engine;
  exports dev.penstock.pipeline.execution;
  exports dev.penstock.pipeline.simulation;
  exports dev.penstock.pipeline.explain;
  exports dev.penstock.pipeline.resilience;
  exports dev.penstock.pipeline.worker;
  exports dev.penstock.pipeline;
  exports dev.penstock.policy;
  exports dev.penstock.revision;
  exports dev.penstock.shell;
  exports dev.penstock.source;
}
