/**
 * Decorators for action executors: retry, circuit breaker, rate limit, time limit and bulkhead.
 *
 * <p>They are for what fails in passing: a network that drops a call, a server that is overloaded.
 * {@link dev.penstock.pipeline.resilience.Resilience} puts them around an {@link
 * dev.penstock.pipeline.engine.ActionExecutor} in a fixed order and says what they did in the
 * action's summary, which the journal keeps.
 *
 * <p><strong>Nothing here is durable.</strong> All of it happens within one attempt at an action:
 * counts, open circuits and waiting times are lost with the process, and after a crash the attempt
 * begins anew with its first try. What must survive a crash is a new attempt, and the pipeline's
 * own business: see {@link dev.penstock.pipeline.engine.OpenPipeline#retry}.
 *
 * <p>Resilience4j does the counting inside and is optional: without its jars on the path,
 * everything else in this library works, and building a {@code Resilience} that needs one says
 * which. On the module path nothing requires these jars, so a program names them with {@code
 * --add-modules} or in its own descriptor. Threads, time and chance are the host's.
 */
@NullMarked
package dev.penstock.pipeline.resilience;

import org.jspecify.annotations.NullMarked;
