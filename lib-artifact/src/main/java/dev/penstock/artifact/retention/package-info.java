/**
 * Retention: which versions of a repository go, told before it happens.
 *
 * <p>Start at {@link dev.penstock.artifact.retention.RetentionPolicy}. Planning changes nothing and
 * gives a value that says what would go and why; applying a plan leaves alone whatever has changed
 * since, so that it is safe beside publishers.
 *
 * <p>Policies, plans and reports are immutable. Ages are {@link java.time.Duration}, sizes are in
 * bytes; the clock is the host's.
 */
@NullMarked
package dev.penstock.artifact.retention;

import org.jspecify.annotations.NullMarked;
