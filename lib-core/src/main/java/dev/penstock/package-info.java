/**
 * What all of Penstock shares: the root of its exceptions. Start at {@code
 * dev.penstock.pipeline.Pipeline}.
 */
@NullMarked
package dev.penstock;

import org.jspecify.annotations.NullMarked;
