/** Versions and ranges, held against the code of the ecosystems themselves. */
@NullMarked
package dev.penstock.artifact.version;

import org.jspecify.annotations.NullMarked;
