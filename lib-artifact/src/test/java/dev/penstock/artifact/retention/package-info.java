/** Retention: what policies select, what plans say, what applying them leaves alone. */
@NullMarked
package dev.penstock.artifact.retention;

import org.jspecify.annotations.NullMarked;
