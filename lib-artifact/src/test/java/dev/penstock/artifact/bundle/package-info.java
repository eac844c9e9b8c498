/** Artifacts handed on: equal directories, altered archives, foreign locations. */
@NullMarked
package dev.penstock.artifact.bundle;

import org.jspecify.annotations.NullMarked;
