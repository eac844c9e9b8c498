/**
 * Retry and circuit breaker for public sources.
 *
 * <p>Start at {@link dev.penstock.artifact.upstream.resilience.ResilientSource}, which goes around
 * an {@link dev.penstock.artifact.upstream.ExternalSource}. What fails in passing is tried again;
 * what fails all the time is left alone for a while, and answered as unavailable at once.
 *
 * <p>Resilience4j does the counting inside and is optional: without its jars on the path everything
 * else in this library works, and building a source that needs one says which. On the module path
 * nothing requires these jars, so a program names them with {@code --add-modules} or in its own
 * descriptor. Time, waiting and chance are the host's. Counts are lost with the process.
 */
@NullMarked
package dev.penstock.artifact.upstream.resilience;

import org.jspecify.annotations.NullMarked;
