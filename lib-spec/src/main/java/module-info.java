/**
 * Reads, checks and runs the files that people write: buildspec, appspec and pipeline definitions.
 *
 * <p>Start at {@code dev.penstock.spec.build.Buildspec} and {@code
 * dev.penstock.spec.deploy.AppSpec} to read them, at {@code
 * dev.penstock.spec.pipeline.PipelineDefinition} for pipelines, and at {@code
 * dev.penstock.spec.run.BuildAction} to let a pipeline build.
 */
module dev.penstock.spec {
  requires static transitive org.jspecify;
  requires transitive dev.penstock.core;
  requires com.google.common;
  requires com.fasterxml.jackson.core;
  requires com.fasterxml.jackson.databind;
  requires org.yaml.snakeyaml;

  exports dev.penstock.spec;
  exports dev.penstock.spec.build;
  exports dev.penstock.spec.deploy;
  exports dev.penstock.spec.lint;
  exports dev.penstock.spec.pipeline;
  exports dev.penstock.spec.run;
}
