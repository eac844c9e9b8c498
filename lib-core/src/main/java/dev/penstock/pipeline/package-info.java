/**
 * The pipeline as a value: stages in order, actions in run order, the artifacts that they hand on.
 *
 * <p>Start at {@code Pipeline.builder("checkout")}. The model is service-neutral and immutable; all
 * rules of a definition are checked together when it is built, those of a cloud service if {@link
 * dev.penstock.pipeline.Conformance} asks for them. Fields that mean something to that service
 * alone are carried and handed on, never interpreted. Two kinds of rules of conditions are answered
 * right here, {@link dev.penstock.pipeline.VariableCheck} and {@link
 * dev.penstock.pipeline.DeploymentWindow}; both are pure. What runs next is decided in {@code
 * dev.penstock.pipeline.execution}; what a host holds is in {@code dev.penstock.pipeline.engine}.
 */
@NullMarked
package dev.penstock.pipeline;

import org.jspecify.annotations.NullMarked;
