/**
 * What a host of pipelines holds and plugs in.
 *
 * <p>A host plugs in one {@link dev.penstock.pipeline.engine.ActionExecutor} for each action type,
 * and an {@link dev.penstock.pipeline.engine.ArtifactTransfer} by which stages hand artifacts on.
 * The engine calls executors on the host's own {@code Executor}, at least once for each attempt:
 * after a crash an executor is called again with the same {@link
 * dev.penstock.pipeline.engine.ActionContext#key()}.
 */
@NullMarked
package dev.penstock.pipeline.engine;

import org.jspecify.annotations.NullMarked;
