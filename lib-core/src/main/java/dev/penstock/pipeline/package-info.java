/**
 * The pipeline as a value: stages in order, actions in run order, the artifacts that they hand on.
 *
 * <p>Start at {@code Pipeline.builder("checkout")}. The model is service-neutral and immutable; all
 * rules of a definition are checked together when it is built. What runs next is decided in {@code
 * dev.penstock.pipeline.execution}; what a host holds is in {@code dev.penstock.pipeline.engine}.
 */
@NullMarked
package dev.penstock.pipeline;

import org.jspecify.annotations.NullMarked;
