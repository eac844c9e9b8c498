/** Artifacts handed on: equal directories, altered archives, foreign locations. */
@NullMarked
package dev.penstock.artifact.format;

import org.jspecify.annotations.NullMarked;
