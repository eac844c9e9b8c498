/**
 * Definitions of pipelines in the forms of the cloud service.
 *
 * <p>{@link dev.penstock.spec.pipeline.PipelineDefinition} reads the JSON that the service prints
 * and takes, or the same in YAML, and writes it. {@link
 * dev.penstock.spec.pipeline.PipelineTemplate} finds the pipelines of a CloudFormation template;
 * what only a deployment can tell stays unknown, and nothing is said about it.
 *
 * <p>Both make the pipelines of the core out of it. The rules of pipelines are the core's own; here
 * their faults get the place in the file, and the faults join them that only a file can have.
 * Reading never throws. All public types are immutable and safe for several threads.
 */
@NullMarked
package dev.penstock.spec.pipeline;

import org.jspecify.annotations.NullMarked;
