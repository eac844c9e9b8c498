/**
 * Where changes come from, and which of them start a pipeline.
 *
 * <p>Start at {@code Trigger.builder("fetch")}: a trigger watches one source action, with filters
 * for pushes (branches, tags, file paths) and for pull requests. What a Git host reports is a
 * {@link SourceEvent}; {@link TriggerMatcher} says whether it starts the pipeline, and by which
 * filter and pattern, or why not. Patterns are {@link Glob}s. The rules of declarations are in
 * {@link TriggerRules}. {@link Webhook} is the older form, with filters over the raw JSON of a
 * delivery.
 *
 * <p>The host receives deliveries, checks that they are genuine ({@link WebhookSignature} helps),
 * and makes events of them. All types are immutable and safe for several threads, and nothing here
 * blocks.
 */
@NullMarked
package dev.penstock.source;

import org.jspecify.annotations.NullMarked;
