/**
 * What a person sees: progress while it runs, the story as a table at the end, and a page with
 * pictures that needs neither a network nor JavaScript.
 *
 * <p>Everything is made from the small rows in this package, which the sample fills from events.
 * Rows are immutable; renderers hold nothing.
 */
@NullMarked
package dev.penstock.samples.quickstart.report;

import org.jspecify.annotations.NullMarked;
